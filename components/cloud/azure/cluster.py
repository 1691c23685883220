"""An existing AKS cluster, and the provider that reaches it."""

import base64
import json
from functools import partial
from typing import Any

import pulumi
import pulumi_kubernetes as k8s
import yaml
from pulumi_azure_native import containerservice

from ...config.accounts import AzureAccount
from ...config.clusters import AzureCluster, ClusterSettings
from ...contracts import Cluster
from ..args import ClusterArgs
from . import naming

EXEC_API = "client.authentication.k8s.io/v1beta1"
AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630"
"""The application for which tokens of every AKS cluster are made:
https://azure.github.io/kubelogin/concepts/aks.html."""

Fact = pulumi.Input[Any]


def of_azure(settings: ClusterSettings) -> AzureCluster:
    """`settings`, which a rule has held to the cloud of their account."""
    if not isinstance(settings, AzureCluster):
        raise TypeError(f"a cluster of {settings.provider} in an account of Azure")
    return settings


def group(account: AzureAccount, settings: AzureCluster) -> str:
    """The cluster's resource group."""
    return settings.resource_group or account.resource_group


def kubeconfig(cluster: str, login: str, *, endpoint: str, certificate_authority_data: str) -> str:
    """A kubeconfig that has kubelogin make a token at each run, so that it holds none."""
    credentials: dict[str, Any] = {
        "apiVersion": EXEC_API,
        "command": "kubelogin",
        "args": ["get-token", "--login", login, "--server-id", AKS_SERVER],
        "interactiveMode": "Never",
    }
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


def _server(kubeconfigs: Any) -> dict[str, str]:
    """The API server of the cluster's own kubeconfig, the only place that tells its CA."""
    document = yaml.safe_load(base64.b64decode(kubeconfigs[0].value))
    server: dict[str, str] = document["clusters"][0]["cluster"]
    return server


def _access(
    args: ClusterArgs, account: AzureAccount, provider: pulumi.ProviderResource
) -> dict[str, Fact]:
    settings = of_azure(args.settings)
    if settings.endpoint and settings.certificate_authority_data:
        return {
            "endpoint": settings.endpoint,
            "certificate_authority_data": settings.certificate_authority_data,
        }
    found = containerservice.list_managed_cluster_user_credentials_output(
        resource_group_name=group(account, settings),
        resource_name=args.cloud_name,
        opts=pulumi.InvokeOutputOptions(provider=provider),
    )
    # Nothing of it is kept but what the API server shows everybody.
    server = pulumi.Output.unsecret(found.kubeconfigs.apply(_server))
    return {
        "endpoint": settings.endpoint or server.apply(lambda it: it["server"]),
        "certificate_authority_data": settings.certificate_authority_data
        or server.apply(lambda it: it["certificate-authority-data"]),
    }


def _facts(
    args: ClusterArgs, account: AzureAccount, provider: pulumi.ProviderResource
) -> dict[str, Fact]:
    settings, given = of_azure(args.settings), args.given
    makes_pools = any(pool.create for pool in settings.node_pools.values())
    kubelet, subnet = settings.kubelet_identity, settings.subnet_id
    subnets = [subnet] if subnet else None if makes_pools else []
    said: dict[str, Fact | None] = {
        "issuer": settings.oidc_issuer if given.oidc_issuer is None else given.oidc_issuer,
        "kubelet": kubelet if given.node_principal is None else given.node_principal,
        "subnet_ids": subnets if given.subnet_ids is None else given.subnet_ids,
    }
    facts = {fact: value for fact, value in said.items() if value is not None}
    if facts.keys() == said.keys():
        return facts
    found = containerservice.get_managed_cluster_output(
        resource_group_name=group(account, settings),
        resource_name=args.cloud_name,
        opts=pulumi.InvokeOutputOptions(provider=provider),
    )
    update = f"`az aks update --resource-group {group(account, settings)} --name {args.said_name}"
    looked_up: dict[str, pulumi.Output[Any]] = {
        "issuer": found.oidc_issuer_profile.apply(partial(_issuer, args.said_name, update)),
        "kubelet": found.identity_profile.apply(partial(_kubelet, args.said_name, update)),
        "subnet_ids": found.agent_pool_profiles.apply(_subnets),
    }
    return {**looked_up, **facts}


def _issuer(cluster: str, update: str, profile: Any) -> str:
    if not (profile and profile.issuer_url):
        raise pulumi.RunError(
            f"cluster {cluster} has no OIDC issuer, by which its service accounts are known: "
            f"enable it with {update} --enable-oidc-issuer --enable-workload-identity`"
        )
    return str(profile.issuer_url)


def _kubelet(cluster: str, update: str, profiles: Any) -> str:
    profile = (profiles or {}).get("kubeletidentity")
    if not (profile and profile.object_id):
        raise pulumi.RunError(
            f"cluster {cluster} has no kubelet identity, with which its nodes pull images: give it "
            f"one with {update} --enable-managed-identity`, or write kubeletIdentity: with the "
            "object id of the principal that pulls"
        )
    return str(profile.object_id)


def _subnets(pools: Any) -> list[str]:
    """The subnet of the first pool; none in a cluster that keeps its own network."""
    return [pool.vnet_subnet_id for pool in pools[:1] if pool.vnet_subnet_id]


def cluster(
    name: str,
    args: ClusterArgs,
    account: AzureAccount,
    provider: pulumi.ProviderResource,
    opts: pulumi.ResourceOptions | None = None,
) -> Cluster:
    """The record of a cluster; lookups find what neither program nor stack file says."""
    facts = _facts(args, account, provider)
    return Cluster(
        name=args.cluster,
        cloud_name=args.cloud_name,
        account=args.settings.account,
        account_id=account.subscription_id,
        region=account.location,
        oidc_issuer=facts["issuer"],
        node_principal=facts["kubelet"],
        subnet_ids=facts["subnet_ids"],
        subnets_looked_up=args.given.subnet_ids is None
        and of_azure(args.settings).subnet_id is None,
        kubernetes=args.given.kubernetes or _kubernetes(name, args, account, provider, opts),
    )


def _kubernetes(
    name: str,
    args: ClusterArgs,
    account: AzureAccount,
    provider: pulumi.ProviderResource,
    opts: pulumi.ResourceOptions | None,
) -> k8s.Provider:
    settings = of_azure(args.settings)
    access = pulumi.Output.all(cluster=args.cloud_name, **_access(args, account, provider))
    return k8s.Provider(
        name,
        kubeconfig=access.apply(lambda it: kubeconfig(login=settings.login, **it)),
        # Without it a changed kubeconfig would replace every object of the cluster.
        cluster_identifier=pulumi.Output.from_input(args.cloud_name).apply(
            lambda cluster: naming.cluster_id(account, cluster, settings.resource_group)
        ),
        enable_server_side_apply=True,
        # Without it a rotated Secret would be deleted and made anew, under running pods.
        enable_secret_mutable=True,
        opts=opts,
    )
