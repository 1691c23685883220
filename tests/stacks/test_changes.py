"""Every stack on the real engine: what a change of its stack file does, and what it must not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from emulator.workspace import SEEDS

from .cases import Case
from .conftest import Raised
from .edits import joined, mapped, removed, reordered, retired, with_twin
from .events import changes
from .runs import Desk, Stage

WITH_CHECKPOINTS = "prod-aws"
"""The stack whose engine writes its state after each step, as it does for accounts."""


def _stateful(desk: Desk, raised: Raised) -> set[Path]:
    """Files of the emulated clouds for all that the stack protects."""
    names = {it["urn"].rpartition("::")[2] for it in raised.resources if it.get("protect")}
    found = set()
    for path in desk.state.glob("*/**/*.json"):
        if yaml.safe_load(path.read_text())["name"] in names:
            found.add(path)
    return found


def _values(desk: Desk) -> set[Path]:
    """Files of the emulated clouds for the values of secrets."""
    return {it for it in desk.state.glob("*/**/*.json") if "secretVersion" in str(it.parent)}


@pytest.mark.engine
def test_another_order_in_the_stack_file_changes_nothing(stage: Stage) -> None:
    with stage.opened(reordered) as desk:
        desk.empty()


@pytest.mark.engine
def test_another_namespace_mapping_is_refused_and_its_guard_is_named(
    stage: Stage, golden_changes: Callable[[str, str], None]
) -> None:
    with stage.opened(mapped("{{ project }}-{{ domain }}-moved")) as desk:
        refused = desk.preview("--json").refused()

    golden_changes("namespace-mapping-refused", "\n".join([*sorted(refused.errors), ""]))


@pytest.mark.engine
def test_a_data_plane_is_removed_in_two_steps_and_nothing_that_holds_state_is_deleted(
    raised: Raised, stage: Stage, case: Case, golden_changes: Callable[[str, str], None]
) -> None:
    plane, cluster = case.leaving
    with stage.opened() as desk:
        before = _stateful(desk, raised)
    with stage.opened(retired(plane)) as desk:
        golden_changes("removed-1-retired", desk.up().passed().changes)
        assert _stateful(desk, raised) == before
    with stage.opened(removed(plane)) as desk:
        golden_changes("removed-2-section", desk.up().passed().changes)
        assert _stateful(desk, raised) == before
    with stage.opened(removed(plane, cluster)) as desk:
        golden_changes("removed-3-cluster", desk.up().passed().changes)
        assert _stateful(desk, raised) == before


@pytest.mark.engine
def test_removal_in_one_step_is_refused_and_leaves_all_that_holds_state(
    raised: Raised, stage: Stage, case: Case
) -> None:
    with stage.opened() as desk:
        before = _stateful(desk, raised) | _values(desk)
    with stage.opened(removed(case.leaving[0])) as desk:
        foreseen = desk.preview("--json").refused()
        refused = desk.up().refused()

        assert _stateful(desk, raised) | _values(desk) == before

    for run in (foreseen, refused):
        assert run.errors
        assert [it for it in run.errors if case.leaving[0] not in it] == []


@pytest.mark.engine
def test_another_data_plane_touches_nothing_else_and_recovers_from_a_failure(
    stage: Stage, case: Case, golden_changes: Callable[[str, str], None]
) -> None:
    seed = yaml.safe_load((SEEDS / f"{stage.stack}.yaml").read_text())
    (stage.folder / f"{stage.stack}.seed.yaml").write_text(
        yaml.safe_dump(with_twin(seed, case.twin))
    )
    with stage.opened(joined(case.twin), fast=stage.stack != WITH_CHECKPOINTS) as desk:
        desk.fail(case.fault)
        failed = desk.up().refused()
        desk.fail()
        recovered = desk.up().passed()
        desk.empty()

    golden_changes("joined", changes([*failed.events, *recovered.events]))
    assert len([error for error in failed.errors if "was told to fail" in error]) == 1, failed.told
    assert recovered.changes
