"""An existing EKS cluster, and the provider that reaches it."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as k8s

from ...config.accounts import AwsAccount
from ...config.clusters import AwsCluster, ClusterSettings
from ...contracts import Cluster
from ..args import ClusterArgs
from . import naming

EXEC_API = "client.authentication.k8s.io/v1beta1"


def kubeconfig(
    account: AwsAccount, cluster: str, *, endpoint: str, certificate_authority_data: str
) -> str:
    """A kubeconfig that has the AWS CLI make a token at each run, so that it holds none."""
    token = ["eks", "get-token", "--cluster-name", cluster, "--region", account.region]
    as_role = ["--role-arn", account.assume_role] if account.assume_role else []
    credentials: dict[str, Any] = {
        "apiVersion": EXEC_API,
        "command": "aws",
        "args": [*token, "--output", "json", *as_role],
        "interactiveMode": "Never",
    }
    if account.profile:
        credentials["env"] = [{"name": "AWS_PROFILE", "value": account.profile}]
    server = {"server": endpoint, "certificate-authority-data": certificate_authority_data}
    return json.dumps(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": cluster, "cluster": server}],
            "users": [{"name": cluster, "user": {"exec": credentials}}],
            "contexts": [{"name": cluster, "context": {"cluster": cluster, "user": cluster}}],
            "current-context": cluster,
        }
    )


def of_aws(settings: ClusterSettings) -> AwsCluster:
    """`settings`, which a rule has held to the cloud of their account."""
    if not isinstance(settings, AwsCluster):
        raise TypeError(f"a cluster of {settings.provider} in an account of AWS")
    return settings


def _facts(args: ClusterArgs, provider: pulumi.ProviderResource) -> dict[str, pulumi.Input[Any]]:
    settings, given = of_aws(args.settings), args.given
    makes_pools = any(pool.create for pool in settings.node_pools.values())
    subnets = settings.subnet_ids or (None if makes_pools else [])
    said: dict[str, pulumi.Input[Any] | None] = {
        "issuer": settings.oidc_issuer if given.oidc_issuer is None else given.oidc_issuer,
        "subnet_ids": subnets if given.subnet_ids is None else given.subnet_ids,
    }
    if given.kubernetes is None:
        said["endpoint"] = settings.endpoint
        said["certificate_authority_data"] = settings.certificate_authority_data
    facts = {fact: value for fact, value in said.items() if value is not None}
    if facts.keys() == said.keys():
        return facts
    found = aws.eks.get_cluster_output(
        name=args.cloud_name, opts=pulumi.InvokeOutputOptions(provider=provider)
    )
    looked_up: dict[str, pulumi.Output[Any]] = {
        "endpoint": found.endpoint,
        "certificate_authority_data": found.certificate_authorities[0].data,
        "issuer": found.identities[0].oidcs[0].issuer,
        "subnet_ids": found.vpc_config.subnet_ids.apply(sorted),
    }
    return {**looked_up, **facts}


def cluster(
    name: str,
    args: ClusterArgs,
    account: AwsAccount,
    provider: pulumi.ProviderResource,
    opts: pulumi.ResourceOptions | None = None,
) -> Cluster:
    """The record of a cluster; one lookup finds what neither program nor stack file says."""
    facts = _facts(args, provider)
    return Cluster(
        name=args.cluster,
        cloud_name=args.cloud_name,
        account=args.settings.account,
        account_id=account.account_id,
        region=account.region,
        oidc_issuer=facts["issuer"],
        subnet_ids=facts["subnet_ids"],
        subnets_looked_up=args.given.subnet_ids is None and not of_aws(args.settings).subnet_ids,
        kubernetes=args.given.kubernetes or _kubernetes(name, args, account, facts, opts),
    )


def _kubernetes(
    name: str,
    args: ClusterArgs,
    account: AwsAccount,
    facts: Mapping[str, pulumi.Input[Any]],
    opts: pulumi.ResourceOptions | None,
) -> k8s.Provider:
    access = pulumi.Output.all(
        cluster=args.cloud_name,
        endpoint=facts["endpoint"],
        certificate_authority_data=facts["certificate_authority_data"],
    )
    return k8s.Provider(
        name,
        kubeconfig=access.apply(lambda it: kubeconfig(account, **it)),
        # Without it a changed kubeconfig would replace every object of the cluster.
        cluster_identifier=pulumi.Output.from_input(args.cloud_name).apply(
            partial(naming.cluster_arn, account)
        ),
        enable_server_side_apply=True,
        # Without it a rotated Secret would be deleted and made anew, under running pods.
        enable_secret_mutable=True,
        opts=opts,
    )
