"""An existing EKS cluster, and the provider that reaches it."""

import json
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


def _is_complete(settings: AwsCluster) -> bool:
    makes_pools = any(pool.create for pool in settings.node_pools.values())
    return bool(
        settings.endpoint
        and settings.certificate_authority_data
        and settings.oidc_issuer
        and (settings.subnet_ids or not makes_pools)
    )


def _facts(args: ClusterArgs, provider: aws.Provider) -> dict[str, pulumi.Input[Any]]:
    settings = of_aws(args.settings)
    said: dict[str, pulumi.Input[Any]] = {
        "endpoint": settings.endpoint,
        "certificate_authority_data": settings.certificate_authority_data,
        "issuer": settings.oidc_issuer,
        "subnet_ids": settings.subnet_ids,
    }
    if _is_complete(settings):
        return said
    found = aws.eks.get_cluster_output(
        name=args.cluster, opts=pulumi.InvokeOutputOptions(provider=provider)
    )
    looked_up: dict[str, pulumi.Output[Any]] = {
        "endpoint": found.endpoint,
        "certificate_authority_data": found.certificate_authorities[0].data,
        "issuer": found.identities[0].oidcs[0].issuer,
        "subnet_ids": found.vpc_config.subnet_ids.apply(sorted),
    }
    return {fact: value or looked_up[fact] for fact, value in said.items()}


def cluster(
    name: str,
    args: ClusterArgs,
    account: AwsAccount,
    provider: aws.Provider,
    opts: pulumi.ResourceOptions | None = None,
) -> Cluster:
    """The record of a cluster; one lookup finds what the stack file leaves out."""
    facts = _facts(args, provider)
    access = pulumi.Output.all(
        endpoint=facts["endpoint"],
        certificate_authority_data=facts["certificate_authority_data"],
    )
    return Cluster(
        name=args.cluster,
        account=args.settings.account,
        account_id=account.account_id,
        region=account.region,
        oidc_issuer=facts["issuer"],
        subnet_ids=facts["subnet_ids"],
        kubernetes=k8s.Provider(
            name,
            kubeconfig=access.apply(lambda it: kubeconfig(account, args.cluster, **it)),
            # Without it a changed kubeconfig would replace every object of the cluster.
            cluster_identifier=naming.cluster_arn(account, args.cluster),
            enable_server_side_apply=True,
            # Without it a rotated Secret would be deleted and made anew, under running pods.
            enable_secret_mutable=True,
            opts=opts,
        ),
    )
