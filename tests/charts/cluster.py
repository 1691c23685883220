"""Checks of objects among each other: twice, in a strange namespace, against the API schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import kubernetes_validate

from .golden import Finding, Rendered
from .manifests import Manifest

KUBERNETES = "1.34"
_ALWAYS_THERE = {"default", "kube-system", "kube-public", "kube-node-lease"}
_BUILT_IN = {"", "apps", "batch", "autoscaling", "policy"}


def rendered_twice(rendered: Rendered) -> Iterator[Finding]:
    """Objects that one release renders twice: Helm refuses to install it."""
    titles = Counter(_identity(manifest) for manifest in rendered.manifests)
    for title, times in sorted(titles.items()):
        if times > 1:
            yield Finding(check="rendered twice", where=title, what=f"{times} times")


def strange_namespaces(rendered: Rendered) -> Iterator[Finding]:
    """Objects in a namespace that nobody makes."""
    made = {m.name for m in rendered.manifests if m.kind == "Namespace"}
    known = {"", rendered.golden.namespace, *rendered.golden.provides.namespaces, *made}
    for manifest in rendered.manifests:
        if manifest.namespace not in known | _ALWAYS_THERE:
            what = f"nobody makes the namespace {manifest.namespace}"
            yield Finding(check="strange namespace", where=manifest.title, what=what)


def schema_errors(rendered: Rendered) -> Iterator[Finding]:
    """Objects of built-in kinds that the API server would refuse."""
    for manifest in rendered.manifests:
        if manifest.group not in _BUILT_IN and not manifest.group.endswith(".k8s.io"):
            continue
        try:
            kubernetes_validate.validate(manifest.body, KUBERNETES, strict=True)
        except kubernetes_validate.SchemaNotFoundError:
            continue
        except kubernetes_validate.ValidationError as error:
            path = ".".join(str(part) for part in error.path)
            what = f"{path}: {error.message}"[:200]
            yield Finding(check="schema", where=manifest.title, what=what)


def collisions(releases: Sequence[Rendered]) -> Iterator[Finding]:
    """Objects that two releases of one cluster both want to own."""
    for first, second in combinations(releases, 2):
        cluster = first.golden.cluster
        if not cluster or cluster != second.golden.cluster:
            continue
        both = {_identity(m) for m in first.manifests} & {_identity(m) for m in second.manifests}
        for title in sorted(both):
            what = f"{first.golden.release} and {second.golden.release} both render it"
            yield Finding(check="collision", where=title, what=what)


def _identity(manifest: Manifest) -> str:
    return f"{manifest.title} ({manifest.group or 'core'})"
