"""Every stack on the real engine: no secret shows anywhere, and a new one reaches its readers."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from . import captured
from .cases import Case
from .conftest import PLANTED, Raised
from .runs import Stage


def _shown(text: str, needles: tuple[str, ...]) -> list[str]:
    spelt = [(it, base64.b64encode(it.encode()).decode()) for it in needles]
    return [plain for plain, coded in spelt if plain in text or coded in text]


def _written(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything below a folder: state, configuration, the emulated clouds' things, logs."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes().decode(errors="replace")


@pytest.mark.engine
def test_each_planted_secret_is_in_the_state_and_so_are_computed_ones(
    raised: Raised, case: Case
) -> None:
    held = set(captured.secrets(raised.resources))

    assert set(raised.stage.secrets.values()) <= held
    computed = [it for it in held if PLANTED not in it]
    assert bool(computed) == ("okta" in case.packages), "secrets that a cloud computed"


@pytest.mark.engine
def test_no_secret_shows_in_what_the_engine_says(raised: Raised) -> None:
    said = [raised.previewed, raised.updated, raised.previewed_again, raised.refreshed]

    assert {it.command: _shown(it.output, raised.stage.needles) for it in said} == {
        it.command: [] for it in said
    }


@pytest.mark.engine
def test_no_secret_shows_in_an_export_that_does_not_ask_for_them(raised: Raised) -> None:
    assert _shown(json.dumps(raised.exported), raised.stage.needles) == []


@pytest.mark.engine
def test_no_secret_shows_in_any_file(raised: Raised) -> None:
    found = {
        name: shown
        for name, text in _written(raised.stage.folder)
        if (shown := _shown(text, raised.stage.needles))
    }

    assert found == {}


@pytest.mark.engine
def test_a_rotated_secret_gets_a_version_and_restarts_its_readers_and_nothing_else(
    stage: Stage, case: Case, golden_changes: Callable[[str, str], None]
) -> None:
    rotated = replace(stage, secrets={**stage.secrets, case.rotated: f"{PLANTED}-rotated"})

    with rotated.opened() as desk:
        shown = desk.preview("--diff").passed()
        updated = desk.up().passed()

    assert "[secret]" in shown.output
    golden_changes("secret-rotated", updated.changes)
    assert {n for n, text in _written(rotated.folder) if _shown(text, rotated.needles)} == set()
