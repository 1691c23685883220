"""Ten data planes in one stack, and five stacks of one, on the real engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from emulator.engine import Engine
from emulator.session import opened
from emulator.workspace import Workspace

from ..stacks.edits import reordered
from ..stacks.runs import STREAMED, Desk
from .generated import CONTROL_PLANE, Generated, one_stack, rewritten, stack_of_one, written
from .test_growth import SHARED, of_planes

NUMBERS = (2, 3, 4, 5, 6)


@dataclass(frozen=True)
class Project:
    """Generated stacks, and the clouds that they share."""

    engine: Engine
    folder: Path

    def write(self, *stacks: Generated) -> None:
        written(self.folder / "project", self.folder / "run", stacks)

    def rewrite(self, stack: Generated) -> None:
        rewritten(self.folder / "project", self.folder / "run", stack)

    @contextmanager
    def opened(self, stack: str) -> Iterator[Desk]:
        workspace = Workspace(
            project=self.folder / "project", stack=stack, folder=self.folder / "run", fast=True
        )
        with opened(workspace, self.engine) as session:
            environment = {**session.environment, **STREAMED}
            yield Desk(replace(session, environment=environment), ())


@pytest.fixture
def project(engine: Engine, tmp_path: Path) -> Project:
    return Project(engine, tmp_path)


def created(changes: str) -> Counter[str]:
    """How many of each type are created."""
    lines = [line.split() for line in changes.splitlines() if line.startswith("create ")]
    return Counter(line[1].partition("::")[0] for line in lines)


def touched(changes: str) -> set[str]:
    """Names of what is there already and does not stay as it is."""
    lines = [it for it in changes.splitlines() if it.startswith(("update ", "replace ", "delete "))]
    return {line.rpartition("::")[2] for line in lines}


@pytest.mark.engine
def test_five_data_planes_become_ten_and_what_was_there_stays(project: Project) -> None:
    registered = Counter(it.type for it in of_planes(10).registrations)
    project.write(one_stack(5))
    with project.opened(CONTROL_PLANE) as desk:
        first = desk.up().passed().changes
    project.rewrite(one_stack(10))
    with project.opened(CONTROL_PLANE) as desk:
        second = desk.up().passed().changes
    other = one_stack(10)
    reordered(other.config)
    project.rewrite(other)
    with project.opened(CONTROL_PLANE) as desk:
        desk.empty()

    assert created(first) + created(second) == registered + Counter(["pulumi:pulumi:Stack"])
    assert touched(second) <= SHARED.keys()


@pytest.mark.engine
def test_five_stacks_of_one_attach_to_one_control_plane_and_leave_each_other_alone(
    project: Project,
) -> None:
    stacks = {number: stack_of_one(number) for number in NUMBERS}
    project.write(one_stack(1), *stacks.values())
    seen: dict[int, Counter[str]] = {}
    for number, stack in stacks.items():
        with project.opened(stack.name) as desk:
            seen[number] = created(desk.preview("--json").passed().changes)
    for number in (2, 3):
        with project.opened(stacks[number].name) as desk:
            assert created(desk.up().passed().changes) == seen[number]
    with project.opened(stacks[4].name) as desk:
        assert created(desk.preview("--json").passed().changes) == seen[4]
    for name in (stacks[2].name, CONTROL_PLANE):
        with project.opened(name) as desk:
            desk.empty()

    assert seen[2] == seen[4] == seen[6]
    assert seen[3] == seen[5]
    assert all(seen.values())
