"""The runs: stacks of any size, and any number of stacks, on the emulated clouds."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from emulator.engine import Engine
from emulator.session import opened
from emulator.workspace import Workspace

from ..programs import ROOT
from .costs import Cost, cost
from .generated import CONTROL_PLANE, one_stack, stack_of_one, written

UP = ("up", "--yes", "--skip-preview")
EMPTY = ("preview", "--expect-no-changes")


@dataclass(frozen=True, kw_only=True)
class OneStack:
    """A stack of so many data planes."""

    planes: int
    resources: int
    """In the engine's state, without the stack itself."""
    state_mib: float
    """Size of the state, which is what a checkpoint writes."""
    preview: Cost
    """The first, in which all is new."""
    up: Cost
    """Without checkpoints."""
    again: Cost
    """A preview that finds nothing to do."""
    checkpointed: Cost | None
    """The first `up` again, as the engine does it by default. None: not measured."""


@dataclass(frozen=True, kw_only=True)
class OfMany:
    """One of many stacks of one data plane."""

    name: str
    preview: Cost
    """The first, in which all is new."""


@dataclass(frozen=True, kw_only=True)
class BroughtUp:
    """One of those that were brought up, beside the others."""

    name: str
    resources: int
    up: Cost
    """Without checkpoints."""
    again: Cost
    """A preview that finds nothing to do."""


def one(engine: Engine, folder: Path, planes: int, *, checkpoints: bool) -> OneStack:
    """Preview a stack of that size, bring it up, preview it again; and up with checkpoints."""
    project = folder / "project"
    written(project, folder / "fast", [one_stack(planes)])
    fast = Workspace(project=project, stack=CONTROL_PLANE, folder=folder / "fast", fast=True)
    with opened(fast, engine) as session:
        preview = cost(session, folder / "preview", "preview")
        up = cost(session, folder / "up", *UP)
        again = cost(session, folder / "again", *EMPTY)
    checkpointed = None
    if checkpoints:
        slow = Workspace(project=project, stack=CONTROL_PLANE, folder=folder / "slow")
        slow.folder.mkdir()
        seed = f"{CONTROL_PLANE}.seed.yaml"
        shutil.copyfile(fast.folder / seed, slow.folder / seed)
        with opened(slow, engine) as session:
            checkpointed = cost(session, folder / "checkpointed", *UP)
    return OneStack(
        planes=planes,
        resources=_resources(fast),
        state_mib=_state(fast).stat().st_size / 2**20,
        preview=preview,
        up=up,
        again=again,
        checkpointed=checkpointed,
    )


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """Many stacks of one data plane under one control plane, in a folder of their own."""

    engine: Engine
    folder: Path
    numbers: Sequence[int]
    """Numbers of the stacks, see `stack_of_one`."""

    def prepare(self) -> None:
        """Write all stack files, and bring the control plane up."""
        stacks = [stack_of_one(number) for number in self.numbers]
        written(self._project, self._base, stacks)
        original = ROOT / "stacks" / f"Pulumi.{CONTROL_PLANE}.yaml"
        shutil.copyfile(original, self._project / "stacks" / original.name)
        with opened(self._workspace(stacks[0].name, self._base), self.engine):
            pass

    def previews(self, jobs: int) -> Iterator[OfMany]:
        """Preview each stack on a copy of the clouds, `jobs` at once."""
        spawned = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=spawned) as pool:
            yield from pool.map(self.preview, self.numbers)

    def preview(self, number: int) -> OfMany:
        """Preview one stack on a copy of the clouds."""
        name = stack_of_one(number).name
        own = self.folder / name
        shutil.copytree(self._base, own)
        with opened(self._workspace(name, own), self.engine) as session:
            made = OfMany(name=name, preview=cost(session, own / "probed", "preview"))
        shutil.rmtree(own)
        return made

    def brought_up(self, sample: Sequence[int]) -> Iterator[BroughtUp]:
        """Bring stacks up one after the other, all on the same clouds."""
        for number in sample:
            name = stack_of_one(number).name
            workspace, probed = self._workspace(name, self._base), self.folder / f"{name} probed"
            with opened(workspace, self.engine) as session:
                up = cost(session, probed / "up", *UP)
                again = cost(session, probed / "again", *EMPTY)
            yield BroughtUp(name=name, resources=_resources(workspace), up=up, again=again)

    @property
    def _project(self) -> Path:
        return self.folder / "project"

    @property
    def _base(self) -> Path:
        return self.folder / "clouds"

    def _workspace(self, stack: str, folder: Path) -> Workspace:
        return Workspace(project=self._project, stack=stack, folder=folder, fast=True)


def _state(workspace: Workspace) -> Path:
    stacks = workspace.folder / "backend" / ".pulumi" / "stacks" / "union"
    return stacks / f"{workspace.stack}.json"


def _resources(workspace: Workspace) -> int:
    checkpoint = json.loads(_state(workspace).read_text())["checkpoint"]
    return len(checkpoint["latest"]["resources"]) - 1
