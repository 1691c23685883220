"""`docs/coverage.md`, held to the documentation, to the modules and to what the stacks register."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine import Engine
from tests.programs import STACKS

from .column import CLOUDS, COVERAGE, keys_of
from .column import page as drafted
from .documentation import Heading, Page, is_left_open, pages
from .markdown import Row, Section, sections, spans
from .names import ROOT
from .pointers import pointers, problems, walk
from .stacks import ran

COLUMNS = [cloud for cloud, stack in CLOUDS.items() if stack in STACKS]
NOTHING, ONLY = "nothing: ", "only on "
PAGES = pages()
RELEASES = {
    "controlplane": "union-control-plane-release",
    "dataplane": "union-production-cluster-1-release",
    "dataplane-crds": "union-union-prod-setup-crds",
}
LEFT_TO_PEOPLE = {
    "configuration": ["Advanced Configurations"],
    "image-builder": ["Image Builder", "GitHub Container Registry", "GitHub Container Registry"],
    "multi-cluster": [
        "Using cluster pools",
        "project-domain-clusterPool mapping",
        "project-domain-workflow-clusterPool mapping",
    ],
    "monitoring": ["Enabling cluster health monitoring", "Further reading"],
    "data-retention": ["Retention on a separate raw-data location"],
}
"""Headings of rows that say that there is nothing to do for a program, by page."""


def of_page(page: Page) -> Section:
    (found,) = [it for it in sections(COVERAGE) if it.title == page.name and it.level == 2]
    return found


def rows_of(page: Page) -> list[tuple[str, Row]]:
    """Rows with the heading below which they stand on the page."""
    found: list[tuple[str, Row]] = []
    for row in of_page(page).rows:
        title = row.cells["On the page"] or found[-1][0]
        found.append((title, row))
    return found


def named(page: Page) -> str:
    return page.name


each_page = pytest.mark.parametrize("page", PAGES, ids=named)


def test_every_page_has_a_section() -> None:
    level_two = [it.title for it in sections(COVERAGE) if it.level == 2]

    assert level_two == [page.name for page in PAGES]


@each_page
def test_a_section_names_its_page(page: Page) -> None:
    assert f"Page: <{page.url}>" in of_page(page).text


@each_page
def test_every_heading_of_a_page_has_rows(page: Page) -> None:
    titles = list(dict.fromkeys(title for title, _ in rows_of(page)))

    assert titles == [heading.title for heading in page.headings]


@each_page
def test_every_line_of_every_snippet_has_a_row(page: Page) -> None:
    asked: dict[str, list[str]] = {}
    for title, row in rows_of(page):
        asked.setdefault(title, []).extend(spans(row.cells["It asks"]))

    missing = [
        (heading.title, wanted)
        for heading in page.headings
        for wanted in _wanted(heading)
        if not any(_covers(span, wanted) for span in asked[heading.title])
    ]

    assert missing == []


@each_page
def test_every_module_is_there(page: Page) -> None:
    modules = [m for _, row in rows_of(page) for m in spans(row.cells["Module"])]

    assert [m for m in modules if not (ROOT / "components" / m).is_file()] == []


@each_page
def test_every_row_points_at_something_or_says_why_not(page: Page) -> None:
    idle = [
        row.line
        for _, row in rows_of(page)
        for cloud in COLUMNS
        if not row.cells[cloud].startswith((NOTHING, ONLY))
        if not pointers(row.cells[cloud]) and "](troubleshooting.md#" not in row.cells[cloud]
    ]
    homeless = [
        row.line
        for _, row in rows_of(page)
        if not spans(row.cells["Module"])
        if not all(row.cells[cloud].startswith((NOTHING, ONLY)) for cloud in COLUMNS)
    ]

    assert (idle, homeless) == ([], [])


@each_page
def test_every_pointer_finds_what_the_row_says(page: Page) -> None:
    wrong = [
        f"line {row.line}, {cloud}: {problem}"
        for _, row in rows_of(page)
        for cloud in COLUMNS
        if not row.cells[cloud].startswith((NOTHING, ONLY))
        for problem in problems(
            row.cells[cloud],
            keys_of(row.cells["It asks"]),
            ran(CLOUDS[cloud]),
        )
    ]

    assert wrong == []


@each_page
def test_another_value_than_the_pages_says_why(page: Page) -> None:
    registered = ran("prod-aws")
    unexplained = [
        (key, value)
        for title, row in rows_of(page)
        for chart, key, value in _values(page, title)
        if key in keys_of(row.cells["It asks"])
        if "same key" in row.cells["AWS"] and not is_left_open(value)
        if _captured(registered, chart, key) != value and "chart.md#" not in row.cells["AWS"]
    ]

    assert unexplained == []


def test_exactly_these_rows_are_left_to_people() -> None:
    found = {
        page.name: [title for title, row in rows_of(page) if row.cells["AWS"].startswith(NOTHING)]
        for page in PAGES
    }

    assert {name: titles for name, titles in found.items() if titles} == LEFT_TO_PEOPLE


def test_what_is_only_on_a_cloud_is_on_another_one() -> None:
    found = {
        cloud: {
            row.cells[cloud].removeprefix(ONLY)
            for page in PAGES
            for _, row in rows_of(page)
            if row.cells[cloud].startswith(ONLY)
        }
        for cloud in COLUMNS
    }

    assert [cloud for cloud, others in found.items() if not others <= CLOUDS.keys() - {cloud}] == []


def test_every_table_has_a_column_for_each_cloud_that_has_a_stack() -> None:
    columns = {tuple(row.cells) for page in PAGES for _, row in rows_of(page)}

    assert columns == {("On the page", "It asks", "Module", *COLUMNS)}


@pytest.mark.parametrize("cloud", COLUMNS)
def test_the_values_that_it_tells_are_those_that_were_captured(
    cloud: str, golden: Callable[[Path, str], None]
) -> None:
    golden(COVERAGE, drafted(COVERAGE.read_text(), cloud, ran(CLOUDS[cloud])))


def _wanted(heading: Heading) -> Iterator[str]:
    yield from heading.asks
    yield from dict.fromkeys(leaf[-2] for leaf in (*heading.values, *heading.other))


def _covers(span: str, wanted: str) -> bool:
    """A row about a key is about everything below it, too."""
    (key,) = keys_of(f"``{span}``")
    return wanted in (span, key) or wanted.startswith((f"{key}.", f"{key}["))


def _values(page: Page, title: str) -> Iterator[tuple[str, str, object]]:
    for heading in page.headings:
        yield from heading.values if heading.title == title else ()


def _captured(engine: Engine, chart: str, key: str) -> object:
    return walk(engine.named(RELEASES[chart]).inputs["values"], key)
