"""Amazon VPC: networks that a program makes, and their way out."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Exists, In, OneOf, Unused, known, same_realm
from ...shapes import Failure
from ...store import Record
from ...table import Row, Scene, by_token
from ...values import select
from .tags import all_tags, tags

VPC: Final = "aws:ec2/vpc:Vpc"
SUBNET: Final = "aws:ec2/subnet:Subnet"
GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"
TABLE: Final = "aws:ec2/routeTable:RouteTable"
ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
_LARGEST, _SMALLEST = 16, 28
"""Prefix lengths of the networks that a VPC and its subnets may be."""
_DESTINATIONS: Final = ("cidrBlock", "ipv6CidrBlock", "destinationPrefixListId")
_EARLY: Final = frozenset({"region", "tagsAll"})


def _arn(kind: str) -> str:
    return "arn:{partition}:ec2:{region}:{account}:" + kind + "/{id}"


def _network(text: Any) -> ipaddress.IPv4Network | None:
    try:
        return ipaddress.IPv4Network(text)
    except ValueError:
        return None


def _block(scene: Scene) -> Iterator[str]:
    """An IPv4 network in its own terms, of a size that goes."""
    if not known(scene, "cidrBlock"):
        return
    network = _network(scene.props["cidrBlock"])
    if network is None:
        yield f"{scene.props['cidrBlock']!r} is no network"
    elif not _LARGEST <= network.prefixlen <= _SMALLEST:
        yield f"/{network.prefixlen} is not between /{_LARGEST} and /{_SMALLEST}"


def _zone(scene: Scene) -> Iterator[str]:
    if known(scene, "availabilityZone"):
        zone = scene.props["availabilityZone"]
        if not str(zone).startswith(scene.facts["region"]):
            yield f"{zone!r} is no zone of {scene.facts['region']}"


def _inside(scene: Scene) -> Iterator[str]:
    """Within the VPC, and beside its other subnets."""
    mine = _network(scene.props.get("cidrBlock"))
    vpc = scene.store.get(VPC, scene.realm, str(scene.props["vpcId"]))
    around = _network(vpc.properties["cidrBlock"]) if vpc else None
    if mine is None or around is None:
        return
    if not mine.subnet_of(around):
        yield f"{mine} is not within {around}"
    for record in scene.store.find(SUBNET, scene.realm):
        other = _network(record.properties.get("cidrBlock"))
        beside = record.properties.get("vpcId") == scene.props["vpcId"]
        if beside and other and record.id != scene.facts["id"] and mine.overlaps(other):
            yield f"{mine} overlaps {other} of {record.id}, which already exists"


def _one_gateway(scene: Scene) -> Iterator[str]:
    for record in scene.store.find(GATEWAY, scene.realm):
        there = record.properties.get("vpcId") == scene.props.get("vpcId")
        if there and record.id != scene.facts["id"]:
            yield f"{record.id} is already attached"


def _routes(scene: Scene) -> Iterator[Failure]:
    """Each has one destination that no other has, and one target."""
    seen: set[Any] = set()
    for where, route in select(scene.props, "routes[*]"):
        if not isinstance(route, dict):
            continue
        to = [route[key] for key in _DESTINATIONS if route.get(key) is not None]
        through = [key for key in route if key not in _DESTINATIONS and route[key] is not None]
        if len(to) != 1 or len(through) != 1:
            yield Failure(where, "has one destination and one target")
        if any(str(one) in seen for one in to):
            yield Failure(where, f"the route to {to[0]} already exists")
        seen |= {str(one) for one in to}


def _of_the_vpc(scene: Scene, record: Record) -> bool:
    return record.realm == scene.realm and record.properties.get("vpcId") == scene.props["vpcId"]


def _same_vpc(scene: Scene) -> Iterator[str]:
    if not known(scene, "subnetId"):
        return
    table = scene.store.get(TABLE, scene.realm, str(scene.props["routeTableId"]))
    subnet = scene.store.get(SUBNET, scene.realm, str(scene.props["subnetId"]))
    if table and subnet and table.properties["vpcId"] != subnet.properties.get("vpcId"):
        yield f"{table.id} and {subnet.id} belong to two networks"


ROWS = by_token(
    Row(
        token=VPC,
        source="VPC user guide, VPC CIDR blocks; EC2 API reference, CreateVpc",
        id="vpc-0{hex:.16}",
        scope="region",
        defaults={"enableDnsSupport": True, "instanceTenancy": "default"},
        computed={
            "arn": _arn("vpc"),
            "defaultNetworkAclId": "acl-0{hex:.16}",
            "defaultRouteTableId": "rtb-0{hex:.16}",
            "defaultSecurityGroupId": "sg-0{hex:.16}",
            "dhcpOptionsId": "dopt-0{hex:.16}",
            "enableDnsHostnames": False,
            "enableNetworkAddressUsageMetrics": False,
            "ipv6AssociationId": "",
            "ipv6CidrBlock": "",
            "ipv6CidrBlockNetworkBorderGroup": "",
            "mainRouteTableId": "rtb-0{hex:.16}",
            "ownerId": "{account}",
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=_EARLY,
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "region"}),
        rules=(
            Check("InvalidVpc.Range", _block, "cidrBlock"),
            In("instanceTenancy", ("default", "dedicated")),
            tags,
        ),
        holds=(Unused(SUBNET, "vpcId"), Unused(GATEWAY, "vpcId"), Unused(TABLE, "vpcId")),
    ),
    Row(
        token=SUBNET,
        source="VPC user guide, Subnet CIDR blocks; EC2 API reference, Subnet",
        id="subnet-0{hex:.16}",
        scope="region",
        computed={
            "arn": _arn("subnet"),
            "availabilityZone": "{region}a",
            "availabilityZoneId": "use2-az1",
            "ipv6CidrBlock": "",
            "ipv6CidrBlockAssociationId": "",
            "ownerId": "{account}",
            "privateDnsHostnameTypeOnLaunch": "ip-name",
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=_EARLY,
        moving=frozenset({"tagsAll"}),
        replaces=frozenset(
            {"availabilityZone", "availabilityZoneId", "cidrBlock", "outpostArn", "region", "vpcId"}
        ),
        rules=(
            Check("InvalidSubnet.Range", _block, "cidrBlock"),
            Check("InvalidParameterValue", _zone, "availabilityZone"),
            tags,
        ),
        cloud=(
            Exists("vpcId", VPC, where=same_realm),
            Check("InvalidSubnet.Conflict", _inside, "cidrBlock"),
        ),
        holds=(
            Unused("aws:eks/cluster:Cluster", "vpcConfig.subnetIds[*]"),
            Unused("aws:eks/nodeGroup:NodeGroup", "subnetIds[*]"),
        ),
    ),
    Row(
        token=GATEWAY,
        source="VPC user guide, Internet gateways; EC2 API reference, AttachInternetGateway",
        id="igw-0{hex:.16}",
        scope="region",
        computed={
            "arn": _arn("internet-gateway"),
            "ownerId": "{account}",
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=_EARLY,
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"region"}),
        rules=(tags,),
        cloud=(
            Exists("vpcId", VPC, where=same_realm),
            Check("Resource.AlreadyAssociated", _one_gateway, "vpcId"),
        ),
    ),
    Row(
        token=TABLE,
        source="VPC user guide, Route tables; EC2 API reference, CreateRoute",
        id="rtb-0{hex:.16}",
        scope="region",
        computed={
            "arn": _arn("route-table"),
            "ownerId": "{account}",
            "propagatingVgws": [],
            "region": "{region}",
            "routes": [],
            "tagsAll": all_tags,
        },
        early=_EARLY,
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"region", "vpcId"}),
        rules=(_routes, tags),
        cloud=(
            Exists("vpcId", VPC, where=same_realm),
            Exists("routes[*].gatewayId", GATEWAY, also=("local",), where=_of_the_vpc),
        ),
        holds=(Unused(ASSOCIATION, "routeTableId"),),
    ),
    Row(
        token=ASSOCIATION,
        source="EC2 API reference, AssociateRouteTable",
        id="rtbassoc-0{hex:.16}",
        scope="region",
        computed={"region": "{region}"},
        early=frozenset({"region"}),
        replaces=frozenset({"gatewayId", "region", "subnetId"}),
        rules=(OneOf(("subnetId", "gatewayId")),),
        cloud=(
            Exists("routeTableId", TABLE, where=same_realm),
            Exists("subnetId", SUBNET, where=same_realm),
            Exists("gatewayId", GATEWAY, where=same_realm),
            Check("InvalidParameterValue", _same_vpc, "subnetId"),
        ),
        unique=("subnetId", "gatewayId"),
    ),
)
