"""Runs of the real engine on a stack's own copy of the emulated clouds, and what they told."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from emulator.engine import Engine
from emulator.session import Session, opened
from emulator.workspace import Workspace

from ..programs import ROOT
from .events import changes, errors

Config: TypeAlias = dict[str, Any]
YES = ("--yes", "--skip-preview")
STREAMED = {"PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true"}
"""Lets a preview tell its events one by one, as the other commands do."""


@dataclass(frozen=True)
class Run:
    """One command of the engine that has ended."""

    command: str
    code: int
    output: str
    """All that it wrote."""

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """What it told with `--json`, in order."""
        lines = self.output.splitlines()
        return [json.loads(line) for line in lines if line.startswith('{"sequence"')]

    @property
    def changes(self) -> str:
        """Operations by type and name, with the properties that differ: a text for golden files."""
        return changes(self.events)

    @property
    def errors(self) -> list[str]:
        """Every error that it told with `--json`."""
        return errors(self.events)

    def passed(self) -> Run:
        """Itself, if the engine was content."""
        assert self.code == 0, f"pulumi {self.command}:\n{self.told}"
        return self

    def refused(self) -> Run:
        """Itself, if the engine was not."""
        assert self.code != 0, f"pulumi {self.command} should have failed:\n{self.output}"
        return self

    @property
    def told(self) -> str:
        """The errors, or where there is none all that it wrote."""
        return "\n".join(self.errors) if self.events else self.output


@dataclass(frozen=True)
class Desk:
    """Emulated clouds that run, and the engine on them."""

    session: Session
    secrets: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """All that the runs leave behind."""
        return self.session.workspace.folder

    @property
    def state(self) -> Path:
        """The emulated clouds' things, a file each."""
        return self.session.workspace.state

    def preview(self, *options: str) -> Run:
        """What an update would do."""
        return self.run("preview", *options)

    def empty(self) -> Run:
        """A preview that must find nothing to do."""
        return self.run("preview", "--diff", "--expect-no-changes").passed()

    def up(self) -> Run:
        """An update, event by event."""
        return self.run("up", *YES, "--json")

    def refresh(self, *options: str) -> Run:
        """A look at what is really there, event by event."""
        return self.run("refresh", *YES, "--json", *options)

    def destroy(self, *options: str) -> Run:
        """The end, event by event."""
        return self.run("destroy", *YES, "--json", *options)

    def export(self, *options: str, stack: str | None = None) -> dict[str, Any]:
        """The engine's state; secrets are ciphertext unless `--show-secrets` is among `options`.

        `stack`: another one than the desk's own, which it reads.
        """
        workspace = self.session.workspace
        where = ("--cwd", str(workspace.config_file.parent), "--stack", stack or workspace.stack)
        done = subprocess.run(
            [str(self.session.engine.binary), "stack", "export", *where, *options],
            env=dict(self.session.environment),
            check=True,
            capture_output=True,
            text=True,
        )
        deployment: dict[str, Any] = json.loads(done.stdout)["deployment"]
        return deployment

    def fail(self, *orders: str) -> None:
        """Make operations fail from now on; none is an end to that."""
        self.session.workspace.faults.write_text(json.dumps(orders))

    def run(self, *arguments: str) -> Run:
        """One command; no secret may show in what it writes."""
        done = self.session.capture(*arguments)
        run = Run(" ".join(arguments), done.returncode, done.stdout + done.stderr)
        shown = [secret for secret in self.secrets if secret in run.output]
        assert shown == [], f"pulumi {run.command} shows secrets"
        return run


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stack with all that its runs left behind."""

    stack: str
    engine: Engine
    folder: Path
    secrets: Mapping[str, str]
    """Configuration key to the planted value."""
    needles: tuple[str, ...]
    """What must show nowhere."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Further variables of the engine."""

    def copied(self, folder: Path) -> Stage:
        """The same stack in a folder of its own."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)

    @contextmanager
    def opened(
        self, edit: Callable[[Config], None] | None = None, *, fast: bool = True
    ) -> Iterator[Desk]:
        """Start the clouds; `edit` changes the copy of the stack file.

        `fast` does without checkpoints, which only recovery needs.
        """
        workspace = Workspace(
            project=ROOT, stack=self.stack, folder=self.folder, secrets=self.secrets, fast=fast
        )
        with opened(workspace, self.engine) as session:
            if edit:
                content = yaml.safe_load(workspace.config_file.read_text())
                edit(content["config"])
                workspace.config_file.write_text(yaml.safe_dump(content, sort_keys=False))
            environment = {**session.environment, **STREAMED, **self.environment}
            yield Desk(replace(session, environment=environment), self.needles)
