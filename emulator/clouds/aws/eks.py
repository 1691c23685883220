"""Amazon EKS: node groups and pod identities of clusters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...rules import Check, Count, Exists, In, Number, Text, known, same_realm
from ...table import Row, Scene, by_token
from .clusters import CLUSTER
from .ec2 import GROUP, TEMPLATE
from .iam import ROLE, unfit
from .network import SUBNET
from .tags import all_tags, tags

_AMI_TYPES: Final = (
    "AL2_x86_64",
    "AL2_x86_64_GPU",
    "AL2_ARM_64",
    "AL2023_x86_64_STANDARD",
    "AL2023_ARM_64_STANDARD",
    "AL2023_x86_64_NVIDIA",
    "AL2023_ARM_64_NVIDIA",
    "AL2023_x86_64_NEURON",
    "BOTTLEROCKET_x86_64",
    "BOTTLEROCKET_ARM_64",
    "BOTTLEROCKET_x86_64_NVIDIA",
    "BOTTLEROCKET_ARM_64_NVIDIA",
    "CUSTOM",
)
_JOIN: Final = (
    ("AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy"),
    ("AmazonEC2ContainerRegistryPullOnly", "AmazonEC2ContainerRegistryReadOnly"),
)


def _sizes(scene: Scene) -> Iterator[str]:
    if known(scene, "scalingConfig"):
        sizes = scene.props["scalingConfig"]
        low, want, high = (sizes.get(key, 0) for key in ("minSize", "desiredSize", "maxSize"))
        if high < 1:
            yield "maxSize is at least 1"
        if not low <= want <= high:
            yield f"minSize {low}, desiredSize {want}, maxSize {high} are out of order"


def _template_conflicts(scene: Scene) -> Iterator[str]:
    """What a launch template already says must not be said again."""
    if scene.props.get("launchTemplate") is None:
        return
    for name in ("diskSize", "remoteAccess"):
        if scene.props.get(name) is not None:
            yield f"{name} cannot be given together with a launch template"


def _can_join(scene: Scene) -> Iterator[str]:
    """The node role may be assumed by EC2 and lets an instance join and pull."""
    yield from unfit(scene, scene.props["nodeRoleArn"], "ec2.amazonaws.com", _JOIN)


def _template_version(scene: Scene) -> Iterator[str]:
    template = scene.props.get("launchTemplate") or {}
    record = next(
        (
            one
            for one in scene.store.find(TEMPLATE, scene.place.realm)
            if template.get("id") in (None, one.id)
            and template.get("name") in (None, one.properties.get("name"))
        ),
        None,
    )
    version = str(template.get("version"))
    if record is None or version in ("$Latest", "$Default"):
        return
    if not version.isdigit() or not 1 <= int(version) <= record.generation:
        yield f"launch template {record.id} has no version {version}"


ROWS = by_token(
    Row(
        token=GROUP,
        source="EKS user guide, Managed node groups; EKS API reference, CreateNodegroup",
        id="{clusterName}:{nodeGroupName}",
        scope="region",
        named="nodeGroupName",
        computed={
            "amiType": "AL2023_x86_64_STANDARD",
            "arn": "arn:{partition}:eks:{region}:{account}:nodegroup/{clusterName}/"
            "{nodeGroupName}/{uuid}",
            "capacityType": "ON_DEMAND",
            "region": "{region}",
            "releaseVersion": "1.34.1-20260101",
            "resources": [
                {
                    "autoscalingGroups": [{"name": "eks-{nodeGroupName}-{hex:.32}"}],
                    "remoteAccessSecurityGroupId": "",
                }
            ],
            "status": "ACTIVE",
            "tagsAll": all_tags,
            "version": "1.34",
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset(
            {
                "amiType",
                "capacityType",
                "clusterName",
                "diskSize",
                "instanceTypes",
                "launchTemplate.id",
                "launchTemplate.name",
                "nodeGroupName",
                "nodeGroupNamePrefix",
                "nodeRoleArn",
                "region",
                "remoteAccess",
                "subnetIds",
            }
        ),
        rules=(
            Text(
                "nodeGroupName",
                r"[A-Za-z0-9][\w-]*",
                1,
                63,
                "letters, digits, hyphens, underscores, a letter or digit first",
            ),
            In("amiType", _AMI_TYPES),
            In("capacityType", ("ON_DEMAND", "SPOT", "CAPACITY_BLOCK")),
            Count("instanceTypes", 1, 20),
            Count("subnetIds", 1, 100),
            Count("taints", 0, 50),
            In("taints[*].effect", ("NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE")),
            Text("taints[*].key", "", 1, 63),
            Text("taints[*].value", "", 0, 63),
            Text("labels[*]", "", 0, 63),
            Number("updateConfig.maxUnavailable", 1, 100),
            Number("updateConfig.maxUnavailablePercentage", 1, 100),
            Check("the sizes do not go", _sizes, "scalingConfig"),
            Check("a launch template is given", _template_conflicts, "launchTemplate"),
            tags,
        ),
        cloud=(
            Exists("clusterName", CLUSTER, by="name", where=same_realm),
            Exists("nodeRoleArn", ROLE, by="arn"),
            Exists("subnetIds[*]", SUBNET, where=same_realm),
            Exists("launchTemplate.id", TEMPLATE, where=same_realm),
            Exists("launchTemplate.name", TEMPLATE, by="name", where=same_realm),
            Check("InvalidParameter", _template_version, "launchTemplate.version"),
            Check("NodeCreationFailure: instances would not join", _can_join, "nodeRoleArn"),
        ),
    ),
    Row(
        token="aws:eks/podIdentityAssociation:PodIdentityAssociation",  # noqa: S106
        source="EKS API reference, CreatePodIdentityAssociation",
        id="a-{hex:.17}",
        scope="region",
        computed={
            "associationArn": "arn:{partition}:eks:{region}:{account}:podidentityassociation/"
            "{clusterName}/a-{hex:.17}",
            "associationId": "a-{hex:.17}",
            "disableSessionTags": False,
            "externalId": "",
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"clusterName", "namespace", "serviceAccount", "region"}),
        rules=(tags,),
        cloud=(
            Exists("clusterName", CLUSTER, by="name", where=same_realm),
            Exists("roleArn", ROLE, by="arn"),
        ),
        unique=("clusterName", "namespace", "serviceAccount"),
    ),
)
