"""A stack's state as the engine exports it, read the way the stand-in's records are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ..engine import Hidden, Registration
from ..programs import OUTPUTS

Resource: TypeAlias = Mapping[str, Any]
_SIGNATURE = "4dabf18193072939515e22adb298388d"
_HIDDEN = "1b47061264138c4ac30d75fd1eb44270"
STACK = "pulumi:pulumi:Stack"
BUILT_IN = "pulumi:providers:pulumi"
"""The engine's own provider, which is in the state of a stack that reads another one."""


def tree(resources: Iterable[Resource]) -> str:
    """Every resource, as `programs.tree` writes them: its parent's type, its own, its name."""
    lines = [
        f"{_type(it['parent'])}${it['type']}::{_name(it['urn'])}"
        for it in resources
        if it["type"] != STACK
    ]
    return "".join(f"{line}\n" for line in sorted(lines))


def registrations(resources: Iterable[Resource]) -> list[Registration]:
    """The resources as the stand-in would have recorded them, secrets unwrapped, by name.

    The engine keeps them in the order in which their creation ended, which is never the same.
    """
    return [
        Registration(
            type=it["type"],
            name=_name(it["urn"]),
            inputs=opened(it.get("inputs", {})),
            provider=_name(it.get("provider", "").rpartition("::")[0]),
            urn=it["urn"],
            id=it.get("id", ""),
        )
        for it in sorted(resources, key=lambda it: _name(it["urn"]))
        if it["type"] != STACK
    ]


def opened(value: Any) -> Any:
    """`value` of an export with `--show-secrets`, each secret as what it is."""
    if isinstance(value, dict):
        if value.get(_SIGNATURE) == _HIDDEN:
            return json.loads(value["plaintext"])
        return {key: opened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [opened(item) for item in value]
    return value


def secrets(value: Any) -> Iterator[str]:
    """Every text in a secret of an export with `--show-secrets`."""
    if isinstance(value, dict) and value.get(_SIGNATURE) == _HIDDEN:
        yield from (leaf for _, leaf in _leaves(json.loads(value["plaintext"])))
    elif isinstance(value, dict):
        for item in value.values():
            yield from secrets(item)
    elif isinstance(value, list):
        for item in value:
            yield from secrets(item)


@dataclass(frozen=True)
class Substitute:
    """What the stand-in says in place of what a cloud computed."""

    what: str
    """Type and property."""
    computed: str
    stand_in: str


def substitutes(resources: Iterable[Resource]) -> list[Substitute]:
    """A substitute for each text that `programs.OUTPUTS` lays down; the longest text first."""
    found = [it for resource in resources for it in _substitutes(resource)]
    return sorted(found, key=lambda it: len(it.computed), reverse=True)


def substituted(value: Any, by: Iterable[Substitute], used: set[str]) -> Any:
    """`value` as the stand-in would have it; `used` gathers what was substituted."""
    if isinstance(value, dict):
        return {key: substituted(item, by, used) for key, item in value.items()}
    if isinstance(value, list):
        return [substituted(item, by, used) for item in value]
    if isinstance(value, str):
        for it in by:
            if it.computed in value:
                used.add(it.what)
                value = value.replace(it.computed, it.stand_in)
    return value


def _substitutes(resource: Resource) -> Iterator[Substitute]:
    answer = OUTPUTS.get(resource["type"], {})
    told = answer(opened(resource["inputs"])) if callable(answer) else answer
    real = opened({**resource.get("outputs", {}), "id": resource.get("id")})
    for path, stand_in in _leaves({k: v for k, v in told.items() if not isinstance(v, Hidden)}):
        computed: Any = real
        for step in path:
            computed = computed[step]
        if computed != stand_in:
            what = ".".join(str(step) for step in path)
            yield Substitute(f"{resource['type']}.{what}", computed, stand_in)


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))


def _type(urn: str) -> str:
    return urn.split("::")[2].rpartition("$")[2]


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]
