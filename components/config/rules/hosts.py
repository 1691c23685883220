"""Hosts under which something is reached."""

from collections.abc import Iterator, Mapping

from ..controlplane import ControlPlaneSettings, hosts, ours
from ..dataplanes import DataPlane
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active


def hosts_are_unique(
    control_plane: ControlPlaneSettings, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """A host leads to one place."""
    taken: dict[str, str] = {}
    for path, host in _hosts(control_plane, data_planes):
        if host in taken:
            yield Problem(
                path=path,
                found=f"found {quoted(host)}, which is also {taken[host]}",
                remedy="write a host of its own",
            )
        taken.setdefault(host, path)


def _hosts(
    control_plane: ControlPlaneSettings, data_planes: Mapping[str, DataPlane]
) -> Iterator[tuple[str, str]]:
    here = ours(control_plane)
    for host in () if here else hosts(control_plane):
        yield f"{ROOT}controlPlane", host
    if here:
        yield f"{ROOT}controlPlane.host", here.host
    for index, host in enumerate(here.ingress.extra_hosts if here else ()):
        yield f"{ROOT}controlPlane.ingress.extraHosts[{index}]", host
    for name, plane in active(data_planes).items():
        at = f"{ROOT}dataPlanes.{name}"
        health = plane.monitoring.cluster_health
        if plane.ingress:
            yield f"{at}.ingress.host", plane.ingress.host
        if health and health.grafana and health.grafana.host:
            yield f"{at}.monitoring.clusterHealth.grafana.host", health.grafana.host
