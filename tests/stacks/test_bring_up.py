"""Every stack on the real engine: brought up, looked at again, and repaired."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ..goldens import documents
from ..programs import ROOT, STACKS, sections
from . import captured
from .cases import CASES, Case
from .conftest import Raised
from .events import refreshed
from .runs import Stage

GOLDEN = ROOT / "tests" / "golden"


def test_every_stack_file_has_a_case() -> None:
    assert sorted(CASES) == STACKS


@pytest.mark.engine
def test_what_is_made_is_what_was_foreseen(raised: Raised) -> None:
    made = raised.updated.changes.splitlines()

    foreseen = f"+ {len(made)} to create"
    assert foreseen in raised.previewed.output
    assert {line.partition(" ")[0] for line in made} == {"create"}


@pytest.mark.engine
def test_a_second_preview_is_empty(raised: Raised) -> None:
    lines = raised.previewed_again.output.splitlines()

    assert lines[-2:] == ["Resources:", f"    {len(raised.resources)} unchanged"]


@pytest.mark.engine
def test_a_refresh_finds_nothing(raised: Raised) -> None:
    raised.refreshed.passed()

    assert refreshed(raised.refreshed.events) == ""


@pytest.mark.engine
def test_the_tree_is_the_golden_one(raised: Raised, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{raised.stage.stack}.tree", captured.tree(raised.resources))


@pytest.mark.engine
def test_the_values_of_each_release_are_the_golden_ones(
    raised: Raised, case: Case, golden: Callable[[Path, str], None]
) -> None:
    stack = raised.stage.stack
    found = dict(documents(captured.registrations(raised.resources), sections(stack)))
    by, used = captured.substitutes([*raised.resources, *raised.beside]), set[str]()

    for release, document in found.items():
        text = yaml.safe_dump(captured.substituted(document, by, used), sort_keys=True)
        golden(GOLDEN / stack / f"{release}.yaml", text)

    assert sorted(p.stem for p in (GOLDEN / stack).glob("*.yaml")) == sorted(found)
    assert used == case.computed


@pytest.mark.engine
def test_only_the_sdks_of_the_clouds_that_it_uses_are_loaded(raised: Raised, case: Case) -> None:
    (program,) = raised.programs

    assert program.packages == case.packages


@pytest.mark.engine
def test_a_change_by_hand_is_found_and_repaired(
    stage: Stage, case: Case, golden_changes: Callable[[str, str], None]
) -> None:
    *way, last = case.drift.path
    with stage.opened() as desk:
        file = desk.state / case.drift.file
        before = json.loads(file.read_text())
        after = place = json.loads(file.read_text())
        for step in way:
            place = place[step]
        assert place[last] != case.drift.value
        place[last] = case.drift.value
        file.write_text(json.dumps(after))

        found = desk.refresh().passed()
        repaired = desk.up().passed()

        golden_changes("drift", refreshed(found.events))
        assert repaired.changes == refreshed(found.events)
        assert json.loads(file.read_text())["properties"] == before["properties"]
