"""The watch over secrets: a value once seen as secret must never arrive unmarked elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from .shapes import Failure
from .values import Props, secret_strings

_SHORTEST: Final = 8


@dataclass
class Leaks:
    """The secrets of this run, kept as digests only."""

    _seen: set[str] = field(default_factory=set)

    def learn(self, *props: Props) -> None:
        """Remember every secret string of these properties."""
        for one in props:
            for text in secret_strings(one):
                if len(text) >= _SHORTEST:
                    self._seen.add(_digest(text))

    def found(self, props: Props, allowed: Iterable[str]) -> Iterator[Failure]:
        """Each plain property whose value is a known secret."""
        safe = {path.partition(".")[0] for path in allowed}
        for name, value in props.items():
            if name not in safe:
                yield from self._search(value, name)

    def _search(self, value: Any, path: str) -> Iterator[Failure]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self._search(item, f"{path}.{key}")
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._search(item, f"{path}[{index}]")
        elif isinstance(value, str) and len(value) >= _SHORTEST and _digest(value) in self._seen:
            yield Failure(path, "a known secret arrives here as a plain value")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
