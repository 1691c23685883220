"""The site: every page has a place in it, and what it reads of the sources is there."""

import ast
import re
from collections.abc import Iterator

import pytest

from docs.site.api import LIBRARY, home, kind, names

from .components import pages
from .names import ROOT

DOCS = ROOT / "docs"
LIBRARY_PAGE = (DOCS / "library.md").read_text()
NAVIGATION = (DOCS / "site" / "navigation.md").read_text()
TOLD = sorted({home(name) for name in names(LIBRARY_PAGE)} | {it for p in pages() for it in p.told})


def placed() -> set[str]:
    """Pages that stand in the navigation."""
    lines = re.sub(r"^.*<(.*)>$", r"\1", NAVIGATION, flags=re.MULTILINE).splitlines()
    return {f"{line}.md" for line in lines if line and not line.startswith((":", "`"))}


def fields(name: str) -> Iterator[tuple[str, bool]]:
    """Public fields of a class, and whether words stand below them."""
    module, _, last = name.rpartition(".")
    file = LIBRARY.joinpath(*module.split("."))
    path = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    (found,) = [
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and node.name == last
    ]
    for node, after in zip(found.body, [*found.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and "ClassVar" not in ast.unparse(node.annotation):
            words = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            yield ast.unparse(node.target), words


def test_every_page_has_a_place() -> None:
    alone = {str(path.relative_to(ROOT)) for path in DOCS.glob("*.md")}
    introduced = {
        str(path.relative_to(ROOT))
        for folder in (DOCS, ROOT / "examples")
        for path in folder.glob("*/README.md")
    }

    assert (alone | introduced) - placed() == set()


def test_every_place_has_a_page() -> None:
    assert [it for it in sorted(placed()) if not (ROOT / it).is_file()] == []


@pytest.mark.parametrize("name", [it for it in TOLD if kind(it) == "class"])
def test_every_field_that_the_reference_tells_has_words(name: str) -> None:
    assert [field for field, words in fields(name) if not words] == []


def test_names_are_found_where_they_are_defined() -> None:
    assert home("Installation") == "installation.Installation"
    assert home("contracts.Bucket") == "contracts.storage.Bucket"
    assert (kind("load_settings"), kind("contracts.NODE_ROLE")) == ("function", "data")


def test_what_the_library_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="the library has no"):
        kind("cloud.aws.bucket.Bukket")
