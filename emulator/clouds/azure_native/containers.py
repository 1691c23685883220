"""AKS clusters and agent pools, and container registries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Exists, Fixed, In, Number, Text
from ...table import Scene, by_token
from ...values import UNKNOWN, select
from .arm import MADE, SYSTEM, arm, in_group
from .identity import CLUSTER

REGISTRY: Final = "azure-native:containerregistry:Registry"
POOL: Final = "azure-native:containerservice:AgentPool"
_KIND: Final = "Microsoft.ContainerService/managedClusters"
_TAINT: Final = re.compile(r"[\w./-]+(=[\w.-]*)?:(NoSchedule|PreferNoSchedule|NoExecute)")
_SPOT: Final = "kubernetes.azure.com/scalesetpriority"
_IMMUTABLE: Final = (
    "scaleSetPriority",
    "scaleSetEvictionPolicy",
    "spotMaxPrice",
    "osDiskSizeGB",
    "osDiskType",
    "osType",
    "vmSize",
    "vnetSubnetID",
)


def _taints(scene: Scene) -> Iterator[str]:
    for _, taint in select(scene.props, "nodeTaints[*]"):
        if isinstance(taint, str) and not _TAINT.fullmatch(taint):
            yield f"{taint!r} is not key=value:effect"
        if scene.props.get("mode") == "System" and "CriticalAddonsOnly" not in str(taint):
            yield f"{taint!r}: a system pool takes no taint but CriticalAddonsOnly=true:NoSchedule"


def _labels(scene: Scene) -> Iterator[str]:
    labels = scene.props.get("nodeLabels")
    spot = {_SPOT: "spot"} if scene.props.get("scaleSetPriority") == "Spot" else {}
    for key, value in labels.items() if isinstance(labels, dict) else ():
        if "kubernetes.azure.com/" in key and spot.get(key) != value:
            yield f"the label {key!r} is AKS's own"


def _spot(scene: Scene) -> Iterator[str]:
    """What AKS adds to a spot pool differs from inputs that do not name it, at every refresh."""
    priced = {it for it in ("scaleSetEvictionPolicy", "spotMaxPrice") if it in scene.props}
    if scene.props.get("scaleSetPriority") != "Spot":
        yield from (f"{it} goes with scaleSetPriority Spot" for it in sorted(priced))
        return
    if scene.props.get("mode") == "System":
        yield "a system pool is of on-demand nodes"
    if f"{_SPOT}=spot:NoSchedule" not in (scene.props.get("nodeTaints") or []):
        yield f"AKS adds the taint {_SPOT}=spot:NoSchedule, which the inputs leave out"


def _scaling(scene: Scene) -> Iterator[str]:
    low, high, count = (scene.props.get(it) for it in ("minCount", "maxCount", "count"))
    if not scene.props.get("enableAutoScaling"):
        if low is not None or high is not None:
            yield "minCount and maxCount go with enableAutoScaling"
        return
    if UNKNOWN in (low, high, count):
        return
    if low is None or high is None or low > high:
        yield "minCount up to maxCount is required"
    elif count is not None and not low <= count <= high:
        yield f"count {count} is not between {low} and {high}"
    if scene.props.get("mode") == "System" and not low:
        yield "a system pool has at least one node"


def _same_cluster(scene: Scene, record: Any) -> bool:
    mine = str(scene.props.get("resourceGroupName")).lower()
    return str(record.properties.get("resourceGroupName")).lower() == mine


ROWS = by_token(
    arm(
        "containerservice:ManagedCluster",
        "AKS REST API, Managed clusters",
        _KIND,
        "resourceName",
        computed={
            "azurePortalFQDN": "",
            "currentKubernetesVersion": "",
            "eTag": "{hex:.16}",
            "fqdn": "",
            "maxAgentPools": 100,
            "powerState": {"code": "Running"},
            "privateFQDN": "",
            "provisioningState": "Succeeded",
            "resourceUID": "{hex:.24}",
            **SYSTEM,
        },
        existing_only=True,
    ),
    arm(
        "containerservice:AgentPool",
        "AKS REST API, Agent pools; Create node pools, Limitations",
        f"{_KIND}/agentPools",
        "agentPoolName",
        id=in_group(_KIND, "resourceName") + "/agentPools/{agentPoolName}",
        computed={
            "currentOrchestratorVersion": "",
            "eTag": "{hex:.16}",
            "nodeImageVersion": "AKSUbuntu-2204-202611.01",
            "provisioningState": "Succeeded",
        },
        replaces=frozenset({"resourceName"}),
        rules=(
            Text("agentPoolName", r"[a-z][a-z0-9]*", 1, 12, "lower case letters and digits"),
            Text("vmSize", r"Standard_\w+", 1, 64, "a size such as Standard_D8s_v5"),
            In("mode", ("System", "User", "Gateway")),
            Number("minCount", 0, 1000),
            Number("maxCount", 1, 1000),
            Number("osDiskSizeGB", 0, 2048),
            Check("the taints do not go", _taints, "nodeTaints"),
            Check("the labels do not go", _labels, "nodeLabels"),
            Check("the scaling does not go", _scaling, "minCount"),
            In("scaleSetPriority", ("Regular", "Spot")),
            In("scaleSetEvictionPolicy", ("Delete", "Deallocate")),
            Check("the priority does not go", _spot, "scaleSetPriority"),
        ),
        cloud=(
            Exists("resourceName", CLUSTER, by="resourceName", where=_same_cluster),
            *(Fixed(path) for path in _IMMUTABLE),
        ),
    ),
    arm(
        "containerregistry:Registry",
        "Container Registry REST API, Registries",
        "Microsoft.ContainerRegistry/registries",
        "registryName",
        computed={
            "loginServer": lambda scene: f"{str(scene.props['registryName']).lower()}.azurecr.io",
            "provisioningState": "Succeeded",
            "creationDate": MADE,
            "dataEndpointHostNames": [],
            "privateEndpointConnections": [],
            "status": {},
            **SYSTEM,
        },
        replaces=frozenset({"location"}),
        rules=(
            Text("registryName", r"[A-Za-z0-9]+", 5, 50, "letters and digits"),
            In("sku.name", ("Basic", "Standard", "Premium")),
        ),
        unique=("registryName",),
        unique_in="package",
    ),
)
