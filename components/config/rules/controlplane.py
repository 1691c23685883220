"""What the control plane needs of its surroundings."""

from collections.abc import Iterator, Mapping

from ..clusters import ClusterSettings
from ..controlplane import ControlPlane
from ..dataplanes import DataPlane
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active

TAKEN_DATABASES = ("cacheservice", "flyteadmin")
"""Databases that components of the chart open by these names."""


def databases_differ(control_plane: ControlPlane) -> Iterator[Problem]:
    """The services' database is none that another component of the chart opens."""
    name = control_plane.database.name
    if name in TAKEN_DATABASES:
        yield Problem(
            path=f"{ROOT}controlPlane.database.name",
            found=f"found {quoted(name)}, the database of the chart's {name}",
            remedy="write a database of its own, e.g. unionai",
        )


def scylla_finds_cert_manager(
    control_plane: ControlPlane, clusters: Mapping[str, ClusterSettings]
) -> Iterator[Problem]:
    """Bundled Scylla brings Certificates, for which somebody must have installed cert-manager."""
    cluster = clusters.get(control_plane.cluster)
    if control_plane.scylla.bundled and cluster and cluster.cert_manager == "absent":
        yield Problem(
            path=f"{ROOT}controlPlane.scylla.bundled",
            found=f"found true, and cluster {control_plane.cluster} has no cert-manager, which "
            "Scylla's operator needs",
            remedy="install cert-manager and write certManager: existing at "
            f"{ROOT}clusters.{control_plane.cluster}, or write scylla: {{external: …}}",
        )


def data_planes_are_reached(
    clusters: Mapping[str, ClusterSettings],
    control_plane: ControlPlane,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """The control plane dials every data plane; one elsewhere needs a host."""
    if control_plane.cluster not in clusters:
        return
    for name, plane in active(data_planes).items():
        if plane.cluster != control_plane.cluster and plane.ingress is None:
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.ingress",
                found="is missing, and the control plane is in another cluster, "
                f"{control_plane.cluster}",
                remedy="write ingress: {host: …, tlsSecret: …}, with the host that the control "
                "plane dials",
            )
