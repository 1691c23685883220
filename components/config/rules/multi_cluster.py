"""Page: configuration/multi-cluster. Data planes, their clusters and their pools."""

from collections.abc import Iterator, Mapping

from ..attachment import Attachment
from ..controlplane import ControlPlaneSettings, ours
from ..dataplanes import DataPlane
from ..multi_cluster import DEFAULT_POOL
from ..problems import Problem, nearest, quoted
from ..shapes import ROOT
from .planes import active

RESERVED = {
    "ci": "the pipelines",
    "control-plane": "the control plane",
    DEFAULT_POOL: "the queue that every organization has",
}
"""Names that are taken: in the cloud's secret store, or where the control plane has its queues."""

Pools = Mapping[str, list[str]]


def names_are_free(data_planes: Mapping[str, DataPlane]) -> Iterator[Problem]:
    """Roles, stored secrets and a queue are called by the name of their data plane."""
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
    cluster_pools: Pools, data_planes: Mapping[str, DataPlane], attachment: Attachment | None
) -> Iterator[Problem]:
    """`default` is there, no pool is empty, and every data plane that works is in one."""
    slip = nearest(DEFAULT_POOL, cluster_pools.keys() - data_planes.keys())
    if DEFAULT_POOL not in {*cluster_pools, *(attachment.cluster_pools if attachment else ())}:
        yield Problem(
            path=f"{ROOT}clusterPools",
            found="has no pool default, where executions run unless a mapping says another",
            remedy=f"write {DEFAULT_POOL}: with the names of data planes"
            + (f", in place of {slip}:" if slip else ""),
        )
    for pool, members in sorted(cluster_pools.items()):
        if not members:
            yield Problem(
                path=f"{ROOT}clusterPools.{pool}",
                found="is empty, and what is sent there would wait for ever",
                remedy="write the names of data planes, or leave the pool out",
            )
        if twice := sorted({name for name in members if members.count(name) > 1}):
            yield Problem(
                path=f"{ROOT}clusterPools.{pool}",
                found=f"names {', '.join(twice)} more than once",
                remedy="write each once",
            )
    for name in active(data_planes).keys() - {m for pool in cluster_pools.values() for m in pool}:
        yield Problem(
            path=f"{ROOT}clusterPools",
            found=f"has data plane {name} in no pool, where nothing would ever run",
            remedy=f"write {name} into a pool, or retired: true at {ROOT}dataPlanes.{name}",
        )


def queues_have_names(
    cluster_pools: Pools, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """The control plane gives every data plane a queue of its name, which leads to it alone."""
    for pool in sorted(cluster_pools.keys() & data_planes.keys()):
        if cluster_pools[pool] != [pool]:
            yield Problem(
                path=f"{ROOT}clusterPools.{pool}",
                found="has the name of a data plane, whose own queue leads to it alone",
                remedy="write another name for the pool",
            )


def retired_planes_rest(
    cluster_pools: Pools, control_plane: ControlPlaneSettings, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """What is retired is in no pool, and a control plane of ours keeps a data plane at work."""
    for pool, members in sorted(cluster_pools.items()):
        for index, name in enumerate(members):
            if name in data_planes and data_planes[name].retired:
                yield Problem(
                    path=f"{ROOT}clusterPools.{pool}[{index}]",
                    found=f"found {quoted(name)}, which is retired and runs nothing",
                    remedy="take it out of the pool",
                )
    if ours(control_plane) and not active(data_planes):
        yield Problem(
            path=f"{ROOT}dataPlanes",
            found="has no data plane that is not retired",
            remedy="keep one at work",
        )
