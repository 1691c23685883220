"""Amazon EKS: clusters, in a seed or of a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Count, Exists, In, Text, Unused, same_realm
from ...store import Record
from ...table import Row, Scene, by_token
from ...values import select
from .ec2 import GROUP
from .iam import ROLE, unfit
from .network import SUBNET
from .tags import all_tags, tags

CLUSTER: Final = "aws:eks/cluster:Cluster"
_RULE: Final = (("AmazonEKSClusterPolicy",),)
_LOGS: Final = ("api", "audit", "authenticator", "controllerManager", "scheduler")


def _subnets(scene: Scene) -> list[Record]:
    wanted = {value for _, value in select(scene.props, "vpcConfig.subnetIds[*]")}
    return [one for one in scene.store.find(SUBNET, scene.realm) if one.id in wanted]


def _zones(scene: Scene) -> bool:
    """Two subnets, in two zones."""
    return len({one.properties.get("availabilityZone") for one in _subnets(scene)}) > 1


def _network(scene: Scene) -> Any:
    return next((one.properties.get("vpcId") for one in _subnets(scene)), "")


def _can_rule(scene: Scene) -> Iterator[str]:
    """The cluster's role may be assumed by EKS and lets it manage what a cluster needs."""
    yield from unfit(scene, scene.props["roleArn"], "eks.amazonaws.com", _RULE)


def _inside(scene: Scene) -> Iterator[Record]:
    """All that is in a cluster goes with it."""
    yield from scene.store.everything(f"kubernetes/{scene.props['name']}")


ROWS = by_token(
    Row(
        token=CLUSTER,
        source="EKS API reference, CreateCluster; EKS user guide, Cluster IAM role",
        id="{name}",
        scope="region",
        named="name",
        defaults={"bootstrapSelfManagedAddons": True},
        computed={
            "arn": "arn:{partition}:eks:{region}:{account}:cluster/{name}",
            "certificateAuthority": {"data": "RU1VTEFURUQ="},
            "clusterId": "",
            "createdAt": "2026-01-01T00:00:00Z",
            "endpoint": "https://{HEX:.32}.gr7.{region}.eks.{suffix}",
            "identities": [
                {"oidcs": [{"issuer": "https://oidc.eks.{region}.{suffix}/id/{HEX:.32}"}]}
            ],
            "platformVersion": "eks.10",
            "region": "{region}",
            "status": "ACTIVE",
            "tagsAll": all_tags,
            "version": "1.34",
            "vpcConfig.clusterSecurityGroupId": "sg-0{hex:.16}",
            "vpcConfig.endpointPrivateAccess": False,
            "vpcConfig.endpointPublicAccess": True,
            "vpcConfig.publicAccessCidrs": ["0.0.0.0/0"],
            "vpcConfig.securityGroupIds": [],
            "vpcConfig.vpcId": _network,
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset(
            {
                "accessConfig.bootstrapClusterCreatorAdminPermissions",
                "bootstrapSelfManagedAddons",
                "encryptionConfig",
                "kubernetesNetworkConfig.ipFamily",
                "kubernetesNetworkConfig.serviceIpv4Cidr",
                "name",
                "region",
                "roleArn",
            }
        ),
        rules=(
            Text(
                "name",
                r"[A-Za-z0-9][\w-]*",
                1,
                100,
                "letters, digits, hyphens, underscores, a letter or digit first",
            ),
            Text("version", r"1\.\d{2}", 4, 4, "a minor version, e.g. 1.34"),
            In("accessConfig.authenticationMode", ("API", "API_AND_CONFIG_MAP", "CONFIG_MAP")),
            In("enabledClusterLogTypes[*]", _LOGS),
            Count("vpcConfig.subnetIds", 2, 16),
            tags,
        ),
        cloud=(
            Exists("roleArn", ROLE, by="arn"),
            Exists("vpcConfig.subnetIds[*]", SUBNET, where=same_realm),
            Check("UnsupportedAvailabilityZone: two zones at least", _zones, "vpcConfig"),
            Check("InvalidParameter: the cluster role", _can_rule, "roleArn"),
        ),
        holds=(Unused(GROUP, "clusterName", "name"),),
        reached_by=("arn", "endpoint"),
        cascade=_inside,
    ),
)
