"""The platform team's EKS cluster, with the OIDC provider that its service accounts need."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as k8s

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "eks.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


@dataclass(frozen=True, kw_only=True)
class ClusterArgs:
    """Arguments of `Cluster`."""

    region: str
    subnet_ids: Sequence[pulumi.Input[str]]


class Cluster(pulumi.ComponentResource):
    """A cluster, and a provider that reaches it."""

    name: pulumi.Output[str]
    issuer: pulumi.Output[str]
    """Known once the identity provider is there."""
    provider: k8s.Provider

    def __init__(
        self, name: str, args: ClusterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("platform:index:Cluster", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            name, name=f"{name}-cluster", assume_role_policy=json.dumps(TRUST), opts=child
        )
        policy = aws.iam.RolePolicyAttachment(
            name,
            role=role.name,
            policy_arn="arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
            opts=child,
        )
        cluster = aws.eks.Cluster(
            name,
            role_arn=role.arn,
            version="1.34",
            vpc_config={"subnet_ids": args.subnet_ids},
            access_config={"authentication_mode": "API"},
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        identity = aws.iam.OpenIdConnectProvider(
            name,
            url=cluster.identities[0].oidcs[0].issuer,
            client_id_lists=["sts.amazonaws.com"],
            opts=child,
        )
        self.name = cluster.name
        self.issuer = identity.url
        self.provider = k8s.Provider(
            name,
            cluster_identifier=cluster.arn,
            kubeconfig=pulumi.Output.json_dumps(kubeconfig(cluster, args.region)),
            enable_secret_mutable=True,
            opts=child,
        )
        self.register_outputs({})


def kubeconfig(cluster: aws.eks.Cluster, region: str) -> dict[str, object]:
    """A kubeconfig that has the AWS CLI make a token at each run."""
    token = ["eks", "get-token", "--cluster-name", cluster.name, "--region", region]
    credentials = {
        "apiVersion": "client.authentication.k8s.io/v1beta1",
        "command": "aws",
        "args": [*token, "--output", "json"],
        "interactiveMode": "Never",
    }
    server = {
        "server": cluster.endpoint,
        "certificate-authority-data": cluster.certificate_authority.data,
    }
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "eks", "cluster": server}],
        "users": [{"name": "eks", "user": {"exec": credentials}}],
        "contexts": [{"name": "eks", "context": {"cluster": "eks", "user": "eks"}}],
        "current-context": "eks",
    }
