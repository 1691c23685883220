"""Shapes from the annotations of the SDKs' argument classes."""

from __future__ import annotations

import enum
import inspect
import typing
from collections import abc
from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any

import pulumi
from pulumi import _types

from .shapes import AnyOf, Anything, ListOf, MapOf, Object, OneOf, Scalar, Shape

_SCALARS = (str, bool, int, float)


@cache
def object_of(arguments: type, name: str = "") -> Object:
    """The closed map that an argument class describes."""
    names = _types.input_type_py_to_pulumi_names(arguments)
    signature = inspect.signature(arguments.__init__)  # type: ignore[misc]
    required = frozenset(
        names[key]
        for key, parameter in signature.parameters.items()
        if key in names and parameter.default is inspect.Parameter.empty
    )
    return Object(
        name or arguments.__name__.removesuffix("Args"),
        lambda: {
            wire: shape_of(hint) for wire, hint in _types._raw_return_hints(arguments).items()
        },
        required,
    )


def shape_of(hint: Any) -> Shape:
    """The shape of an annotation, seen through ``Input``, ``Output`` and ``Optional``."""
    inner = typing.get_args(hint)
    make = _GENERIC.get(typing.get_origin(hint))
    if make is not None:
        return make(inner)
    return _class_shape(hint) if inspect.isclass(hint) else Anything()


def _class_shape(hint: type) -> Shape:
    if _types.is_input_type(hint):
        return object_of(hint)
    if issubclass(hint, enum.Enum):
        return OneOf(tuple(member.value for member in hint))
    return Scalar(hint) if hint in _SCALARS else Anything()


def _is_dict_twin(member: Any) -> bool:
    """Whether this is only the literal-dict spelling, or the output twin, of an argument class."""
    output = inspect.isclass(member) and _types.is_output_type(member)
    return typing.is_typeddict(member) or output


def _union(members: tuple[Any, ...]) -> Shape:
    wrappers = (pulumi.Output, abc.Awaitable)
    kept = [
        member
        for member in members
        if member is not NoneType
        and typing.get_origin(member) not in wrappers
        and not _is_dict_twin(member)
    ]
    open_set = str in kept
    shapes = [
        shape_of(member)
        for member in kept
        if not (open_set and inspect.isclass(member) and issubclass(member, enum.Enum))
    ]
    unique = list(dict.fromkeys(shapes))
    return unique[0] if len(unique) == 1 else AnyOf(tuple(unique))


_GENERIC: typing.Final[dict[Any, Callable[[tuple[Any, ...]], Shape]]] = {
    typing.Union: _union,
    UnionType: _union,
    typing.Literal: OneOf,
    list: lambda inner: ListOf(shape_of(inner[0])),
    abc.Sequence: lambda inner: ListOf(shape_of(inner[0])),
    dict: lambda inner: MapOf(shape_of(inner[1])),
    abc.Mapping: lambda inner: MapOf(shape_of(inner[1])),
}
