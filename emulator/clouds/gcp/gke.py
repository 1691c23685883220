"""GKE: clusters that exist, and their node pools."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Count, In, Number, OneOf, Text, known
from ...store import Record
from ...table import Row, Scene, by_token
from ...values import UNKNOWN, first
from .members import ACCOUNT, CLUSTER, There, own_project

POOL: Final = "gcp:container/nodePool:NodePool"
_IMAGES: Final = ("COS_CONTAINERD", "UBUNTU_CONTAINERD", "WINDOWS_LTSC_CONTAINERD")
_DISKS: Final = ("pd-standard", "pd-balanced", "pd-ssd", "hyperdisk-balanced")
_EFFECTS: Final = ("NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE")


def _sizes(scene: Scene) -> Iterator[str]:
    """Sizes of each zone or of all together, the least first."""
    if not known(scene, "autoscaling"):
        return
    sizes = scene.props["autoscaling"]
    each = {key for key in ("minNodeCount", "maxNodeCount") if sizes.get(key) is not None}
    total = {
        key for key in ("totalMinNodeCount", "totalMaxNodeCount") if sizes.get(key) is not None
    }
    if each and total:
        yield f"{', '.join(sorted(each))} do not go with {', '.join(sorted(total))}"
    low = sizes.get("totalMinNodeCount") or sizes.get("minNodeCount") or 0
    high = sizes.get("totalMaxNodeCount") or sizes.get("maxNodeCount") or 0
    if high < 1 or low > high:
        yield f"the least {low} and the most {high} are out of order"


def _cluster(scene: Scene) -> Record | None:
    wanted, where = scene.props.get("cluster"), scene.props.get("location")
    for record in scene.store.find(CLUSTER, scene.place.realm):
        named = wanted in (record.id, record.properties.get("name"))
        if named and where in (None, record.properties.get("location")):
            return record
    return None


def _cluster_exists(scene: Scene) -> bool:
    told = (scene.props.get("cluster"), scene.props.get("location"))
    return UNKNOWN in told or _cluster(scene) is not None


def _metadata_server(scene: Scene) -> Iterator[str]:
    """The metadata server of workload identity needs a cluster that has it."""
    cluster = _cluster(scene)
    mode = first(scene.props, "nodeConfig.workloadMetadataConfig.mode")
    pool = cluster and first(cluster.properties, "workloadIdentityConfig.workloadPool")
    if cluster and mode == "GKE_METADATA" and not pool:
        yield f"cluster {cluster.properties['name']} has no workload identity"


def _id(scene: Scene) -> Any:
    parts = [scene.props.get(key) for key in ("cluster", "name")]
    if UNKNOWN in parts:
        return UNKNOWN
    where = scene.props.get("location") or scene.place.region
    cluster = str(parts[0]).rpartition("/")[2]
    project = scene.place.facts["project"]
    return f"projects/{project}/locations/{where}/clusters/{cluster}/nodePools/{parts[1]}"


ROWS = by_token(
    Row(
        token=CLUSTER,
        source="GKE REST reference, projects.locations.clusters",
        id="projects/{project}/locations/{location}/clusters/{name}",
        computed={
            "effectiveLabels": {},
            "emulatedVersion": "",
            "endpoint": "203.0.113.1",
            "labelFingerprint": "{hex:.8}",
            "masterAuth": {"clusterCaCertificate": "RU1VTEFURUQ="},
            "masterVersion": "1.34.1-gke.1000000",
            "operation": "",
            "project": "{project}",
            "pulumiLabels": {},
            "selfLink": "https://container.googleapis.com/v1/projects/{project}/locations/"
            "{location}/clusters/{name}",
            "servicesIpv4Cidr": "10.2.0.0/20",
            "tpuIpv4CidrBlock": "",
        },
        existing_only=True,
    ),
    Row(
        token=POOL,
        source="GKE REST reference, nodePools; Pulumi registry, gcp.container.NodePool",
        id=_id,
        named="name",
        computed={
            "initialNodeCount": 1,
            "instanceGroupUrls": ["https://compute.googleapis.com/{project}/{name}-{hex:.8}-grp"],
            "location": "{region}",
            "managedInstanceGroupUrls": [
                "https://compute.googleapis.com/{project}/{name}-{hex:.8}-grp"
            ],
            "operation": "",
            "project": "{project}",
            "version": "1.34.1-gke.1000000",
        },
        early=frozenset({"location", "project"}),
        replaces=frozenset(
            {
                "cluster",
                "initialNodeCount",
                "location",
                "maxPodsPerNode",
                "name",
                "namePrefix",
                "nodeConfig.metadata",
                "nodeConfig.oauthScopes",
                "nodeConfig.preemptible",
                "nodeConfig.serviceAccount",
                "nodeConfig.shieldedInstanceConfig",
                "nodeConfig.spot",
                "placementPolicy",
                "project",
            }
        ),
        rules=(
            Text(
                "name",
                r"[a-z]([a-z0-9-]*[a-z0-9])?",
                1,
                40,
                "lower case letters, digits and hyphens, a letter first and no hyphen last",
            ),
            OneOf(("autoscaling", "nodeCount"), needed=False),
            Check("the sizes do not go", _sizes, "autoscaling"),
            In("autoscaling.locationPolicy", ("BALANCED", "ANY")),
            Text("nodeConfig.machineType", r"[a-z][a-z0-9]*(-[a-z0-9]+)+", 3, 63, "a machine type"),
            Number("nodeConfig.diskSizeGb", 10, 65_536),
            In("nodeConfig.diskType", _DISKS),
            In("nodeConfig.imageType", _IMAGES),
            In("nodeConfig.taints[*].effect", _EFFECTS),
            Count("nodeConfig.taints", 0, 50),
            Text("nodeConfig.labels[*]", "", 0, 63),
            In("nodeConfig.workloadMetadataConfig.mode", ("GKE_METADATA", "GCE_METADATA")),
            own_project,
        ),
        cloud=(
            Check("NOT_FOUND: there is no such cluster there", _cluster_exists, "cluster"),
            Check("FAILED_PRECONDITION", _metadata_server, "nodeConfig"),
            There("nodeConfig.serviceAccount", ACCOUNT, by="email"),
        ),
    ),
)
