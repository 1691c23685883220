"""Page: configuration/multi-cluster. Data planes, their clusters and their pools.

Pools that share a data plane are taken together (the page's own example has `my-dev-cluster` in
`default` and in `development-cp`): whatever can land beside each other shares metadata, and what
cannot must not.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..dataplanes import DataPlane
from ..multi_cluster import DEFAULT_POOL, ClusterPoolAttributes
from ..problems import Problem, did_you_mean, quoted
from ..shapes import ROOT
from ..storage import BucketSettings, Place
from .planes import active

RESERVED = {"ci": "the pipelines", "control-plane": "the control plane"}
"""Names under which something else keeps secrets in the cloud's store, and whose they are."""

Pools = Mapping[str, list[str]]


def names_are_free(data_planes: Mapping[str, DataPlane]) -> Iterator[Problem]:
    """A data plane's name is part of what its roles and stored secrets are called."""
    for name in sorted(RESERVED.keys() & data_planes.keys()):
        yield Problem(
            path=f"{ROOT}dataPlanes.{name}",
            found=f"has a name that stands for {RESERVED[name]}",
            remedy="write another name",
        )


def one_data_plane_a_cluster(data_planes: Mapping[str, DataPlane]) -> Iterator[Problem]:
    """The chart makes objects of the whole cluster whose names do not tell releases apart."""
    first: dict[str, str] = {}
    for name, plane in active(data_planes).items():
        if plane.cluster in first:
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.cluster",
                found=f"found {quoted(plane.cluster)}, where data plane {first[plane.cluster]} is",
                remedy="write another cluster: two data planes in one would fight over its "
                "webhook, priority class and ingress class",
            )
        first.setdefault(plane.cluster, name)


def pools_are_complete(
    cluster_pools: Pools, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """`default` is there, no pool is empty, and every data plane that works is in one."""
    if DEFAULT_POOL not in cluster_pools:
        yield Problem(
            path=f"{ROOT}clusterPools",
            found="has no pool default, where executions run unless a mapping says another",
            remedy="write default: with the names of data planes",
        )
    for pool, members in sorted(cluster_pools.items()):
        if not members:
            yield Problem(
                path=f"{ROOT}clusterPools.{pool}",
                found="is empty, and what is sent there would wait for ever",
                remedy="write the names of data planes, or leave the pool out",
            )
    for name in active(data_planes).keys() - {m for pool in cluster_pools.values() for m in pool}:
        yield Problem(
            path=f"{ROOT}clusterPools",
            found=f"has data plane {name} in no pool, where nothing would ever run",
            remedy=f"write {name} into a pool, or retired: true at {ROOT}dataPlanes.{name}",
        )


def attributes_agree(
    cluster_pool_attributes: Sequence[ClusterPoolAttributes], domains: Sequence[str]
) -> Iterator[Problem]:
    """A run is sent to one pool, in a domain that there is."""
    first: dict[tuple[str, str, str | None], int] = {}
    for index, it in enumerate(cluster_pool_attributes):
        path = f"{ROOT}clusterPoolAttributes[{index}]"
        key = (it.project, it.domain, it.workflow)
        if key in first:
            yield Problem(
                path=path,
                found=f"says again where {_runs(it)} go, after entry {first[key]}",
                remedy="keep one of the two",
            )
        first.setdefault(key, index)
        if it.domain not in domains:
            yield Problem(
                path=f"{path}.domain",
                found=f"found {quoted(it.domain)}, which {ROOT}domains does not have",
                remedy=did_you_mean(it.domain, domains, nothing=f"add it to {ROOT}domains"),
            )


def _runs(attributes: ClusterPoolAttributes) -> str:
    whose = f"{attributes.workflow} of " if attributes.workflow else ""
    return f"runs of {whose}{attributes.project} in {attributes.domain}"


def retired_planes_rest(
    cluster_pools: Pools, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """What is retired is in no pool, and something else still works."""
    for pool, members in sorted(cluster_pools.items()):
        for index, name in enumerate(members):
            if name in data_planes and data_planes[name].retired:
                yield Problem(
                    path=f"{ROOT}clusterPools.{pool}[{index}]",
                    found=f"found {quoted(name)}, which is retired and runs nothing",
                    remedy="take it out of the pool",
                )
    if not active(data_planes):
        yield Problem(
            path=f"{ROOT}dataPlanes",
            found="has no data plane that is not retired",
            remedy="keep one at work",
        )


def a_pool_shares_metadata(
    buckets: Mapping[str, BucketSettings],
    cluster_pools: Pools,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """Data planes whose pools meet have one metadata place."""
    for members in _groups(cluster_pools):
        planes = [
            name
            for name in members
            if name in data_planes and data_planes[name].storage.metadata.bucket in buckets
        ]
        for name in planes[1:]:
            ours, theirs = (data_planes[n].storage.metadata for n in (name, planes[0]))
            if ours != theirs:
                yield Problem(
                    path=f"{ROOT}dataPlanes.{name}.storage.metadata",
                    found=f"found {_where(ours)}, and {planes[0]} of the same cluster pool has "
                    f"{_where(theirs)}",
                    remedy=f"write {_where(theirs)}, or put the two into pools that share no "
                    "data plane",
                )


def pools_share_no_metadata(
    cluster_pools: Pools, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """Data planes whose pools do not meet have different metadata buckets."""
    first: dict[str, tuple[int, str]] = {}
    for group, members in enumerate(_groups(cluster_pools)):
        for name in (name for name in members if name in data_planes):
            bucket = data_planes[name].storage.metadata.bucket
            other, owner = first.setdefault(bucket, (group, name))
            if other != group:
                yield Problem(
                    path=f"{ROOT}dataPlanes.{name}.storage.metadata.bucket",
                    found=f"found {quoted(bucket)}, which {owner} of another cluster pool has",
                    remedy="write a bucket of its own, or put the two into one pool",
                )


def _groups(cluster_pools: Pools) -> list[list[str]]:
    """Members of pools that share a member, together; sorted."""
    groups: list[set[str]] = []
    for members in cluster_pools.values():
        met = [group for group in groups if not group.isdisjoint(members)]
        groups = [group for group in groups if group not in met]
        groups.append({*members}.union(*met))
    return sorted(sorted(group) for group in groups if group)


def _where(place: Place) -> str:
    return f"{place.bucket}/{place.prefix}" if place.prefix else place.bucket
