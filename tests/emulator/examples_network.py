"""One thing of each type of a network and of a cluster in it, each made from those before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from emulator.values import Props

from .examples import ACCOUNT, ATTACHMENT, ROLE, document

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
GATEWAY = "aws:ec2/internetGateway:InternetGateway"
TABLE = "aws:ec2/routeTable:RouteTable"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
CLUSTER = "aws:eks/cluster:Cluster"
EKS_TRUST = document(
    {
        "Effect": "Allow",
        "Principal": {"Service": "eks.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
)
POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"

Made = Mapping[str, tuple[str, Props]]
Example = Callable[[Made], tuple[str, Props]]


def _subnet(number: int, zone: str) -> Example:
    def example(made: Made) -> tuple[str, Props]:
        block = {"cidrBlock": f"10.9.{number}.0/24", "availabilityZone": f"us-east-2{zone}"}
        return SUBNET, {"vpcId": made["vpc"][0], **block}

    return example


NETWORK: Mapping[str, Example] = {
    "vpc": lambda _: (VPC, {"cidrBlock": "10.9.0.0/16", "tags": {"owner": "platform"}}),
    "vpc-other": lambda _: (VPC, {"cidrBlock": "10.8.0.0/16"}),
    "gateway": lambda made: (GATEWAY, {"vpcId": made["vpc"][0]}),
    "table": lambda made: (
        TABLE,
        {
            "vpcId": made["vpc"][0],
            "routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": made["gateway"][0]}],
        },
    ),
    "table-other": lambda made: (TABLE, {"vpcId": made["vpc-other"][0]}),
    "subnet": _subnet(0, "a"),
    "subnet-beside": _subnet(1, "b"),
    "subnet-same-zone": _subnet(2, "a"),
    "association": lambda made: (
        ASSOCIATION,
        {"routeTableId": made["table"][0], "subnetId": made["subnet"][0]},
    ),
    "cluster-role-aws": lambda _: (ROLE, {"name": "acme-cluster", "assumeRolePolicy": EKS_TRUST}),
    "attachment-rule": lambda _: (ATTACHMENT, {"role": "acme-cluster", "policyArn": POLICY}),
    "cluster": lambda made: (
        CLUSTER,
        {
            "name": "platform",
            "roleArn": f"arn:aws:iam::{ACCOUNT}:role/acme-cluster",
            "version": "1.34",
            "vpcConfig": {"subnetIds": [made["subnet"][0], made["subnet-beside"][0]]},
            "accessConfig": {"authenticationMode": "API"},
            "enabledClusterLogTypes": ["audit"],
            "tags": {"owner": "platform"},
        },
    ),
}
