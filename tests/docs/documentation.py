"""What the documentation has: its pages, their headings, and what stands below each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SOURCE = "https://www.union.ai/docs/v2/union/deployment/selfmanaged/configuration"
_FILE = Path(__file__).parent / "documentation.yaml"

Leaf = tuple[str, Any]
"""A key as `docs/chart.md` writes it, with what the page has there."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """One heading of a page."""

    title: str
    asks: tuple[str, ...]
    """Commands, steps, rows of tables, and properties of snippets that are not YAML."""
    values: tuple[tuple[str, str, Any], ...]
    """Every leaf of its Helm values, with its chart before it; a list is a leaf."""
    other: tuple[Leaf, ...]
    """Every leaf of its other YAML snippets."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page."""

    name: str
    """Last part of its URL; the first page is `configuration` itself."""
    headings: tuple[Heading, ...]

    @property
    def url(self) -> str:
        """Where it stands."""
        return SOURCE if self.name == "configuration" else f"{SOURCE}/{self.name}"


def pages() -> list[Page]:
    """Every page, in the documentation's order."""
    return [
        Page(name=page["page"], headings=tuple(map(_heading, page["headings"])))
        for page in yaml.safe_load(_FILE.read_text())
    ]


def is_left_open(value: object) -> bool:
    """Whether the page leaves a value to its reader: a placeholder, or a name that it made up."""
    made_up = ("example.com", "myorg", "my-secure-password", "<")
    return value == "secret" or any(word in str(value) for word in made_up)


def _heading(heading: dict[str, Any]) -> Heading:
    snippets = heading.get("snippets", [])
    return Heading(
        title=heading["title"],
        asks=tuple(heading.get("asks", [])),
        values=tuple(
            (it["chart"], *leaf) for it in snippets if "chart" in it for leaf in _leaves_of(it)
        ),
        other=tuple(leaf for it in snippets if "file" in it for leaf in _leaves_of(it)),
    )


def _leaves_of(snippet: dict[str, Any]) -> Iterator[Leaf]:
    for document in yaml.safe_load_all(snippet["yaml"]):
        yield from _leaves(document, "")


def _leaves(value: Any, above: str) -> Iterator[Leaf]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            step = f"[{key}]" if "." in key else f".{key}" if above else key
            yield from _leaves(item, above + step)
    else:
        yield above, value
