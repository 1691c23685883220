"""Page: configuration/monitoring."""

from collections.abc import Iterator, Mapping

from ..accounts import Account, AwsAccount
from ..clusters import ClusterSettings
from ..dataplanes import DataPlane
from ..monitoring import Workspace
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active


def one_stack_a_cluster(data_planes: Mapping[str, DataPlane]) -> Iterator[Problem]:
    """`kube-prometheus-stack` makes objects of the whole cluster, under fixed names."""
    first: dict[str, str] = {}
    for name, plane in active(data_planes).items():
        if plane.monitoring.cluster_health is None:
            continue
        if plane.cluster in first:
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.monitoring.clusterHealth",
                found=f"is on, and data plane {first[plane.cluster]} has it on in the same cluster",
                remedy="leave it out: one stack sees the whole cluster",
            )
        first.setdefault(plane.cluster, name)


def workspaces_are_known(
    accounts: Mapping[str, Account], data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """A workspace is Amazon's; elsewhere metrics go to a URL."""
    for name, _, workspace in _workspaces(data_planes):
        account = accounts.get(workspace.account)
        if account is not None and not isinstance(account, AwsAccount):
            yield Problem(
                path=f"{_at(name)}.account",
                found=f"found {quoted(workspace.account)}, an account of {account.provider}: only "
                "Amazon Managed Prometheus has workspaces, and the chart's Prometheus can sign for "
                "no other managed one",
                remedy="write url: with an endpoint that needs no signature, such as a gateway in "
                "the cluster that signs",
            )


def workspaces_are_near(
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """Metrics are signed with a role of the cluster's account, which must be the workspace's."""
    for name, plane, workspace in _workspaces(data_planes):
        cluster = clusters.get(plane.cluster)
        home = accounts.get(cluster.account) if cluster else None
        account = accounts.get(workspace.account)
        if not (cluster and home and isinstance(account, AwsAccount)):
            continue
        if home.account_id != account.account_id:
            url = "url: with an endpoint that needs no signature"
            here = isinstance(home, AwsAccount)
            yield Problem(
                path=f"{_at(name)}.account",
                found=f"found {quoted(workspace.account)}, another account than that of cluster "
                f"{plane.cluster}",
                remedy=f"write {cluster.account}, or {url}" if here else f"write {url}",
            )


def workspaces_are_unique(data_planes: Mapping[str, DataPlane]) -> Iterator[Problem]:
    """A workspace of ours is made once."""
    first: dict[tuple[str, str], str] = {}
    for name, _, workspace in _workspaces(data_planes):
        if workspace.create is None:
            continue
        key = (workspace.account, workspace.create)
        if key in first:
            yield Problem(
                path=f"{_at(name)}.create",
                found=f"found {quoted(workspace.create)}, which data plane {first[key]} makes",
                remedy="write another alias, or existing: with the id of that workspace",
            )
        first.setdefault(key, name)


def _workspaces(
    data_planes: Mapping[str, DataPlane],
) -> Iterator[tuple[str, DataPlane, Workspace]]:
    for name, plane in active(data_planes).items():
        health = plane.monitoring.cluster_health
        if health and health.remote_write and health.remote_write.workspace:
            yield name, plane, health.remote_write.workspace


def _at(name: str) -> str:
    return f"{ROOT}dataPlanes.{name}.monitoring.clusterHealth.remoteWrite.workspace"
