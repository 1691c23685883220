"""The rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMPONENTS = ROOT / "components"
MAY_IMPORT = {
    "config": {"config", "versions"},
    "contracts": {"contracts"},
    "versions": set[str](),
    "values": {"values", "config", "contracts", "versions"},
    "cloud": {"cloud", "config", "contracts"},
    "idp": {"idp", "config", "contracts"},
    "kubernetes": {"kubernetes", "config", "contracts", "versions"},
    "planes": {
        "planes",
        "config",
        "contracts",
        "versions",
        "values",
        "kubernetes",
        "cloud.platform",
    },
}
SDKS = {
    "pulumi_aws": "cloud/aws",
    "pulumi_gcp": "cloud/gcp",
    "pulumi_azure_native": "cloud/azure",
    "pulumi_okta": "idp",
}
LONGEST = 250


def modules(*folders: str) -> list[Path]:
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    """Modules of `components` that `path` imports, as dotted names below it."""
    package = path.relative_to(COMPONENTS).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = (*package[: len(package) - node.level + 1], *(node.module or "").split("."))
            below = [part for part in base if part]
            if node.module:
                yield ".".join(below)
            else:
                yield from (".".join([*below, alias.name]) for alias in node.names)


@pytest.mark.parametrize("path", modules(*(f"components/{room}" for room in MAY_IMPORT)), ids=named)
def test_dependencies_point_one_way(path: Path) -> None:
    room = path.relative_to(COMPONENTS).with_suffix("").parts[0]
    allowed = MAY_IMPORT[room]

    strangers = [
        name
        for name in imports(path)
        if not any(name == a or name.startswith(f"{a}.") for a in allowed)
    ]

    assert strangers == [], f"{room} may import {sorted(allowed)}"


@pytest.mark.parametrize("path", modules("components"), ids=named)
def test_a_cloud_sdk_is_imported_in_one_room_only(path: Path) -> None:
    here = str(path.relative_to(COMPONENTS))
    found = set(re.findall(r"^\s*(?:import|from) (pulumi_\w+)", path.read_text(), re.MULTILINE))

    assert [sdk for sdk in sorted(found) if sdk in SDKS and not here.startswith(SDKS[sdk])] == []


@pytest.mark.parametrize("path", modules("components"), ids=named)
def test_inside_the_library_imports_are_relative(path: Path) -> None:
    assert re.findall(r"^\s*(?:from|import) components\b.*", path.read_text(), re.MULTILINE) == []


@pytest.mark.parametrize("path", modules("components", "emulator", "review"), ids=named)
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", modules("review"), ids=named)
def test_the_review_knows_nothing_of_the_library(path: Path) -> None:
    assert re.findall(r"^\s*(?:from|import) components\b.*", path.read_text(), re.MULTILINE) == []


@pytest.mark.parametrize("path", modules("examples"), ids=named)
def test_an_example_knows_the_library_by_its_own_name(path: Path) -> None:
    text = path.read_text()
    strangers = r"^\s*(?:from|import) (components|tests|emulator)\b.*"

    assert re.findall(strangers, text, re.MULTILINE) == []
    assert "union_selfmanaged" in text or path.stem in ("cluster", "network", "stacks")


def test_only_the_platform_asks_which_cloud_it_is() -> None:
    asked = [
        named(path)
        for path in modules("components")
        if "cloud" not in path.parts and "config" not in path.parts
        if re.search(r"""["'](aws|gcp|azure)["']|\b(Aws|Gcp|Azure)[A-Z]\w+""", path.read_text())
    ]

    assert asked == []


def test_the_clouds_have_the_same_rooms() -> None:
    rooms = {
        path.parent.name: sorted(it.name for it in path.parent.glob("*.py"))
        for path in (COMPONENTS / "cloud").glob("*/platform.py")
    }

    assert sorted(rooms) == ["aws", "azure", "gcp"]
    assert rooms["gcp"] == rooms["aws"]
    assert rooms["azure"] == rooms["aws"]


def test_the_program_is_a_dozen_lines() -> None:
    assert len((ROOT / "__main__.py").read_text().splitlines()) <= 20


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-docs.txt"])
def test_requirements_are_pinned(file: str) -> None:
    lines = (ROOT / file).read_text().splitlines()

    loose = [it for it in lines if it and not it.startswith("#") and "==" not in it]

    assert loose == []
