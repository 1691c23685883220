"""Can every pod be scheduled on the node pools of the cluster?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .golden import Finding, Node, Rendered, Taint
from .manifests import Manifest, Object, dig, pods

_REPELLING = {"NoSchedule", "NoExecute"}


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Where one pod may run."""

    owner: Manifest
    part: str = ""
    spec: Object

    @property
    def title(self) -> str:
        """How findings name the pod."""
        return f"{self.owner.title} {self.part}".rstrip()


def unschedulable(rendered: Rendered) -> Iterator[Finding]:
    """Pods that no node pool takes."""
    nodes = rendered.golden.nodes
    if not nodes:
        return
    for placement in placements(rendered.manifests):
        if not any(fits(placement.spec, node) for node in nodes):
            reasons = "; ".join(f"{node.name}: {refusal(placement.spec, node)}" for node in nodes)
            yield Finding(check="unschedulable", where=placement.title, what=reasons)


def unpinned(rendered: Rendered) -> Iterator[Finding]:
    """Pods of the product that could run outside the pool that they are pinned to."""
    home = next(
        (node for node in rendered.golden.nodes if node.name == rendered.golden.pinned), None
    )
    if home is None:
        return
    strange = [node for node in rendered.golden.nodes if node.labels != home.labels]
    for placement in placements(rendered.manifests):
        if placement.owner.kind == "DaemonSet" or tolerates_all(placement.spec):
            continue
        taken = [node.name for node in strange if fits(placement.spec, node)]
        if taken:
            what = f"may run on {', '.join(taken)}, is meant for {home.name}"
            yield Finding(check="unpinned", where=placement.title, what=what)


def placements(manifests: Sequence[Manifest]) -> Iterator[Placement]:
    """Pod templates, and the pods that operators make of custom resources."""
    for pod in pods(manifests):
        yield Placement(owner=pod.owner, spec=pod.spec)
    for manifest in manifests:
        if manifest.kind in {"Prometheus", "Alertmanager"}:
            yield Placement(owner=manifest, spec=manifest.body.get("spec") or {})
        elif manifest.kind == "KnativeServing":
            yield Placement(owner=manifest, spec={})
        elif manifest.kind == "ScyllaCluster":
            for rack in dig(manifest.body, "spec", "datacenter", "racks") or []:
                yield Placement(owner=manifest, part=str(rack.get("name")), spec=_rack(rack))


def fits(spec: Object, node: Node) -> bool:
    """Whether the scheduler would put a pod on this node."""
    return not refusal(spec, node)


def refusal(spec: Object, node: Node) -> str:
    """Why a node does not take a pod; empty if it does."""
    for key, value in (spec.get("nodeSelector") or {}).items():
        if key != "kubernetes.io/os" and node.labels.get(key) != value:
            return f"nodeSelector {key}={value}"
    required = dig(
        spec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"
    )
    terms = dig(required, "nodeSelectorTerms") or []
    if terms and not any(_selected(term, node) for term in terms):
        return "node affinity"
    for taint in node.taints:
        if taint.effect in _REPELLING and not _tolerated(spec, taint):
            return f"taint {taint.key}={taint.value}"
    return ""


def tolerates_all(spec: Object) -> bool:
    """Whether a pod tolerates every taint there is."""
    tolerations = spec.get("tolerations") or []
    return any(
        isinstance(entry, Mapping)
        and entry.get("operator") == "Exists"
        and not entry.get("key")
        and entry.get("effect") in {None, "", "NoSchedule"}
        for entry in tolerations
    )


def _rack(rack: Object) -> Object:
    placement = rack.get("placement") or {}
    return {
        "affinity": {"nodeAffinity": placement.get("nodeAffinity") or {}},
        "tolerations": placement.get("tolerations") or [],
    }


def _selected(term: Mapping[str, Any], node: Node) -> bool:
    expressions = term.get("matchExpressions") or []
    return bool(expressions) and all(_matches(expression, node) for expression in expressions)


def _matches(expression: Mapping[str, Any], node: Node) -> bool:
    key, operator = str(expression.get("key")), expression.get("operator")
    values = expression.get("values") or []
    match operator:
        case "In":
            return node.labels.get(key) in values
        case "NotIn":
            return node.labels.get(key) not in values
        case "Exists":
            return key in node.labels
        case "DoesNotExist":
            return key not in node.labels
    return False


def _tolerated(spec: Object, taint: Taint) -> bool:
    tolerations = spec.get("tolerations") or []
    return any(_tolerates(entry, taint) for entry in tolerations if isinstance(entry, Mapping))


def _tolerates(entry: Mapping[str, Any], taint: Taint) -> bool:
    if entry.get("effect") not in {None, "", taint.effect}:
        return False
    if entry.get("operator") == "Exists":
        return entry.get("key") in {None, "", taint.key}
    return entry.get("key") == taint.key and str(entry.get("value", "")) == taint.value
