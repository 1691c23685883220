"""The properties of each resource type and function, read from the SDKs' own classes.

Nothing here is written by hand: the tokens are those that each SDK registers, names and types those
of its argument classes. A package is imported when a token of it is asked for, a class read once.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import json
import re
import sys
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import RLock
from types import ModuleType, NoneType
from typing import Any

import pulumi
from pulumi import _types

from .hints import object_of, shape_of
from .shapes import Object

_LOADING = RLock()
"""The SDKs import their modules lazily and in circles, which two threads at once would break."""


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
    return _of_class(token, getattr(_module(where), name))


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
    parts = module.split("/")
    way = [part for part in parts[: max(1, len(parts) - 1)] if part != "index"]
    where = ".".join([f"pulumi_{package.replace('-', '_')}", *way, _snake(name)])
    try:
        source = _module(where)
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
    inputs = Object(token, lambda: {names[key]: shape_of(hints[key]) for key in names}, required)
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


def _module(where: str) -> ModuleType:
    """A module of an SDK, after all of its package.

    A package loads when something of it is asked for. Asked first from within one of its own
    modules, it would take what that module has by then, nothing, and lack the rest for good.
    """
    parent, _, name = where.rpartition(".")
    if parent:
        getattr(importlib.import_module(parent), name, None)
    return importlib.import_module(where)


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
        inputs=object_of(arguments, token),
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
