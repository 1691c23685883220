"""An existing GKE cluster, and the provider that reaches it."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import pulumi
import pulumi_gcp as gcp
import pulumi_kubernetes as k8s

from ...config.accounts import GcpAccount
from ...config.clusters import ClusterSettings, GcpCluster
from ...contracts import Cluster
from ..args import ClusterArgs
from . import naming

EXEC_API = "client.authentication.k8s.io/v1beta1"
PLUGIN = "gke-gcloud-auth-plugin"
"""https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin."""


def of_gcp(settings: ClusterSettings) -> GcpCluster:
    """`settings`, which a rule has held to the cloud of their account."""
    if not isinstance(settings, GcpCluster):
        raise TypeError(f"a cluster of {settings.provider} in a project of GCP")
    return settings


def location(account: GcpAccount, settings: GcpCluster) -> str:
    """Region or zone of the cluster."""
    return settings.location or account.region


def kubeconfig(
    account: GcpAccount, cluster: str, *, endpoint: str, certificate_authority_data: str
) -> str:
    """A kubeconfig that has Google's plugin make a token at each run, so that it holds none."""
    credentials: dict[str, Any] = {
        "apiVersion": EXEC_API,
        "command": PLUGIN,
        "provideClusterInfo": True,
        "interactiveMode": "Never",
    }
    if account.impersonate_service_account:
        variable = "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT"
        credentials["env"] = [{"name": variable, "value": account.impersonate_service_account}]
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


def _pool(cluster: str, wanted: str, configs: Any) -> str:
    found = [it.workload_pool for it in configs or []]
    if wanted not in found:
        raise pulumi.RunError(
            f"cluster {cluster} has no workload identity: enable it with `gcloud container "
            f"clusters update {cluster} --workload-pool={wanted}`"
        )
    return wanted


def _facts(
    args: ClusterArgs, account: GcpAccount, provider: pulumi.ProviderResource
) -> dict[str, pulumi.Input[str]]:
    settings = of_gcp(args.settings)
    pool = naming.identity_pool(account)
    after = pulumi.Output.from_input(args.cloud_name).apply(lambda _: pool)
    if args.given.kubernetes:
        return {"identity_pool": after}
    if settings.endpoint and settings.certificate_authority_data:
        return {
            "endpoint": settings.endpoint,
            "certificate_authority_data": settings.certificate_authority_data,
            "identity_pool": after,
        }
    found = gcp.container.get_cluster_output(
        name=args.cloud_name,
        location=location(account, settings),
        project=account.project_id,
        opts=pulumi.InvokeOutputOptions(provider=provider),
    )
    authority = found.master_auths[0].cluster_ca_certificate
    return {
        "endpoint": settings.endpoint or pulumi.Output.concat("https://", found.endpoint),
        "certificate_authority_data": settings.certificate_authority_data or authority,
        "identity_pool": found.workload_identity_configs.apply(
            lambda configs: _pool(args.said_name, pool, configs)
        ),
    }


def cluster(
    name: str,
    args: ClusterArgs,
    account: GcpAccount,
    provider: pulumi.ProviderResource,
    opts: pulumi.ResourceOptions | None = None,
) -> Cluster:
    """The record of a cluster; one lookup finds what neither program nor stack file says."""
    facts = _facts(args, account, provider)
    where = location(account, of_gcp(args.settings))
    return Cluster(
        name=args.cluster,
        cloud_name=args.cloud_name,
        account=args.settings.account,
        account_id=account.project_id,
        region=account.region,
        oidc_issuer=pulumi.Output.from_input(args.cloud_name).apply(
            partial(naming.issuer, account, where)
        ),
        location=where,
        identity_pool=facts["identity_pool"],
        kubernetes=args.given.kubernetes or _kubernetes(name, args, account, facts, opts),
    )


def _kubernetes(
    name: str,
    args: ClusterArgs,
    account: GcpAccount,
    facts: Mapping[str, pulumi.Input[str]],
    opts: pulumi.ResourceOptions | None,
) -> k8s.Provider:
    where = location(account, of_gcp(args.settings))
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
            partial(naming.cluster_name, account, where)
        ),
        enable_server_side_apply=True,
        # Without it a rotated Secret would be deleted and made anew, under running pods.
        enable_secret_mutable=True,
        opts=opts,
    )
