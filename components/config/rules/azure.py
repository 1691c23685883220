"""What Azure asks of a stack file, and what today's charts cannot do there."""

from collections.abc import Iterator, Mapping

from ..accounts import Account, AzureAccount, AzureStorageAccount
from ..clusters import AzureCluster, ClusterSettings
from ..controlplane import ControlPlaneSettings, ours
from ..dataplanes import DataPlane
from ..image_builder import Repository
from ..problems import Problem, quoted
from ..secrets import SecretDelivery
from ..shapes import ROOT
from ..storage import BucketSettings
from .planes import active

Accounts = Mapping[str, Account]
Clusters = Mapping[str, ClusterSettings]


def control_plane_is_elsewhere(
    clusters: Clusters, control_plane: ControlPlaneSettings
) -> Iterator[Problem]:
    """The control plane's chart has no values for Azure."""
    here = ours(control_plane)
    cluster = clusters.get(here.cluster) if here else None
    if cluster and cluster.provider == "azure":
        yield Problem(
            path=f"{ROOT}controlPlane.cluster",
            found="is a cluster of Azure, for which the control plane's chart has no values",
            remedy="write a cluster of another cloud, or existing: with a control plane that is "
            "elsewhere; data planes on Azure report to either",
        )


def secrets_have_a_vault(
    accounts: Accounts,
    clusters: Clusters,
    secret_delivery: SecretDelivery,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """Option A keeps secrets in a Key Vault, which somebody must have named."""
    homes = {
        clusters[plane.cluster].account
        for plane in data_planes.values()
        if plane.cluster in clusters
    }
    for name in sorted(homes & accounts.keys()):
        account = accounts[name]
        missing = isinstance(account, AzureAccount) and account.key_vault is None
        if missing and secret_delivery.external_secrets:
            yield Problem(
                path=f"{ROOT}accounts.{name}.keyVault",
                found="is missing, and the External Secrets Operator reads from a Key Vault",
                remedy="write keyVault: {create: …} or {existing: …}, or "
                "secretDelivery: {kubernetes: true}",
            )


def logs_have_a_way(
    accounts: Accounts,
    clusters: Clusters,
    buckets: Mapping[str, BucketSettings],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """Fluent Bit needs a storage key, and the log service a workspace."""
    for name, plane in active(data_planes).items():
        cluster, logs = clusters.get(plane.cluster), plane.persistent_logs
        account = accounts.get(cluster.account) if cluster else None
        if cluster is None or account is None or logs == "disabled":
            continue
        path = f"{ROOT}dataPlanes.{name}.persistentLogs"
        on_azure = isinstance(account, AzureAccount)
        if logs.storage_key and not (on_azure and plane.fluentbit):
            yield Problem(
                path=f"{path}.storageKey",
                found="is there, and only Fluent Bit on Azure writes with a key",
                remedy="leave it out",
            )
        held = _held_in(account, buckets.get(plane.storage.metadata.bucket))
        keyed = on_azure and logs.store == "bucket"
        if keyed and held and held.create and not held.shared_key_access:
            yield Problem(
                path=f"{ROOT}accounts.{cluster.account}.storageAccounts",
                found=f"has {held.name} without keys, and data plane {name} writes logs with one",
                remedy="write sharedKeyAccess: true there, or store: logService",
            )
        if isinstance(account, AzureAccount) and plane.log_service and not account.log_analytics:
            yield Problem(
                path=f"{ROOT}accounts.{cluster.account}.logAnalytics",
                found=f"is missing, and data plane {name} reads its logs there",
                remedy="write the resource id of the workspace where Container Insights writes",
            )


def spot_is_for_workers(clusters: Clusters) -> Iterator[Problem]:
    """AKS taints spot nodes, which only pods of workers are told to tolerate."""
    for name, cluster in sorted(clusters.items()):
        pools = cluster.node_pools if isinstance(cluster, AzureCluster) else {}
        for pool, section in sorted(pools.items()):
            which = "create" if section.create else "existing"
            settings = section.create or section.existing
            if settings and settings.capacity == "spot" and section.role != "worker":
                yield Problem(
                    path=f"{ROOT}clusters.{name}.nodePools.{pool}.{which}.capacity",
                    found=f'found "spot", which AKS taints, and no pod of role {section.role} '
                    "tolerates that or outlives an eviction well",
                    remedy="write onDemand, or role: worker",
                )


def repositories_are_in_registries(
    accounts: Accounts, repositories: Mapping[str, Repository]
) -> Iterator[Problem]:
    """A repository begins with the registry that holds it."""
    for name, repository in sorted(repositories.items()):
        account, physical = accounts.get(repository.account), repository.existing
        if isinstance(account, AzureAccount) and physical:
            registry = physical.partition("/")[0]
            if not (registry.isalnum() and 5 <= len(registry) <= 50):  # noqa: PLR2004
                yield Problem(
                    path=f"{ROOT}repositories.{name}.existing",
                    found=f"found {quoted(physical)}, and {quoted(registry)} is no registry's name",
                    remedy="write <registry>/<repository>, the registry 5 to 50 letters and digits",
                )


def _held_in(account: Account | None, bucket: BucketSettings | None) -> AzureStorageAccount | None:
    if bucket is None or not isinstance(account, AzureAccount):
        return None
    return account.storage_account(bucket.storage_account)
