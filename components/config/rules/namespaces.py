"""Namespaces of planes, secrets and operators."""

from collections.abc import Iterator, Mapping

from ..controlplane import ControlPlaneSettings
from ..dataplanes import DataPlane
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import CONTROL_PLANE, OPERATORS, Occupant, occupants

CHART_PROJECTS = ("flytesnacks", "union-health-monitoring")
CHART_DOMAINS = ("development", "production", "staging")
CHART = {f"{p}-{d}": "the data plane's chart" for p in CHART_PROJECTS for d in CHART_DOMAINS}
"""Namespaces that the chart renders in multi-namespace mode, whatever the mapping says."""


def planes_live_apart(
    control_plane: ControlPlaneSettings, data_planes: Mapping[str, DataPlane], mode: str
) -> Iterator[Problem]:
    """Each plane has its namespace, and so have Union's secrets and everybody's operators."""
    taken = {**OPERATORS, **(CHART if mode == "multiNamespace" else {})}
    homes: dict[tuple[str, str], Occupant] = {}
    for occupant in occupants(control_plane, data_planes):
        if occupant.namespace in taken:
            yield Problem(
                path=occupant.path,
                found=f"found {quoted(occupant.namespace)}, a namespace of "
                f"{taken[occupant.namespace]}",
                remedy="write a namespace of its own",
            )
        earlier = homes.setdefault((occupant.cluster, occupant.namespace), occupant)
        if earlier != occupant:
            yield Problem(
                path=occupant.path,
                found=f"found {quoted(occupant.namespace)}, where {earlier.who} lives in the same "
                "cluster",
                remedy=f"write another namespace: {_reason(earlier)}",
            )


def _reason(earlier: Occupant) -> str:
    if earlier.who == CONTROL_PLANE and earlier.path == f"{ROOT}controlPlane.namespace":
        return "both charts make a service account union, and whoever reads secrets there reads all"
    return "two releases in one namespace overwrite each other"
