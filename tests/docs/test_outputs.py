"""`docs/outputs.md`, held to what a program exports."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.engine import Hidden
from tests.programs import STACKS

from .markdown import sections, spans
from .names import ROOT
from .stacks import other, ran, theirs

NAMED = (
    "ci",
    "buckets",
    "repositories",
    "dataPlanes",
    "toDo.buckets",
    "toDo.repositories",
    "clusterPoolAttributes.files",
    "queues.workflows",
)
"""Outputs with an entry for each name of the stack file."""

RECORDS = ("attachment",)
"""Outputs whose keys a page of their own has."""


def documented() -> set[str]:
    rows = [row for section in sections(ROOT / "docs" / "outputs.md") for row in section.rows]
    return {name for row in rows for name in spans(row.cells["Output"])}


def exported(value: Any, path: str = "") -> Iterator[str]:
    """Paths of all leaves; `<name>` for what the stack file calls as it likes."""
    if path in RECORDS or not isinstance(value, Mapping):
        yield path
        return
    for key, item in value.items():
        step = "<name>" if path in NAMED else key
        yield from exported(item, f"{path}.{step}" if path else step)


@pytest.mark.parametrize("stack", STACKS)
def test_every_output_of_every_stack_is_documented(stack: str) -> None:
    assert set(exported(ran(stack).exports)) - documented() == set()


def test_every_documented_output_is_one() -> None:
    assert documented() - set(exported(theirs().exports)) == set()


def test_nothing_to_do_is_empty() -> None:
    assert ran("prod-aws").exports["toDo"] == {}


def test_the_secret_of_a_pipeline_is_a_name_or_hidden() -> None:
    delivered = ran("prod-aws").exports["ci"]["github-actions"]
    direct = other().exports["ci"]["github-actions"]

    assert delivered["clientSecret"] == "acme/union/ci/github-actions"
    assert isinstance(direct["clientSecret"], Hidden)
