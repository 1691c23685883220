"""Which value paths the charts know, and which emitted ones they do not."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from components.versions import CHART_VERSION

INVENTORY = Path(__file__).with_name(f"{CHART_VERSION}.json")
OPEN = "*"
_DOT = re.compile(r"(?<!\\)\.")


@dataclass(kw_only=True)
class Tree:
    """Known keys below one key; an open tree takes any."""

    below: dict[str, Tree] = field(default_factory=dict)
    open: bool = False

    def add(self, path: tuple[str, ...]) -> None:
        """Learn a path; a last part `*` opens what is above it."""
        if not path:
            return
        if path == (OPEN,):
            self.open = True
            return
        self.below.setdefault(path[0], Tree()).add(path[1:])

    def knows(self, path: tuple[str, ...]) -> bool:
        """Whether a path is known, or lies below an open one."""
        if not path or self.open:
            return True
        below = self.below.get(path[0])
        return below is not None and below.knows(path[1:])


def unknown_keys(
    chart: str, values: Mapping[str, Any], documented: Collection[str] = ()
) -> list[str]:
    """The leaf paths of values that a chart reads nowhere.

    Paths in `documented`, and all below them, are allowed.
    """
    tree = inventory(chart)
    excused = [split(path) for path in documented]
    unknown = (path for path in leaves(values) if not tree.knows(path))
    return [
        join(path)
        for path in unknown
        if not any(path[: len(allowed)] == allowed for allowed in excused)
    ]


def leaves(values: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every leaf path; a list is a leaf, and so is an empty map."""
    for key, value in values.items():
        here = (*path, str(key))
        if isinstance(value, Mapping) and value:
            yield from leaves(value, here)
        else:
            yield here


def join(path: Iterable[str]) -> str:
    """A path as one string; dots inside of a key get a backslash."""
    return ".".join(key.replace(".", r"\.") for key in path)


def split(path: str) -> tuple[str, ...]:
    """The keys of a joined path."""
    return tuple(key.replace(r"\.", ".") for key in _DOT.split(path))


@cache
def inventory(chart: str) -> Tree:
    """The recorded inventory of one chart."""
    recorded = json.loads(INVENTORY.read_text())
    known = recorded["charts"][chart]
    tree = Tree()
    for path in [*known["values"], *known["proven"]]:
        tree.add(split(path))
    for mount, name in known["dependencies"].items():
        for path in recorded["dependencies"][name]["values"]:
            tree.add((mount, *split(path)))
    return tree
