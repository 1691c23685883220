"""The same things under other names: deleted and made again, for want of an alias."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import UNKNOWN, Op, Preview, Resource
from .risk import Finding, listed


def renamed(preview: Preview) -> Iterator[Finding]:
    """Deleted here and made there with the same inputs: one finding a component."""
    moved: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for after, before in twins(preview):
        moved[_owner(before), _owner(after)].append((before.name, after.name))
    for (old, new), pairs in sorted(moved.items()):
        where = "" if old == new else f" ({old} → {new})"
        told = listed(_pair(a, b, old, new) for a, b in sorted(pairs))
        yield Finding(
            resources=(new or pairs[0][1],),
            reason=f"renamed without an alias{where}: would be replaced, that is deleted and made "
            f"again: {told}",
        )


def _pair(old: str, new: str, owner: str, now: str) -> str:
    """Both names; the end that they share, where it is their component that is called otherwise."""
    end = old.removeprefix(f"{owner}-")
    return end if old != end and new == f"{now}-{end}" and owner != now else f"{old} → {new}"


def twins(preview: Preview) -> Iterator[tuple[Resource, Resource]]:
    """What would be made, each with what would be deleted and is the same."""
    gone: dict[str, list[Resource]] = defaultdict(list)
    for change in preview.changes:
        if change.op is Op.DELETE and change.before and change.before.custom:
            gone[change.type].append(change.before)
    for change in preview.changes:
        after = change.after
        if change.op is not Op.CREATE or after is None or not after.custom:
            continue
        twin = next((it for it in gone[change.type] if _twins(it, after)), None)
        if twin is not None:
            gone[change.type].remove(twin)
            yield after, twin


def _owner(resource: Resource) -> str:
    return resource.parent.rpartition("::")[2]


def _twins(old: Resource, new: Resource) -> bool:
    """The same thing: its inputs agree wherever both are known, and something says which it is."""
    if old.inputs.keys() != new.inputs.keys() or not old.inputs:
        return False
    return all(_agree(old.inputs[key], new.inputs[key]) for key in old.inputs)


def _agree(old: Any, new: Any) -> bool:
    if new in (UNKNOWN, old):
        return True
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return old.keys() == new.keys() and all(_agree(old[key], new[key]) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_agree, old, new))
    return json.dumps(old, default=str) == json.dumps(new, default=str)
