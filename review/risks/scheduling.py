"""Taints of node pools and the tolerations of what is to run there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Op, Preview, Resource
from .risk import Finding, found, listed
from .state import POOLS

Taint = tuple[str, str]
"""Key and value."""
_EVERYTHING: Taint = ("*", "*")
"""What daemons tolerate that run on every node: no pool is there for them."""


def taint_without_toleration(preview: Preview) -> Iterator[Finding]:
    """A pool has a taint that nothing tolerates any more, or not yet."""
    had = _tolerated(preview, old=True)
    has = _tolerated(preview, old=False)
    for change in preview.changes:
        after = change.after
        if after is None or change.type not in POOLS:
            continue
        before = taints(change.before) if change.before else frozenset()
        lonely = [
            it
            for it in sorted(taints(after))
            if not _any(it, has) and (it not in before or _any(it, had))
        ]
        if lonely:
            told = listed(f"{key}={value}" for key, value in lonely)
            yield found(after, f"taint {told} that no release tolerates: nothing would run there")


def toleration_removed(preview: Preview) -> Iterator[Finding]:
    """A release no longer tolerates a pool that keeps its taint."""
    kept = {
        taint
        for change in preview.changes
        if change.after and change.type in POOLS
        for taint in taints(change.after)
    }
    for change in preview.changes:
        before, after = change.before, change.after
        if before is None or after is None or change.op is Op.SAME:
            continue
        was, now = _places(before), _places(after)
        lost = [
            f"{place} no longer tolerates {key}={value}"
            for place in sorted(was)
            for key, value in sorted(was[place] - now.get(place, set()))
            if any(_tolerates((key, value), it) for it in kept)
            and not any(_tolerates(it, (key, value)) for it in now.get(place, set()))
        ]
        if lost:
            yield found(after, f"{listed(lost)}, and a pool keeps the taint")


def taint_removed(preview: Preview) -> Iterator[Finding]:
    """A pool that was kept for some is open to all."""
    for change in preview.changes:
        if change.before is None or change.after is None or change.type not in POOLS:
            continue
        lost = sorted(taints(change.before) - taints(change.after))
        if lost:
            told = listed(f"{key}={value}" for key, value in lost)
            yield found(change.after, f"loses the taint {told}: any pod may run there")


def taints(pool: Resource) -> frozenset[Taint]:
    """Taints of a pool of any cloud."""
    inputs = pool.inputs
    node = inputs.get("nodeConfig")
    told = [
        *_list(inputs.get("taints")),
        *_list(node.get("taints") if isinstance(node, Mapping) else None),
        *_list(inputs.get("nodeTaints")),
    ]
    return frozenset(_taint(it) for it in told)


def _taint(told: Any) -> Taint:
    if isinstance(told, Mapping):
        return str(told.get("key", "")), str(told.get("value", ""))
    key, _, rest = str(told).partition("=")
    return key, rest.partition(":")[0]


def _tolerated(preview: Preview, *, old: bool) -> frozenset[Taint]:
    sides = (change.before if old else change.after for change in preview.changes)
    every = (it for side in sides if side for place in _places(side).values() for it in place)
    return frozenset(it for it in every if it != _EVERYTHING)


def _places(resource: Resource) -> dict[str, set[Taint]]:
    found_: dict[str, set[Taint]] = {}
    for place, toleration in _tolerations(resource.inputs, "", listed=False):
        key = str(toleration.get("key", "*"))
        value = "*" if toleration.get("operator") == "Exists" else str(toleration.get("value", ""))
        found_.setdefault(place, set()).add((key, value))
    return found_


def _tolerations(value: Any, path: str, *, listed: bool) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        if listed:
            yield path, value
            return
        for key, it in value.items():
            inside = str(key).lower().endswith("tolerations")
            yield from _tolerations(it, f"{path}.{key}" if path else str(key), listed=inside)
    elif isinstance(value, list):
        for it in value:
            yield from _tolerations(it, path, listed=listed)


def _any(taint: Taint, tolerated: frozenset[Taint]) -> bool:
    return any(_tolerates(it, taint) for it in tolerated)


def _tolerates(toleration: Taint, taint: Taint) -> bool:
    return all(a in ("*", b) for a, b in zip(toleration, taint, strict=True))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
