"""Charts and the kinds that they bring; where the namespaces of projects are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model import ABSENT, Change, Op, Preview
from ..paths import written
from .places import RELEASE, keeps_kinds, only_kinds
from .risk import Finding, found, listed

_CRD: Final = re.compile(r":CustomResourceDefinition$")
_MAPPING: Final = re.compile(r"namespace[_-]?mapping", re.IGNORECASE)
_SWITCHES: Final = frozenset({"crds", "installCRDs"})
"""Values of a chart that brings kinds beside other things."""
_SOURCE: Final = ("chart", "repositoryOpts", "version")


def chart_changed(preview: Preview) -> Iterator[Finding]:
    """A release would be made of another chart or version."""
    for change in preview.changes:
        if change.type != RELEASE or change.after is None:
            continue
        told = [
            f"{written(it.path)} {_said(it.old)} → {_said(it.new)}"
            for it in change.differences
            if it.path and it.path[0] in _SOURCE
        ]
        if told:
            yield found(change.after, f"another chart: {listed(told)}; read its migration notes")


def crd_changed(preview: Preview) -> Iterator[Finding]:
    """A kind of object would change under the objects that exist."""
    for change in preview.changes:
        defines = _CRD.search(change.type) or _brings(change)
        if change.op in (Op.SAME, Op.CREATE) or not defines:
            continue
        if change.op is Op.DELETE and (change.resource.retained or keeps_kinds(change.resource)):
            continue
        yield found(
            change.resource,
            f"the definitions of kinds would be {change.op}d under the objects that exist",
        )


def _brings(change: Change) -> bool:
    """Whether a release brings definitions of kinds and what it brings may be others now."""
    if change.type != RELEASE:
        return False
    inputs = change.resource.inputs
    chart = only_kinds(change.resource)
    values = inputs.get("values")
    switched = isinstance(values, dict) and bool(_SWITCHES & values.keys())
    other = any(
        it.path[0] in _SOURCE or (it.path[0] == "values" and (chart or it.path[1] in _SWITCHES))
        for it in change.differences
        if it.path
    )
    return (chart or switched) and (other or change.op is not Op.UPDATE)


def namespace_mapping(preview: Preview) -> Iterator[Finding]:
    """Projects would be looked for in other namespaces than the ones they run in."""
    guards = list(_mapped(preview, guards=True))
    yield from guards or _mapped(preview, guards=False)


def _mapped(preview: Preview, *, guards: bool) -> Iterator[Finding]:
    """At the records of the mapping, or at whatever else has it."""
    for change in preview.changes:
        if change.before is None or change.op in (Op.SAME, Op.CREATE):
            continue
        guard = _MAPPING.search(str(_name(change.before.inputs))) is not None
        if guard is not guards:
            continue
        paths = [it for it in change.differences if guard or _MAPPING.search(written(it.path))]
        if change.op is Op.DELETE and guard:
            yield found(change.before, "the record of the namespace mapping would be gone")
        elif paths:
            it = paths[0]
            yield found(
                change.resource,
                f"{written(it.path)} {_said(it.old)} → {_said(it.new)}: what has run stays in "
                "the old namespaces, out of reach",
            )


def _name(inputs: object) -> object:
    metadata = inputs.get("metadata") if isinstance(inputs, dict) else None
    return metadata.get("name", "") if isinstance(metadata, dict) else ""


def _said(value: object) -> str:
    return "none" if value is ABSENT else str(value)
