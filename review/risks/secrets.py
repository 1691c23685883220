"""Secrets that pods mount: a target or a key that would be gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Preview, Resource
from .risk import Finding, listed

Target = tuple[str, str, str]
"""Cluster, namespace and name of a Secret."""


def secret_removed(preview: Preview) -> Iterator[Finding]:
    """A Secret, or a key of one, that something may mount is no longer made."""
    had = _targets(change.before for change in preview.changes)
    has = _targets(change.after for change in preview.changes)
    for target, (owner, keys) in sorted(had.items()):
        _, namespace, name = target
        if target not in has:
            yield Finding(resources=(owner,), reason=f"Secret {namespace}/{name} is no longer made")
        elif gone := sorted(keys - has[target][1]):
            yield Finding(
                resources=(has[target][0],),
                reason=f"Secret {namespace}/{name} loses its key {listed(gone)}",
            )


def _targets(resources: Iterator[Resource | None] | Any) -> dict[Target, tuple[str, set[str]]]:
    found: dict[Target, tuple[str, set[str]]] = {}
    for it in resources:
        if it is None:
            continue
        metadata = it.inputs.get("metadata")
        if not isinstance(metadata, Mapping):
            continue
        name, namespace = str(metadata.get("name", "")), str(metadata.get("namespace", ""))
        if it.type == "kubernetes:core/v1:Secret":
            found[it.cluster, namespace, name] = it.name, _keys(it.inputs, "data", "stringData")
        elif it.type.endswith(":ExternalSecret"):
            spec = it.inputs.get("spec") or {}
            target = spec.get("target") or {}
            where = (it.cluster, namespace, str(target.get("name") or name))
            found[where] = it.name, _external_keys(spec, target)
    return found


def _external_keys(spec: Mapping[str, Any], target: Mapping[str, Any]) -> set[str]:
    template = target.get("template") or {}
    made = _keys(template, "data")
    return made or {str(it.get("secretKey", "")) for it in spec.get("data") or ()}


def _keys(value: Mapping[str, Any], *names: str) -> set[str]:
    inside = [value.get(name) for name in names]
    return {str(key) for it in inside if isinstance(it, Mapping) for key in it}
