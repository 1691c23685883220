"""The real engine, and every stack brought up once; each test works on a copy."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from emulator.engine import Engine, NoEngineError, find_engine
from emulator.workspace import Workspace

from ..bench.probe import Probed, probing, read
from ..programs import ROOT
from . import captured
from .cases import CASES, Case, planted
from .runs import Run, Stage

PLANTED = "planted"
SHORTEST = 8
"""A shorter text may be a secret and an ordinary word at once."""


@cache
def engine_or_reason() -> Engine | str:
    """The real engine, or why there is none."""
    try:
        return find_engine(ROOT / ".cache" / "engine")
    except NoEngineError as none:
        return str(none)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without an engine these tests do not run and say so; where CI is true they fail."""
    if item.get_closest_marker("engine") and isinstance(reason := engine_or_reason(), str):
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have an engine: {reason}", pytrace=False)
        pytest.skip(f"{item.name} did not run")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Once, why there is no engine."""
    if engine_or_reason.cache_info().currsize and isinstance(reason := engine_or_reason(), str):
        terminalreporter.section("no engine")
        terminalreporter.write_line(reason)


@dataclass(frozen=True, kw_only=True)
class Raised:
    """A stack that was brought up, as it was told and as it stands."""

    stage: Stage
    case: Case
    previewed: Run
    """The first preview."""
    updated: Run
    previewed_again: Run
    refreshed: Run
    exported: dict[str, Any]
    """The engine's state."""
    opened: dict[str, Any]
    """The same with its secrets open."""
    beside: list[Mapping[str, Any]]
    """Resources of the stacks that it reads, secrets open."""
    programs: list[Probed]
    """What the program's own process told at the end of the first preview."""

    @property
    def resources(self) -> list[Mapping[str, Any]]:
        """The resources of the engine's state that a program asks for, secrets open."""
        return [it for it in self.opened["resources"] if it["type"] != captured.BUILT_IN]


@pytest.fixture(scope="session", params=sorted(CASES))
def raised(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Raised:
    """One stack after preview, up, a second preview and a refresh."""
    engine = engine_or_reason()
    assert isinstance(engine, Engine)
    folder = tmp_path_factory.mktemp(request.param)
    keys = Workspace(project=ROOT, stack=request.param, folder=folder).seed.secrets
    stage = Stage(
        stack=request.param,
        engine=engine,
        folder=folder / "base",
        secrets=planted(keys),
        needles=(PLANTED,),
    )
    probed = folder / "probed"
    with replace(stage, environment=probing(probed)).opened() as desk:
        previewed = desk.preview("--diff").passed()
    with stage.opened() as desk:
        updated = desk.up().passed()
        previewed_again = desk.empty()
        refreshed = desk.refresh("--expect-no-changes")
        exported, shown = desk.export(), desk.export("--show-secrets")
        beside = [
            resource
            for other in desk.session.workspace.others
            for resource in desk.export("--show-secrets", stack=other.stack)["resources"]
        ]
    found = {it for it in captured.secrets([shown["resources"], beside]) if len(it) >= SHORTEST}
    return Raised(
        stage=replace(stage, needles=(PLANTED, *sorted(found))),
        case=CASES[request.param],
        previewed=previewed,
        updated=updated,
        previewed_again=previewed_again,
        refreshed=refreshed,
        exported=exported,
        opened=shown,
        beside=beside,
        programs=read(probed),
    )


@pytest.fixture
def case(raised: Raised) -> Case:
    return raised.case


@pytest.fixture
def stage(raised: Raised, tmp_path: Path) -> Stage:
    """The stack as it stands, in a folder of the test's own."""
    return raised.stage.copied(tmp_path / "run")


@pytest.fixture
def golden_changes(
    raised: Raised, golden: Callable[[Path, str], None]
) -> Callable[[str, str], None]:
    """Holds changes to the golden file of that name, one folder a stack."""
    folder = Path(__file__).parent / "golden" / raised.stage.stack

    def check(name: str, text: str) -> None:
        golden(folder / f"{name}.txt", text)

    return check
