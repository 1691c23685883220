"""What Google Cloud asks of a stack file."""

import re
from collections.abc import Iterator, Mapping

from ..accounts import Account, GcpAccount
from ..clusters import ClusterSettings
from ..dataplanes import DataPlane
from ..image_builder import Repository
from ..multi_cluster import pools_that_meet
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active

_ID = re.compile(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?")


def pools_have_projects(
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    cluster_pools: Mapping[str, list[str]],
    data_planes: Mapping[str, DataPlane],
    mode: str,
) -> Iterator[Problem]:
    """Clusters of one project share identities, so what must not share metadata needs another.

    Workload identity names a service account by project, namespace and name:
    https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#identity_sameness.
    """
    groups = _groups(cluster_pools)
    first: dict[tuple[str, str], str] = {}
    for name, plane in active(data_planes).items():
        home = clusters[plane.cluster].account if plane.cluster in clusters else ""
        account = accounts.get(home)
        if not isinstance(account, GcpAccount) or account.shared_identities == "accepted":
            continue
        # Tasks of several namespaces run as their `default`, whatever the plane's namespace is.
        namesakes = plane.namespace if mode == "singleNamespace" else ""
        other = first.setdefault((account.project_id, namesakes), name)
        if name in groups and other in groups and groups[name] != groups[other]:
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.cluster",
                found=f"found {quoted(plane.cluster)}, in project {account.project_id} as the "
                f"cluster of {other}, which is in another cluster pool: GKE does not tell clusters "
                "of a project apart, so each could use the other's identities and buckets",
                remedy="write a cluster of another project, or put the two into pools that share a "
                f"data plane, or sharedIdentities: accepted at {ROOT}accounts.{home}",
            )


def repositories_have_ids(
    accounts: Mapping[str, Account], repositories: Mapping[str, Repository]
) -> Iterator[Problem]:
    """What stands before the slash is the id of a repository of Artifact Registry."""
    for name, repository in sorted(repositories.items()):
        physical = str(repository.create or repository.existing)
        id_ = physical.partition("/")[0]
        if isinstance(accounts.get(repository.account), GcpAccount) and not _ID.fullmatch(id_):
            key = "create" if repository.create else "existing"
            yield Problem(
                path=f"{ROOT}repositories.{name}.{key}",
                found=f"found {quoted(physical)}, and {quoted(id_)} is no id of a repository",
                remedy="write <id>/<path>, the id at most 63 lower-case letters, digits and "
                "hyphens, with a letter first and no hyphen last",
            )


def _groups(cluster_pools: Mapping[str, list[str]]) -> dict[str, int]:
    """The group of pools that a data plane is in: pools that meet are one."""
    return {
        name: index
        for index, pools in enumerate(pools_that_meet(cluster_pools))
        for pool in pools
        for name in cluster_pools[pool]
    }
