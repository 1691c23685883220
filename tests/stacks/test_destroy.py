"""Every stack on the real engine: what protects it from its end, and what is left after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .captured import Resource
from .conftest import Raised
from .events import resource
from .runs import Stage

URN = re.compile(r'^(?:Preview failed: )?resource "([^"]+)" cannot be deleted$', re.MULTILINE)


def _files(state: Path) -> dict[str, bytes]:
    return {str(p.relative_to(state)): p.read_bytes() for p in state.rglob("*.json")}


@pytest.mark.engine
def test_a_plain_destroy_is_refused_and_names_what_is_protected(
    raised: Raised, stage: Stage, golden_changes: Callable[[str, str], None]
) -> None:
    with stage.opened() as desk:
        before = _files(desk.state)
        refused = desk.run("destroy", "--yes", "--json").refused()
        after = _files(desk.state)

    named = {urn for error in refused.errors for urn in URN.findall(error)}
    golden_changes("destroy-refused", _lines(named))
    assert after == before
    assert named == _first_in_line(raised.resources)


@pytest.mark.engine
def test_destroy_takes_all_but_what_is_protected(
    stage: Stage, golden_changes: Callable[[str, str], None]
) -> None:
    with stage.opened() as desk:
        desk.destroy("--exclude-protected").passed()
        left = desk.export()["resources"]
        again = desk.destroy("--exclude-protected").passed()

    golden_changes("destroy-left", _lines({it["urn"] for it in left}))
    assert again.changes == ""


def _lines(urns: set[str]) -> str:
    return "".join(f"{line}\n" for line in sorted(map(resource, urns)))


def _first_in_line(resources: list[Resource]) -> set[str]:
    """What is protected, without that on which something else protected depends."""
    protected = [it for it in resources if it.get("protect")]
    needed = {urn for it in protected for urn in it.get("dependencies", [])}
    return {it["urn"] for it in protected} - needed
