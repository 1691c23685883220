"""What changed between two sets of inputs, property by property."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .values import UNKNOWN, Props, plain

Kind = Literal["add", "delete", "update"]
_PLAIN_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]*\Z")


@dataclass(frozen=True)
class Change:
    """One property that differs."""

    path: str
    kind: Kind

    @property
    def property(self) -> str:
        """The top-level property that the path lies in."""
        return re.split(r"[.\[]", self.path, maxsplit=1)[0]


def changes(olds: Mapping[str, Any], news: Mapping[str, Any]) -> list[Change]:
    """Every difference; an unknown new value counts as one."""
    return list(_maps(plain(dict(olds)), plain(dict(news)), ""))


def hits(change: Change, paths: Iterable[str]) -> bool:
    """Whether a change lies at, below or above one of the paths."""
    changed = re.sub(r"\[\d+\]", "[*]", change.path)
    return any(changed == path or _below(changed, path) or _below(path, changed) for path in paths)


def gained(names: Iterable[str], olds: Props, news: Props) -> list[Change]:
    """Inputs that the cloud has and the program does not name any more: drift by addition."""
    return [
        Change(name, "delete")
        for name in sorted(names)
        if plain(news.get(name)) is None and plain(olds.get(name))
    ]


def _below(path: str, top: str) -> bool:
    return path.startswith((f"{top}.", f"{top}["))


def _maps(old: Mapping[str, Any], new: Mapping[str, Any], path: str) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        if not key.startswith("__"):
            yield from _values(old.get(key), new.get(key), _join(path, key))


def _values(old: Any, new: Any, path: str) -> Iterator[Change]:
    if new is UNKNOWN:
        yield Change(path, "add" if old is None else "update")
    elif old == new and type(old) is type(new):
        return
    elif old is None:
        yield Change(path, "add")
    elif new is None:
        yield Change(path, "delete")
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _maps(old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            before = old[index] if index < len(old) else None
            after = new[index] if index < len(new) else None
            yield from _values(before, after, f"{path}[{index}]")
    elif old != new:
        yield Change(path, "update")


def _join(path: str, key: str) -> str:
    if not _PLAIN_KEY.match(key):
        return f"{path}[{json.dumps(key)}]"
    return f"{path}.{key}" if path else key
