"""Every page of the documentation has its word in the stack file, and its module."""

import re
from pathlib import Path

import pytest

from components.config.schema import stack_file_schema
from components.config.shapes import locate

CONFIG = Path(__file__).parents[2] / "components" / "config"
PAGES = {
    "authentication": ("identityProvider",),
    "code-viewer": ("dataPlanes", "any", "codeViewer"),
    "data-retention": ("buckets", "any", "retention"),
    "image-builder": ("dataPlanes", "any", "imageBuilder"),
    "monitoring": ("dataPlanes", "any", "monitoring"),
    "multi-cluster": ("clusterPools",),
    "namespace-mapping": ("namespaceMapping",),
    "node-pools": ("clusters", "any", "nodePools"),
    "persistent-logs": ("dataPlanes", "any", "persistentLogs"),
    "union-secrets": ("dataPlanes", "any", "unionSecrets"),
}
"""Pages of the section *Configuration*, and where the stack file has their word."""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_word_that_names_it(page: str) -> None:
    field = locate(PAGES[page]).field

    assert field is not None
    assert f"Page: configuration/{page}" in str(field.description)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_module_of_its_name(page: str) -> None:
    text = (CONFIG / f"{page.replace('-', '_')}.py").read_text()

    assert text.startswith(f'"""Page: configuration/{page}.')


@pytest.mark.parametrize("path", sorted(CONFIG.rglob("*.py")), ids=lambda path: path.name)
def test_no_page_is_named_that_is_not_there(path: Path) -> None:
    named = set(re.findall(r"configuration/([a-z-]+)", path.read_text()))

    assert named <= PAGES.keys()


def test_everything_in_the_stack_file_says_what_it_is() -> None:
    definitions = stack_file_schema()["$defs"]

    silent = [
        f"{name}.{key}"
        for name, definition in definitions.items()
        for key, value in definition.get("properties", {}).items()
        if not value.get("description")
    ]

    assert silent == []


def test_what_may_be_left_out_says_what_happens_then() -> None:
    choices = {
        "create",
        "existing",
        "referenced",
        "config",
        "store",
        "workspace",
        "url",
        "externalSecrets",
    }

    silent = [
        f"{name}.{key}"
        for name, definition in stack_file_schema()["$defs"].items()
        for key, value in definition.get("properties", {}).items()
        if key not in definition.get("required", [])
        if "Default:" not in value["description"] and key not in choices | {"kubernetes"}
    ]

    assert silent == []
