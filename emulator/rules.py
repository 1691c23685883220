"""Checks that rows are made of: each is data that can be called on a scene."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .shapes import Failure
from .store import Record
from .table import Scene
from .values import UNKNOWN, first, has_unknown, select


@dataclass(frozen=True)
class Text:
    """Length and alphabet of a string."""

    path: str
    pattern: str = ""
    least: int = 0
    most: int = 0
    said: str = ""
    """The alphabet in words."""

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse what is too short, too long or of other characters."""
        for where, value in select(scene.props, self.path):
            if not isinstance(value, str):
                continue
            if self.most and not self.least <= len(value) <= self.most:
                told = f"{len(value)} characters; {self.least} to {self.most} are allowed"
                yield Failure(where, f"{value!r} has {told}")
            elif self.pattern and not _compiled(self.pattern).fullmatch(value):
                yield Failure(where, f"{value!r} must be {self.said}")


@dataclass(frozen=True)
class In:
    """A closed set of values."""

    path: str
    values: tuple[Any, ...]

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse any other value."""
        for where, value in select(scene.props, self.path):
            if value is not UNKNOWN and value not in self.values:
                allowed = ", ".join(str(one) for one in self.values)
                yield Failure(where, f"{value!r} is not one of {allowed}")


@dataclass(frozen=True)
class Number:
    """The range of a number."""

    path: str
    low: float
    high: float

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse a number outside the range."""
        for where, value in select(scene.props, self.path):
            if isinstance(value, (int, float)) and not self.low <= value <= self.high:
                yield Failure(where, f"{value} is not between {self.low} and {self.high}")


@dataclass(frozen=True)
class Count:
    """How many items a list or a map may have."""

    path: str
    low: int
    high: int

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse too few and too many."""
        for where, value in select(scene.props, self.path):
            if isinstance(value, (list, dict)) and not self.low <= len(value) <= self.high:
                yield Failure(where, f"has {len(value)} items; {self.low} to {self.high} go")


@dataclass(frozen=True)
class Json:
    """A string that is a JSON document."""

    path: str

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse what does not parse to a map."""
        for where, value in select(scene.props, self.path):
            if isinstance(value, str) and not isinstance(parsed(value), dict):
                yield Failure(where, "is not a JSON document")


@dataclass(frozen=True)
class OneOf:
    """Exactly one (or at most one) of several properties."""

    paths: tuple[str, ...]
    needed: bool = True

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse two, and none where one is needed."""
        given = [path for path in self.paths if first(scene.props, path) is not None]
        if len(given) > 1:
            yield Failure(given[0], f"conflicts with {', '.join(given[1:])}")
        if self.needed and not given:
            yield Failure(self.paths[0], f"one of {', '.join(self.paths)} is required")


@dataclass(frozen=True)
class Exists:
    """A reference to another thing, which must be there."""

    path: str
    token: str
    by: str = "id"
    """Path of the property that the reference names; ``id`` is the identity, ``|`` means or."""
    also: tuple[str, ...] = ()
    """Values that need no thing behind them."""
    when: Callable[[Any], bool] | None = None
    """Which values are references at all."""
    where: Callable[[Scene, Record], bool] | None = None
    """What else the other thing must fulfil, for example lie in the same server."""

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse a reference to what is not there."""
        for path, value in select(scene.props, self.path):
            if value is UNKNOWN or value in self.also or (self.when and not self.when(value)):
                continue
            if not any(self._fits(scene, record, value) for record in self._found(scene)):
                kind = self.token.rpartition(":")[2]
                yield Failure(path, f"there is no {kind} {value!r} in {scene.place.realm}")

    def _found(self, scene: Scene) -> Iterator[Record]:
        return scene.store.find(self.token, scene.place.realm)

    def _fits(self, scene: Scene, record: Record, value: Any) -> bool:
        named = [
            record.id if by == "id" else first(record.properties, by) for by in self.by.split("|")
        ]
        return value in named and (self.where is None or self.where(scene, record))


@dataclass(frozen=True)
class Unused:
    """What stands in the way of a deletion: things of a type that still refer to this one."""

    token: str
    path: str
    by: str = "id"
    """Path of this thing's property that the others name."""

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse while one of them is there."""
        mine = scene.facts["id"] if self.by == "id" else first(scene.props, self.by)
        for record in scene.store.find(self.token, scene.place.realm):
            if any(value == mine for _, value in select(record.properties, self.path)):
                kind = self.token.rpartition(":")[2]
                yield Failure("", f"cannot be deleted while {kind} {record.id} refers to it")


@dataclass(frozen=True)
class Check:
    """A rule in a few words of Python, where data would not do."""

    said: str
    test: Callable[[Scene], Iterator[str] | bool]
    """Yields what is wrong; or tells whether all is well."""
    path: str = ""

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse what the function finds."""
        found = self.test(scene)
        if isinstance(found, bool):
            if not found:
                yield Failure(self.path, self.said)
            return
        for reason in found:
            yield Failure(self.path, f"{self.said}: {reason}")


@dataclass(frozen=True)
class Fixed:
    """An input that the provider neither changes in place nor replaces for."""

    path: str

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse a change of it."""
        there = scene.store.get(scene.row.token, scene.realm, str(scene.facts["id"]))
        now = first(scene.props, self.path)
        if there is not None and first(there.properties, self.path) != now:
            yield Failure(self.path, "cannot be changed: the provider would look there for it")


def same_realm(scene: Scene, record: Record) -> bool:
    """Whether two things lie in the same account and region: for `Exists.where`."""
    return record.realm == scene.realm


def known(scene: Scene, *paths: str) -> bool:
    """Whether all of these inputs are given and known."""
    values = [first(scene.props, path) for path in paths]
    return all(value is not None and not has_unknown(value) for value in values)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def parsed(text: Any) -> Any:
    """The JSON value of a text; None where it is none."""
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def is_address(text: str) -> bool:
    """Whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
