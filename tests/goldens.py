"""Golden values of each Helm release, as `make charts` renders them: see tests/charts/golden.py."""

from collections.abc import Iterator, Mapping
from typing import Any

from .engine import Registration

RELEASE = "kubernetes:helm.sh/v3:Release"
NODE_POOLS = {
    "aws:eks/nodeGroup:NodeGroup": ("clusterName", "nodeGroupName", ""),
    "azure-native:containerservice:AgentPool": ("resourceName", "agentPoolName", ""),
    "gcp:container/nodePool:NodePool": ("cluster", "name", "nodeConfig"),
}
"""Types of node pools: where their cluster, their name and their nodes stand."""
CHARTS = ("controlplane", "dataplane", "dataplane-crds")


def documents(
    registrations: list[Registration], config: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Logical name and golden document of every release of the product's charts."""
    for release in registrations:
        if release.type == RELEASE and release.inputs["chart"] in CHARTS:
            yield release.name, _document(release, registrations, config)


def _document(
    release: Registration, registrations: list[Registration], config: Mapping[str, Any]
) -> dict[str, Any]:
    inputs = release.inputs
    beside = [r for r in registrations if r.provider == release.provider]
    document: dict[str, Any] = {
        "chart": inputs["chart"],
        "release": inputs["name"],
        "namespace": inputs["namespace"],
        "cluster": release.provider,
        "provides": _provides(beside, _cluster(release.provider), config),
        "values": inputs["values"],
    }
    if inputs["chart"] == "dataplane-crds":
        return document
    if _monitoring(beside):
        document["apiVersions"] = ["monitoring.coreos.com/v1"]
    document["nodes"] = sorted(_nodes(release, registrations), key=lambda node: node["name"])
    document["pinned"] = "services"
    document["expect"] = {"namespaceTemplate": config["namespaceMapping"]}
    return document


def _monitoring(beside: list[Registration]) -> bool:
    return any(r.type == RELEASE and r.inputs["chart"] == "dataplane-crds" for r in beside)


def _provides(
    beside: list[Registration], cluster: tuple[str, ...], config: Mapping[str, Any]
) -> dict[str, Any]:
    secrets = {_target(r): sorted(_keys(r)) for r in beside if _makes_secret(r)}
    return {
        "namespaces": sorted(
            {_name(r) for r in beside if r.type == "kubernetes:core/v1:NamespacePatch"}
        ),
        "secrets": dict(sorted({**secrets, **_tls(cluster, config)}.items())),
        "serviceAccounts": sorted(
            f"{r.inputs['metadata']['namespace']}/{_name(r)}"
            for r in beside
            if r.type == "kubernetes:core/v1:ServiceAccount"
        ),
    }


def _tls(cluster: tuple[str, ...], config: Mapping[str, Any]) -> dict[str, list[str]]:
    """Certificates exist: the stack file names them."""
    planes = [(config["controlPlane"], "union-cp")]
    planes += [(plane, "union") for plane in config["dataPlanes"].values()]
    return {
        f"{plane.get('namespace', default)}/{plane['ingress']['tlsSecret']}": ["tls.crt", "tls.key"]
        for plane, default in planes
        if "ingress" in plane and plane["cluster"] in cluster
    }


def _makes_secret(registration: Registration) -> bool:
    return registration.type in (
        "kubernetes:core/v1:Secret",
        "kubernetes:external-secrets.io/v1:ExternalSecret",
    )


def _target(registration: Registration) -> str:
    inputs = registration.inputs
    name = inputs.get("spec", {}).get("target", {}).get("name") or _name(registration)
    return f"{inputs['metadata']['namespace']}/{name}"


def _keys(registration: Registration) -> list[str]:
    inputs = registration.inputs
    if "spec" in inputs:
        template = inputs["spec"]["target"].get("template", {})
        return [*template.get("data", {}), *(it["secretKey"] for it in inputs["spec"]["data"])]
    return [*inputs.get("stringData", {}), *inputs.get("data", {})]


def _name(registration: Registration) -> str:
    return str(registration.inputs["metadata"]["name"])


def _nodes(release: Registration, registrations: list[Registration]) -> Iterator[dict[str, Any]]:
    """Node pools that were made for the cluster of `release`; its provider is named after it."""
    for pool in registrations:
        if pool.type not in NODE_POOLS:
            continue
        cluster, name, config = NODE_POOLS[pool.type]
        if pool.inputs[cluster] not in _cluster(release.provider):
            continue
        node = pool.inputs[config] if config else pool.inputs
        yield {
            "name": pool.inputs[name],
            "labels": node.get("labels") or node["nodeLabels"],
            "taints": [_taint(it) for it in node.get("taints") or node.get("nodeTaints", [])],
        }


def _taint(taint: Any) -> dict[str, str]:
    """A taint of a pool, or `key=value:effect`."""
    if isinstance(taint, str):
        key, value = taint.partition(":")[0].split("=")
        return {"key": key, "value": value, "effect": "NoSchedule"}
    return {"key": taint["key"], "value": taint["value"], "effect": "NoSchedule"}


def _cluster(provider: str) -> tuple[str, ...]:
    """Names that `union-union-prod-kubernetes` may stand for."""
    name = provider.removesuffix("-kubernetes")
    return (name, name.removeprefix("union-"))
