"""What the control plane needs of its surroundings."""

from collections.abc import Collection, Iterator, Mapping

from ..clusters import ClusterSettings
from ..controlplane import ControlPlaneSettings, ours
from ..dataplanes import DataPlane
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active

DATABASE_HOST = "database_host"
"""What a program gives where it makes the database."""
TAKEN_DATABASES = ("cacheservice", "flyteadmin")
"""Databases that components of the chart open by these names."""


def the_database_is_somewhere(
    control_plane: ControlPlaneSettings, told: Collection[str]
) -> Iterator[Problem]:
    """The settings say the database's host, or the program does, and for a control plane here."""
    here = ours(control_plane)
    given = DATABASE_HOST in told
    if given and not here:
        yield Problem(
            path=DATABASE_HOST,
            found="is given, and the control plane is elsewhere, with its database",
            remedy="leave it out",
        )
    elif given and here and here.database.host:
        yield Problem(
            path=DATABASE_HOST,
            found=f"is given, and {ROOT}controlPlane.database.host says {here.database.host}",
            remedy="leave out one of them",
        )
    elif here and not given and not here.database.host:
        yield Problem(
            path=f"{ROOT}controlPlane.database.host",
            found="is missing",
            remedy=f"write the host of the server; a program may give `{DATABASE_HOST}`",
        )


def databases_differ(control_plane: ControlPlaneSettings) -> Iterator[Problem]:
    """The services' database is none that another component of the chart opens."""
    here = ours(control_plane)
    name = here.database.name if here else ""
    if name in TAKEN_DATABASES:
        yield Problem(
            path=f"{ROOT}controlPlane.database.name",
            found=f"found {quoted(name)}, the database of the chart's {name}",
            remedy="write a database of its own, e.g. unionai",
        )


def scylla_finds_cert_manager(
    control_plane: ControlPlaneSettings, clusters: Mapping[str, ClusterSettings]
) -> Iterator[Problem]:
    """Bundled Scylla brings Certificates, for which somebody must have installed cert-manager."""
    here = ours(control_plane)
    cluster = clusters.get(here.cluster) if here else None
    if here and here.scylla.bundled and cluster and cluster.cert_manager == "absent":
        yield Problem(
            path=f"{ROOT}controlPlane.scylla.bundled",
            found=f"found true, and cluster {here.cluster} has no cert-manager, which "
            "Scylla's operator needs",
            remedy="install cert-manager and write certManager: existing at "
            f"{ROOT}clusters.{here.cluster}, or write scylla: {{external: …}}",
        )


def data_planes_are_reached(
    clusters: Mapping[str, ClusterSettings],
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """The control plane dials every data plane; one elsewhere needs a host."""
    here = ours(control_plane)
    if here and here.cluster not in clusters:
        return
    away = f"another cluster, {here.cluster}" if here else "another installation"
    for name, plane in active(data_planes).items():
        if plane.ingress is None and (here is None or plane.cluster != here.cluster):
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.ingress",
                found=f"is missing, and the control plane is in {away}",
                remedy="write ingress: {host: …, tlsSecret: …}, with the host that the control "
                "plane dials",
            )
