"""Check that every component maps a project and a domain to the same namespace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from .golden import Finding, Rendered
from .manifests import Loader, Manifest

_SAMPLE = {"project": "atlas", "domain": "production"}
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_KEYS = {"namespace-template", "namespaceTemplate"}

# ConfigMaps of each chart that must carry the template, if the chart renders them.
_CARRIERS = {
    "controlplane": ("flyte-admin-base-config",),
    "dataplane": ("leaseworker", "union-operator", "union-clusterresourcesync-config"),
}


def wrong_namespace(rendered: Rendered) -> Iterator[Finding]:
    """Components that would look for a run in another namespace than the expected one."""
    golden = rendered.golden
    if not golden.namespace_template:
        return
    expected = evaluate(golden.namespace_template)
    for manifest in rendered.manifests:
        if manifest.kind != "ConfigMap":
            continue
        found = dict(templates(manifest))
        for path, template in found.items():
            if evaluate(template) != expected:
                what = f"{path} gives {evaluate(template)!r}, expected {expected!r}"
                yield Finding(check="wrong namespace", where=manifest.title, what=what)
        if manifest.name in _CARRIERS.get(golden.chart, ()) and not found:
            what = f"no namespace template, expected {golden.namespace_template!r}"
            yield Finding(check="wrong namespace", where=manifest.title, what=what)


def evaluate(template: str) -> str:
    """The namespace of the sample project and domain."""
    return _VARIABLE.sub(lambda found: _SAMPLE.get(found[1], found[0]), template)


def templates(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Every namespace template in a ConfigMap, with its place."""
    for entry, text in (manifest.body.get("data") or {}).items():
        if entry.endswith((".yaml", ".yml")) and isinstance(text, str):
            try:
                document = yaml.load(text, Loader=Loader)  # noqa: S506
            except yaml.YAMLError:
                continue
            yield from _below(document, (entry,))


def _below(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            here = (*path, str(key))
            mapped = key == "template" and path[-1] == "namespace_mapping"
            if isinstance(below, str) and (mapped or key in _KEYS):
                yield ".".join(here), below
            else:
                yield from _below(below, here)
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _below(below, (*path, str(index)))
