"""`docs/components/`: a page for each component, with an example that runs."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from docs.site.api import kind

from .components import FOLDER, ComponentPage, pages, public_components
from .documentation import SOURCE
from .documentation import pages as documentation
from .markdown import links

PAGES = pages()

each_page = pytest.mark.parametrize(
    "page", PAGES, ids=lambda page: str(page.path.relative_to(FOLDER))
)


def test_every_component_has_one_page() -> None:
    assert Counter(page.component for page in PAGES) == Counter(public_components())


@each_page
def test_a_page_tells_of_what_exists(page: ComponentPage) -> None:
    assert {kind(name) for name in page.told} == {"class"}


@each_page
def test_a_page_says_which_documentation_it_comes_from(page: ComponentPage) -> None:
    known = {it.url for it in documentation()}
    named = [link for link in links(page.path) if link.startswith(SOURCE)]

    assert named
    assert set(named) - known == set()


@each_page
def test_its_example_makes_what_it_shows(
    page: ComponentPage, golden: Callable[[Path, str], None]
) -> None:
    golden(page.path, page.refreshed())


def test_every_page_is_linked_where_they_are_introduced() -> None:
    linked = set(links(FOLDER / "README.md"))

    assert {str(page.path.relative_to(FOLDER)) for page in PAGES} - linked == set()
