"""Accounts, and what must be in the same one."""

from collections.abc import Iterator, Mapping

from ..accounts import Account, AzureAccount, GcpAccount
from ..clusters import AzureCluster, ClusterSettings, GcpCluster
from ..controlplane import ControlPlaneSettings, ours
from ..dataplanes import DataPlane
from ..problems import Problem, quoted
from ..shapes import ROOT
from ..storage import BucketSettings


def one_provider(
    accounts: Mapping[str, Account], clusters: Mapping[str, ClusterSettings]
) -> Iterator[Problem]:
    """A cluster is on the cloud of its account."""
    for name, cluster in sorted(clusters.items()):
        account = accounts.get(cluster.account)
        if account is not None and account.provider != cluster.provider:
            yield Problem(
                path=f"{ROOT}clusters.{name}.account",
                found=f"found {quoted(cluster.account)}, an account of {account.provider}, and the "
                f"cluster is of {cluster.provider}",
                remedy=f"write the name of an account of {cluster.provider}",
            )


def clusters_are_named_once(
    accounts: Mapping[str, Account], clusters: Mapping[str, ClusterSettings]
) -> Iterator[Problem]:
    """One cluster in the cloud is one entry, or two would install the same operators there."""
    first: dict[tuple[str, ...], str] = {}
    for name, cluster in sorted(clusters.items()):
        account = accounts.get(cluster.account)
        if account is None or account.provider != cluster.provider:
            continue
        called = cluster.cloud_name or name
        other = first.setdefault((account.account_id, *_within(account, cluster), called), name)
        if other != name:
            yield Problem(
                path=f"{ROOT}clusters.{name}" + (".cloudName" if cluster.cloud_name else ""),
                found=f"is {called} in the cloud, as cluster {other} is",
                remedy="name each once, and refer to that entry",
            )


def _within(account: Account, cluster: ClusterSettings) -> tuple[str, ...]:
    """Where in its account a cluster's name is unique."""
    match account, cluster:
        case GcpAccount(), GcpCluster():
            return (cluster.location or account.region,)
        case AzureAccount(), AzureCluster():
            return (cluster.resource_group or account.resource_group,)
        case _:
            return (account.region,)


def issuers_are_unique(clusters: Mapping[str, ClusterSettings]) -> Iterator[Problem]:
    """A cluster's issuer is its own, or the roles of one would trust the pods of another."""
    first: dict[str, str] = {}
    for name, cluster in sorted(clusters.items()):
        issuer = cluster.oidc_issuer
        if issuer in first:
            yield Problem(
                path=f"{ROOT}clusters.{name}.oidcIssuer",
                found=f"is that of cluster {first[issuer]}, whose pods would get this one's roles",
                remedy="write the cluster's own, or leave it out: it is then looked up",
            )
        elif issuer is not None:
            first[issuer] = name


def one_cloud(
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    buckets: Mapping[str, BucketSettings],
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """A bucket is on the cloud of the clusters that use it: a chart has storage of one cloud."""
    for name, account, users in _used(accounts, clusters, buckets, control_plane, data_planes):
        for cluster in [it for it in users if clusters[it].provider != account.provider][:1]:
            provider = clusters[cluster].provider
            yield Problem(
                path=f"{ROOT}buckets.{name}.account",
                found=f"found {quoted(buckets[name].account)}, an account of {account.provider}, "
                f"and cluster {cluster}, whose planes use the bucket, is of {provider}",
                remedy=f"keep what the planes of {cluster} keep in a bucket of {provider}",
            )


def one_account(
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    buckets: Mapping[str, BucketSettings],
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """A bucket of ours is in the account of the clusters that use it; no policy lets others in."""
    for name, account, users in _used(accounts, clusters, buckets, control_plane, data_planes):
        homes = {it: clusters[it].account for it in users}
        abroad = [
            (cluster, home)
            for cluster, home in homes.items()
            if home in accounts
            and accounts[home].provider == account.provider
            and accounts[home].account_id != account.account_id
        ]
        for cluster, home in abroad[:1] if buckets[name].create else ():
            yield Problem(
                path=f"{ROOT}buckets.{name}.account",
                found=f"found {quoted(buckets[name].account)}, another account than that of "
                f"cluster {cluster}, whose planes use the bucket",
                remedy=f"write {home}, or existing: with a bucket whose policy lets the cluster's "
                "roles in",
            )


def _used(
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    buckets: Mapping[str, BucketSettings],
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[tuple[str, Account, list[str]]]:
    """Buckets with their accounts, and the clusters whose planes use them, sorted."""
    home = ours(control_plane)
    users: dict[str, set[str]] = {home.metadata.bucket: {home.cluster}} if home else {}
    for plane in data_planes.values():
        for place in plane.storage.places:
            users.setdefault(place.bucket, set()).add(plane.cluster)
    for name, bucket in sorted(buckets.items()):
        account = accounts.get(bucket.account)
        if account is not None:
            yield name, account, sorted(users.get(name, set()) & clusters.keys())
