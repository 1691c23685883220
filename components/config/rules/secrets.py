"""Secrets that a cloud's store has already, by the names that the store knows."""

import re
from collections.abc import Iterator, Mapping

from ..authentication import IdentityProviderSettings, Oidc
from ..clusters import ClusterSettings
from ..controlplane import AttachedControlPlane, ControlPlaneSettings, ours
from ..dataplanes import DataPlane
from ..problems import Problem
from ..secrets import SecretSource
from ..shapes import ROOT
from .planes import active

STORES = {
    "aws": (
        r"[A-Za-z0-9/_+=.@-]{1,512}",
        "Secrets Manager has names of letters, digits and /_+=.@-",
    ),
    "azure": (r"[A-Za-z0-9-]{1,127}", "a Key Vault has names of letters, digits and hyphens"),
    "gcp": (
        r"[A-Za-z0-9_-]{1,255}",
        "Secret Manager has names of letters, digits, hyphens and underscores",
    ),
}
"""What a secret may be called in each cloud's store, and the same in words."""

Sources = Iterator[tuple[str, SecretSource, str]]
"""Path, source, and a cluster whose pods read it."""


def names_are_the_stores(
    clusters: Mapping[str, ClusterSettings],
    registry: SecretSource | None,
    identity_provider: IdentityProviderSettings | None,
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """A cluster reads from the store of its own cloud, so the secret is there by that name."""
    told: set[str] = set()
    sources = (
        *_control_plane(registry, identity_provider, control_plane),
        *_data_planes(identity_provider, control_plane, data_planes),
    )
    for path, source, reader in sources:
        cluster = clusters.get(reader)
        if cluster is None or source.store is None or path in told:
            continue
        pattern, said = STORES[cluster.provider]
        if not re.fullmatch(pattern, source.store):
            told.add(path)
            yield Problem(
                path=f"{path}.store",
                found=f"is read in cluster {reader}, and {said}",
                remedy="write a name that the store of each cloud with a reader has, or config: "
                "with the key of a stack secret",
            )


def _control_plane(
    registry: SecretSource | None,
    identity_provider: IdentityProviderSettings | None,
    control_plane: ControlPlaneSettings,
) -> Sources:
    here = ours(control_plane)
    if here is None:
        return
    yield f"{ROOT}controlPlane.database.password", here.database.password, here.cluster
    if registry:
        yield f"{ROOT}registry", registry, here.cluster
    if isinstance(identity_provider, Oidc):
        it = identity_provider
        clients = {"web": it.web, "service": it.service, "eager": it.eager}
        clients |= {f"ci.{name}": client for name, client in it.ci.items()}
        for name, client in clients.items():
            yield f"{ROOT}identityProvider.{name}.secret", client.secret, here.cluster


def _data_planes(
    identity_provider: IdentityProviderSettings | None,
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Sources:
    for name, plane in active(data_planes).items():
        if isinstance(control_plane, AttachedControlPlane):
            where = f"{ROOT}controlPlane.existing.service.secret"
            yield where, control_plane.existing.service.secret, plane.cluster
        elif isinstance(identity_provider, Oidc):
            client = identity_provider.data_plane_service
            which = "dataPlaneService" if client else "service"
            where = f"{ROOT}identityProvider.{which}.secret"
            yield where, (client or identity_provider.service).secret, plane.cluster
        health = plane.monitoring.cluster_health
        path = f"{ROOT}dataPlanes.{name}"
        if health and health.grafana:
            where = f"{path}.monitoring.clusterHealth.grafana.adminPassword"
            yield where, health.grafana.admin_password, plane.cluster
        if plane.log_key:
            yield f"{path}.persistentLogs.storageKey", plane.log_key, plane.cluster
