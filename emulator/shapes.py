"""What a property may hold: shapes, and the check of a value against one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from .values import UNKNOWN, Secret


@dataclass(frozen=True)
class Failure:
    """One property that is refused, and why."""

    property: str
    reason: str

    def __str__(self) -> str:
        return f"{self.property}: {self.reason}" if self.property else self.reason


class Shape:
    """What a property may hold."""

    def failures(self, value: Any, path: str) -> Iterator[Failure]:
        """Every way in which the value does not fit."""
        raise NotImplementedError

    def check(self, value: Any, path: str) -> Iterator[Failure]:
        """`failures`, looking through a secret and leaving alone what is unknown or absent."""
        if isinstance(value, Secret):
            value = value.value
        if value is not UNKNOWN and value is not None:
            yield from self.failures(value, path)


class Anything(Shape):
    """No constraint: a free-form map such as Helm values."""

    def failures(self, value: Any, path: str) -> Iterator[Failure]:  # noqa: ARG002
        """Nothing is refused."""
        yield from ()


@dataclass(frozen=True)
class Scalar(Shape):
    """A string, a boolean, an integer or a number."""

    kind: type

    def failures(self, value: Any, path: str) -> Iterator[Failure]:
        """A value of another type is refused; nothing is converted."""
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not (number if self.kind is float else isinstance(value, self.kind)) or (
            self.kind is int and not number
        ):
            yield Failure(path, f"expected {_NAMES[self.kind]}, got {_told(value)}")


_NAMES = {str: "a string", bool: "a boolean", int: "an integer", float: "a number"}


@dataclass(frozen=True)
class OneOf(Shape):
    """One of a closed set of values."""

    values: tuple[Any, ...]

    def failures(self, value: Any, path: str) -> Iterator[Failure]:
        """A value outside the set is refused, naming the set."""
        if value not in self.values:
            allowed = ", ".join(repr(allowed) for allowed in self.values)
            yield Failure(path, f"{value!r} is not one of {allowed}")


@dataclass(frozen=True)
class ListOf(Shape):
    """A list of one shape."""

    item: Shape

    def failures(self, value: Any, path: str) -> Iterator[Failure]:
        """Each item is checked."""
        if not isinstance(value, list):
            yield Failure(path, f"expected a list, got {_told(value)}")
            return
        for index, item in enumerate(value):
            yield from self.item.check(item, f"{path}[{index}]")


@dataclass(frozen=True)
class MapOf(Shape):
    """A map from any key to one shape."""

    item: Shape

    def failures(self, value: Any, path: str) -> Iterator[Failure]:
        """Each value is checked."""
        if not isinstance(value, dict):
            yield Failure(path, f"expected a map, got {_told(value)}")
            return
        for key, item in value.items():
            yield from self.item.check(item, f"{path}.{key}")


@dataclass(frozen=True)
class AnyOf(Shape):
    """Any one of several shapes."""

    shapes: tuple[Shape, ...]

    def failures(self, value: Any, path: str) -> Iterator[Failure]:
        """Refused when no shape fits, with the reasons of the one that came closest."""
        tries = [list(shape.check(value, path)) for shape in self.shapes]
        if all(tries):
            yield from max(tries, key=lambda found: max(len(one.property) for one in found))


@dataclass(frozen=True)
class Object(Shape):
    """A closed map of named properties, whose fields are found when they are first needed."""

    name: str
    find: Callable[[], Mapping[str, Shape]] = field(compare=False)
    required: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> Mapping[str, Shape]:
        """The shape of each property by its name."""
        return self.find()

    def failures(self, value: Any, path: str) -> Iterator[Failure]:
        """An unknown key and a missing one are refused; each value is checked."""
        if not isinstance(value, dict):
            yield Failure(path, f"expected a map ({self.name}), got {_told(value)}")
            return
        prefix = f"{path}." if path else ""
        for key, item in value.items():
            if key in self.fields:
                yield from self.fields[key].check(item, f"{prefix}{key}")
            elif not key.startswith("__"):
                close = get_close_matches(key, self.fields, 1)
                hint = f"; did you mean {close[0]!r}?" if close else ""
                yield Failure(f"{prefix}{key}", f"{self.name} has no property {key!r}{hint}")
        for key in sorted(self.required):
            if value.get(key) is None:
                yield Failure(f"{prefix}{key}", f"{self.name} requires {key!r}")


def declared(name: str, fields: Mapping[str, Any]) -> Object:
    """An `Object` from a literal: ``{"name!": str, "tags": [str], "labels": {str: str}}``.

    A ``!`` behind a name makes it required; a tuple of strings is a closed set.
    """
    found = {key.rstrip("!"): _declared(f"{name}.{key}", shape) for key, shape in fields.items()}
    required = frozenset(key[:-1] for key in fields if key.endswith("!"))
    return Object(name, lambda: found, required)


def _declared(name: str, shape: Any) -> Shape:
    match shape:
        case Shape():
            found = shape
        case tuple():
            found = OneOf(shape)
        case [item]:
            found = ListOf(_declared(name, item))
        case Mapping() if list(shape) == [str]:
            found = MapOf(_declared(name, shape[str]))
        case Mapping():
            found = declared(name.rstrip("!"), shape)
        case _:
            found = Anything() if shape is Any else Scalar(shape)
    return found


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    return _NAMES.get(type(value), type(value).__name__)
