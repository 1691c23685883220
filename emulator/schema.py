"""The properties of each resource type and function, read from the SDKs' own classes.

Nothing here is written by hand: the tokens are those that each SDK registers, names and types those
of its argument classes. A package is imported when a token of it is asked for, a class read once.
"""

from __future__ import annotations

import ast
import enum
import importlib
import importlib.util
import inspect
import json
import re
import sys
import typing
from collections import abc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import RLock
from types import ModuleType, NoneType, UnionType
from typing import Any

import pulumi
from pulumi import _types

from .shapes import AnyOf, Anything, ListOf, MapOf, Object, OneOf, Scalar, Shape

_LOADING = RLock()
"""The SDKs import their modules lazily and in circles, which two threads at once would break."""
_SCALARS = (str, bool, int, float)


@dataclass(frozen=True)
class Schema:
    """The inputs that a type takes and the outputs that it gives."""

    token: str
    inputs: Object
    outputs: frozenset[str]
    always: frozenset[str]
    """Outputs that the SDK types as never absent."""


class NotInSdkError(LookupError):
    """The installed SDK has no such token."""


def package_of(token: str) -> str:
    """The package of a type token, also of ``pulumi:providers:aws``."""
    head, _, tail = token.partition(":providers:")
    return tail if head == "pulumi" else token.split(":", 1)[0]


def resource(token: str) -> Schema:
    """The schema of a resource type."""
    with _LOADING:
        return _resource(token)


@cache
def _resource(token: str) -> Schema:
    index = _index(package_of(token))
    if token not in index:
        raise NotInSdkError(f"the SDK of {package_of(token)} has no resource type {token}")
    where, name = index[token]
    return _of_class(token, getattr(importlib.import_module(where), name))


def provider(package: str) -> Schema:
    """The schema of a package's provider configuration."""
    with _LOADING:
        return _provider(package)


@cache
def _provider(package: str) -> Schema:
    return _of_class(f"pulumi:providers:{package}", _sdk(package).Provider)


def function(token: str) -> Schema:
    """The arguments and results of a function (an invoke)."""
    with _LOADING:
        return _function(token)


@cache
def _function(token: str) -> Schema:
    package, module, name = token.split(":")
    way = [part for part in module.split("/")[:-1] if part != "index"]
    where = ".".join([f"pulumi_{package.replace('-', '_')}", *way, _snake(name)])
    try:
        source = importlib.import_module(where)
        body = getattr(source, _snake(name))
    except (ImportError, AttributeError) as error:
        raise NotInSdkError(f"the SDK of {package} has no function {token}") from error
    names = _argument_names(body)
    hints = typing.get_type_hints(body)
    required = frozenset(
        names[key]
        for key, parameter in inspect.signature(body).parameters.items()
        if key in names and NoneType not in typing.get_args(hints[key]) and not parameter.default
    )
    inputs = Object(token, lambda: {names[key]: _shape(hints[key]) for key in names}, required)
    result = next(
        value
        for key, value in vars(source).items()
        if key.endswith("Result") and not key.startswith("Awaitable") and inspect.isclass(value)
    )
    outputs = frozenset(name for _, name, _ in _types._py_properties(result))
    return Schema(token, inputs, outputs, frozenset())


def _argument_names(body: Any) -> dict[str, str]:
    """Python name to wire name, from the lines ``__args__['wireName'] = python_name``."""
    names: dict[str, str] = {}
    for node in ast.walk(ast.parse(inspect.getsource(body))):
        match node:
            case ast.Assign(
                targets=[ast.Subscript(slice=ast.Constant(value=str(wire)))],
                value=ast.Name(id=python),
            ):
                names[python] = wire
    return names


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])|(?<=[A-Z])([A-Z])(?=[a-z])", r"_\g<0>", name).lower()


def _sdk(package: str) -> ModuleType:
    return importlib.import_module(f"pulumi_{package.replace('-', '_')}")


@cache
def _index(package: str) -> Mapping[str, tuple[str, str]]:
    """Token to module and class, read from the SDK's file without importing it."""
    spec = importlib.util.find_spec(f"pulumi_{package.replace('-', '_')}")
    if spec is None or spec.origin is None:
        raise NotInSdkError(f"the SDK of {package} is not installed")
    source = Path(spec.origin).read_text(encoding="utf-8")
    table = re.search(r'resource_modules="""(.*?)"""', source, re.DOTALL)
    modules = json.loads(table.group(1)) if table else []
    return {
        token: (module["fqn"], name)
        for module in modules
        for token, name in module["classes"].items()
    }


def _of_class(token: str, cls: type) -> Schema:
    arguments = _arguments_of(cls)
    hints = _types._raw_return_hints(cls)
    return Schema(
        token=token,
        inputs=_object(arguments, token),
        outputs=frozenset(hints),
        always=frozenset(name for name, hint in hints.items() if not _absent_allowed(hint)),
    )


def _absent_allowed(hint: Any) -> bool:
    inner = typing.get_args(hint)
    return typing.get_origin(hint) is pulumi.Output and NoneType in typing.get_args(inner[0])


def _arguments_of(cls: type) -> type:
    """The argument class that the resource's own ``__init__`` names."""
    home = vars(sys.modules[cls.__module__])
    named = cls.__init__.__code__.co_names  # type: ignore[misc]
    found = [home[name] for name in named if _is_arguments(home.get(name))]
    if len(found) != 1:
        raise NotInSdkError(f"{cls.__qualname__} does not tell its argument class")
    return typing.cast(type, found[0])


def _is_arguments(candidate: Any) -> bool:
    return inspect.isclass(candidate) and _types.is_input_type(candidate)


@cache
def _object(arguments: type, name: str = "") -> Object:
    names = _types.input_type_py_to_pulumi_names(arguments)
    signature = inspect.signature(arguments.__init__)  # type: ignore[misc]
    required = frozenset(
        names[key]
        for key, parameter in signature.parameters.items()
        if key in names and parameter.default is inspect.Parameter.empty
    )
    return Object(
        name or arguments.__name__.removesuffix("Args"),
        lambda: {wire: _shape(hint) for wire, hint in _types._raw_return_hints(arguments).items()},
        required,
    )


def _shape(hint: Any) -> Shape:
    """The shape of an annotation, seen through ``Input``, ``Output`` and ``Optional``."""
    inner = typing.get_args(hint)
    make = _GENERIC.get(typing.get_origin(hint))
    if make is not None:
        return make(inner)
    return _class_shape(hint) if inspect.isclass(hint) else Anything()


def _class_shape(hint: type) -> Shape:
    if _types.is_input_type(hint):
        return _object(hint)
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
        _shape(member)
        for member in kept
        if not (open_set and inspect.isclass(member) and issubclass(member, enum.Enum))
    ]
    unique = list(dict.fromkeys(shapes))
    return unique[0] if len(unique) == 1 else AnyOf(tuple(unique))


_GENERIC: typing.Final[dict[Any, Callable[[tuple[Any, ...]], Shape]]] = {
    typing.Union: _union,
    UnionType: _union,
    typing.Literal: OneOf,
    list: lambda inner: ListOf(_shape(inner[0])),
    abc.Sequence: lambda inner: ListOf(_shape(inner[0])),
    dict: lambda inner: MapOf(_shape(inner[1])),
    abc.Mapping: lambda inner: MapOf(_shape(inner[1])),
}
