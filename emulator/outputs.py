"""The outputs of a resource: its inputs echoed, and what the cloud adds."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from . import schema
from .table import Row, Scene, fill
from .values import UNKNOWN, Props, Secret, drop, first, plain, put, select


def identity(row: Row, scene: Scene) -> Any:
    """The id that the cloud would give; `UNKNOWN` while it hangs on something unknown."""
    return fill(row.id, scene)


def replacing(row: Row, scene: Scene) -> frozenset[str]:
    """The paths whose change needs a new thing, here and now."""
    return row.replaces | (row.replaces_if(scene) if row.replaces_if else frozenset())


def foreseen(row: Row, scene: Scene, inputs: Props) -> Props:
    """The outputs as a preview of a creation knows them."""
    result = copy.deepcopy(inputs)
    for path, template in _added(row, scene):
        _put(result, path, fill(template, scene) if path in row.early else UNKNOWN)
    for name in _always(row) - result.keys():
        result[name] = UNKNOWN
    return _sealed(row, result)


def made(row: Row, scene: Scene, inputs: Props) -> Props:
    """The outputs of a thing just created."""
    result = copy.deepcopy(inputs)
    for path, template in _added(row, scene):
        _put(result, path, fill(template, scene))
    return _sealed(row, result)


def changed(row: Row, scene: Scene, olds: Props, inputs: Props, *, preview: bool) -> Props:
    """The outputs of a thing just changed: what the cloud once gave stays, save what moves."""
    result = copy.deepcopy(inputs)
    for path, template in _added(row, scene):
        before = first(olds, path)
        if path in row.early or (path in row.moving and not preview) or before is None:
            _put(result, path, fill(template, scene))
        else:
            put(result, path, UNKNOWN if path in row.moving else _kept(olds, path))
    return _sealed(row, result)


def inputs_of(row: Row, live: Props, known: Props, fields: Iterable[str]) -> Props:
    """The live properties that are inputs; of an imported thing all, else those once given."""
    names = known.keys() if known else set(fields)
    result = {name: copy.deepcopy(live[name]) for name in sorted(names) if name in live}
    for path in row.computed:
        if first(plain(known), path) is None:
            drop(result, path)
    return {name: value for name, value in result.items() if value is not None}


def _added(row: Row, scene: Scene) -> Iterable[tuple[str, Any]]:
    for path, template in row.computed.items():
        if first(scene.props, path) is None:
            yield path, template


def _put(result: Props, path: str, value: Any) -> None:
    if value is not None:
        put(result, path, value)


def _always(row: Row) -> frozenset[str]:
    return frozenset() if row.shape else schema.resource(row.token).always


def _kept(olds: Mapping[str, Any], path: str) -> Any:
    value: Any = olds
    for step in path.split("."):
        value = value.value if isinstance(value, Secret) else value
        value = value[step]
    return value


def _sealed(row: Row, result: Props) -> Props:
    """The outputs with what is always secret marked so."""
    for path in row.secret:
        top = path.partition(".")[0]
        value = result.get(top)
        if value is not None and not isinstance(value, Secret) and list(select(result, path)):
            result[top] = Secret(value)
    return result
