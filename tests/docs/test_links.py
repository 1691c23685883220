"""Links between pages of ours lead somewhere."""

from pathlib import Path

import pytest

from .markdown import anchors, links, spans
from .names import ROOT, missing

PAGES = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("emulator/*.md"),
        *ROOT.glob("examples/**/*.md"),
    )
    if path.is_file()
)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    wrong = []
    for link in links(page):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            wrong.append(link)

    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_and_test_of_ours_that_a_page_names_exists(page: Path) -> None:
    assert [wrong for span in spans(page.read_text()) if (wrong := missing(span))] == []


def test_every_page_of_docs_is_linked_from_the_readme() -> None:
    linked = {link.partition("#")[0] for link in links(ROOT / "README.md")}
    pages = {str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")}

    assert pages - linked == set()
