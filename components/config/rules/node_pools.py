"""Page: configuration/node-pools. Every pod finds a node."""

from collections.abc import Iterator, Mapping

from ..clusters import ClusterSettings
from ..controlplane import ControlPlaneSettings, ours
from ..dataplanes import DataPlane
from ..node_pools import ROLES, Role
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active

CONTROL_PLANE_PODS = (
    "authorizer",
    "cluster",
    "dataproxy",
    "executions",
    "identity",
    "leasor",
    "organizations",
    "run-scheduler",
    "usage",
)
"""Control-plane services whose tolerations the chart cannot render."""
DATA_PLANE_PODS = ("the pre-upgrade hook Jobs",)
SERVING_PODS = ("knative-operator", "operator-webhook", "Knative Serving")
"""Pods of the data plane for whose tolerations the chart has no key."""


def pools_have_roles(clusters: Mapping[str, ClusterSettings]) -> Iterator[Problem]:
    """A pool whose name is no role says which it has."""
    for name, cluster in sorted(clusters.items()):
        for pool, settings in sorted(cluster.node_pools.items()):
            if settings.role is None:
                yield Problem(
                    path=f"{ROOT}clusters.{name}.nodePools.{pool}.role",
                    found=f"is missing, and {pool} is the name of no role",
                    remedy=f"write role: {', '.join(ROLES[:-1])} or {ROLES[-1]}",
                )


def pools_are_told_apart(clusters: Mapping[str, ClusterSettings]) -> Iterator[Problem]:
    """A pool of ours is called by its cluster and its own name, joined by a hyphen."""
    first: dict[tuple[str, str], str] = {}
    for name, cluster in sorted(clusters.items()):
        for pool, settings in sorted(cluster.node_pools.items()):
            path, called = f"{ROOT}clusters.{name}.nodePools.{pool}", f"{name}-{pool}"
            if not settings.create:
                continue
            other = first.setdefault((cluster.provider, called), path)
            if other != path:
                yield Problem(
                    path=path,
                    found=f"would be called {called}, as {other} is",
                    remedy="write another name for one of the two, and its role: beside it",
                )


def existing_pools_have_one_role(clusters: Mapping[str, ClusterSettings]) -> Iterator[Problem]:
    """A pool in the cloud is one entry: its nodes have one label and one taint."""
    for name, cluster in sorted(clusters.items()):
        first: dict[str, str] = {}
        for pool, settings in sorted(cluster.node_pools.items()):
            if settings.existing is None:
                continue
            path = f"{ROOT}clusters.{name}.nodePools.{pool}"
            other = first.setdefault(settings.existing.name, path)
            if other != path:
                yield Problem(
                    path=f"{path}.existing.name",
                    found=f"found {quoted(settings.existing.name)}, which {other} names already",
                    remedy="write the name of another pool: the nodes of one have one role",
                )


def pods_have_nodes(
    clusters: Mapping[str, ClusterSettings],
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """A cluster with a plane has the page's pools, and one without a taint for stubborn pods."""
    here = ours(control_plane)
    living: dict[str, list[DataPlane]] = {}
    for plane in active(data_planes).values():
        living.setdefault(plane.cluster, []).append(plane)
    for name, cluster in sorted(clusters.items()):
        planes = living.get(name, [])
        stubborn = _stubborn(here is not None and here.cluster == name, planes)
        wanted: tuple[Role, ...] = ROLES if planes else ("services", "system")
        for role in wanted if stubborn else ():
            if not any(pool.role == role for pool in cluster.node_pools.values()):
                yield Problem(
                    path=f"{ROOT}clusters.{name}.nodePools",
                    found=f"has no {role} pool, and {_who(role, stubborn)}",
                    remedy=f"write {role}: {{{cluster.examples[role]}}}, "
                    f"or {role}: {{existing: {{name: …}}}}",
                )


def _stubborn(control_plane: bool, planes: list[DataPlane]) -> list[str]:
    """Pods that no value can make tolerate a taint."""
    serving = any(plane.serving == "enabled" for plane in planes)
    return [
        *(CONTROL_PLANE_PODS if control_plane else ()),
        *(DATA_PLANE_PODS if planes else ()),
        *(SERVING_PODS if serving else ()),
    ]


def _who(role: str, stubborn: list[str]) -> str:
    match role:
        case "services":
            return "Union's services run nowhere else"
        case "worker":
            return "tasks run nowhere else"
        case _:
            return f"no value makes these tolerate the services taint: {', '.join(stubborn)}"
