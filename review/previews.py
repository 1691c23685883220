"""Where previews come from: the real engine, on the emulator or on the real state."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from emulator.engine import Engine
from emulator.session import Session, opened
from emulator.workspace import Workspace, dummy

from .model import Preview, Refusal
from .reading import read, refusals
from .redaction import Redaction
from .stand_ins import changed, sealed, stand_ins

PREVIEW: Final = ("preview", "--json", "--show-sames")
_UP: Final = ("up", "--yes", "--skip-preview", "--json")
_STATE: Final = ("backend", "home", "project", "state")
_ERROR: Final = re.compile(r"^\s*error: .*(?:\n(?!\s*(?:error|warning|\w+:\w+)).+)*", re.MULTILINE)
NOWHERE: Final = "there is no stack file of that name, neither in base nor in head"
NEW: Final = "a new stack: nothing of it exists yet"


@dataclass(frozen=True, kw_only=True)
class Emulated:
    """The installation of one stack as base would make it, on emulated clouds."""

    engine: Engine
    stack: str
    base: Path
    """Tree of base."""
    folder: Path
    """Where the emulated state lies."""

    def workspace(self, project: Path) -> Workspace:
        """The workspace in which the tree `project` runs against the state."""
        there = Workspace(project=project, stack=self.stack, folder=self.folder, fast=True)
        return self._with_secrets(there)

    def bring_up(self) -> Refusal | None:
        """Make what base says, unless it was made before; a refusal where it cannot be."""
        done = self.folder / "brought-up"
        if done.exists() or not self._file(self.base).exists():
            return None
        for part in _STATE:  # of a run that was broken off
            shutil.rmtree(self.folder / part, ignore_errors=True)
        workspace = self.workspace(self.base)
        try:
            with opened(workspace, self.engine) as session:
                told = session.capture(*_UP)
        except RuntimeError as error:  # of a stack that this one reads
            return self._refusal("base cannot be brought up", str(error), workspace)
        if told.returncode:
            return self._refusal("base cannot be brought up", _failures(told), workspace)
        done.write_text("", encoding="utf-8")
        return None

    def preview(self, head: Path) -> Preview:
        """What the tree `head` would do to it; what it reads of other stacks is head's already."""
        if not self._file(head).exists():
            gone = self._file(self.base).exists()
            unknown = () if gone else (Refusal(reason=NOWHERE),)
            return Preview(stack=self.stack, abandoned=gone, refusals=unknown)
        refused = self.bring_up()
        if refused is not None:
            return Preview(stack=self.stack, refusals=(refused,))
        if not self.workspace(head).others:
            return self._preview(head)
        with tempfile.TemporaryDirectory(prefix="review-") as scratch:
            state = Path(scratch) / "state"
            if self.folder.exists():  # not that of a new stack
                shutil.copytree(self.folder, state)
            return replace(self, folder=state)._followed(head)

    def _followed(self, head: Path) -> Preview:
        """The preview once the stacks that it reads are what head says."""
        notes: list[str] = []
        for other in self.workspace(head).others:
            workspace = self._with_secrets(other)
            with opened(workspace, self.engine) as session:
                before = _outputs(session)
                told = session.capture(*_UP)
                after = _outputs(session)
            if told.returncode:
                what = f"stack {other.stack}, which it reads, cannot become what head says"
                refused = self._refusal(what, _failures(told), workspace)
                return Preview(stack=self.stack, refusals=(refused,))
            other.brought_up.touch()
            if before != after:
                notes.append(f"as it will be after stack {other.stack}, whose outputs change")
        preview = self._preview(head)
        return replace(preview, notes=(*preview.notes, *notes))

    def _preview(self, head: Path) -> Preview:
        workspace = self.workspace(head)
        with opened(workspace, self.engine) as session:
            told = session.capture(*PREVIEW)
        found = answer(self.stack, told, self._redaction(workspace))
        return replace(found, notes=tuple(self._notes(head)))

    def _with_secrets(self, workspace: Workspace) -> Workspace:
        base = replace(workspace, project=self.base)
        before, now = sealed(base.original), sealed(workspace.original)
        return replace(workspace, secrets=stand_ins(before, now))

    def _refusal(self, what: str, why: str, workspace: Workspace) -> Refusal:
        return Refusal(reason=f"{what}: {self._redaction(workspace).text(why)}")

    def _file(self, project: Path) -> Path:
        return Workspace(project=project, stack=self.stack, folder=self.folder).original

    def _redaction(self, workspace: Workspace) -> Redaction:
        plain = {dummy(key) for key in workspace.seed.secrets} | set(workspace.secrets.values())
        return Redaction(known=frozenset(plain))

    def _notes(self, head: Path) -> list[str]:
        before, now = self._file(self.base), self._file(head)
        notes = [] if before.exists() else [NEW]
        return [*notes, *changed(sealed(before), sealed(now))]


def _outputs(session: Session) -> str:
    """What other stacks can read of a session's stack, secrets hidden."""
    workspace = session.workspace
    where = ("--cwd", str(workspace.config_file.parent), "--stack", workspace.stack)
    return subprocess.run(  # noqa: S603
        [str(session.engine.binary), "stack", "output", "--json", *where],
        env=dict(session.environment),
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def real(engine: Engine, stack: str, head: Path, arguments: Sequence[str] = ()) -> Preview:
    """What the tree `head` would do to the real installation; the environment's credentials."""
    command = [str(engine.binary), *PREVIEW, "--non-interactive", "--stack", stack]
    told = subprocess.run(  # noqa: S603
        [*command, "--cwd", str(head), *arguments], check=False, capture_output=True, text=True
    )
    return answer(stack, told, Redaction())


def answer(stack: str, told: subprocess.CompletedProcess[str], redaction: Redaction) -> Preview:
    """The preview that the engine printed; a verdict of its own where it printed none."""
    document = _document(told.stdout)
    if document is None:
        reason = redaction.text(_errors(told))
        return Preview(stack=stack, refusals=(Refusal(reason=reason),))
    preview = read(stack, document, redaction)
    if told.returncode and not preview.refusals:
        errors = [{"severity": "error", "message": _errors(told)}]
        return replace(preview, refusals=refusals(errors, redaction))
    return preview


def _document(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _failures(told: subprocess.CompletedProcess[str]) -> str:
    """What went wrong, from the events that an update prints, a line each."""
    events = [_document(line) or {} for line in told.stdout.splitlines()]
    found = refusals([it.get("diagnosticEvent") or {} for it in events], Redaction())
    return "\n".join(it.reason for it in found) or _errors(told)


def _errors(told: subprocess.CompletedProcess[str]) -> str:
    text = f"{told.stdout}\n{told.stderr}"
    found = dict.fromkeys(it.strip().removeprefix("error: ") for it in _ERROR.findall(text))
    last = [line for line in text.splitlines() if line.strip()][-1:]
    return "\n".join(found or last) or f"the engine ended with {told.returncode} and said nothing"
