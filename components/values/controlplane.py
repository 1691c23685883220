"""All values of the control plane chart, in the documentation's order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pulumi

from ..config.controlplane import ControlPlane
from ..contracts import Fragment, IdentityProvider, Location, NodePool
from . import node_pools, rotation
from .authentication import ControlPlaneAuthentication, authentication
from .chart import controlplane_chart
from .cluster_health import no_cluster_health
from .data_retention import controlplane_metadata
from .databases import databases, scylla
from .fragment import Values, compose, override
from .ingress import controlplane_ingress
from .multi_cluster import controlplane_multi_cluster
from .namespace_mapping import controlplane_namespace_mapping
from .secrets import SecretVersions
from .workflow_scheduler import workflow_scheduler


@dataclass(frozen=True, kw_only=True)
class ControlPlaneValues:
    """What the control plane's values are made of."""

    organization: str
    section: ControlPlane
    image_tag: str
    """Version of the product's images, `versions.IMAGE_TAG`."""
    identity_provider: IdentityProvider
    namespace_template: str
    """The mapping's template, or the data planes' namespace in single-namespace mode."""
    metadata: Location
    """The control plane's own metadata."""
    node_pools: Sequence[NodePool]
    """Pools of its cluster."""
    database_host: pulumi.Input[str] | None = None
    """Host of its PostgreSQL. Default: the section says it."""
    secret_versions: SecretVersions = field(default_factory=dict)
    """Versions of the Secrets that its pods read. Default: unknown, nothing restarts."""


def controlplane(args: ControlPlaneValues, cloud: Fragment) -> Values:
    """The chart's values; `cloud` says what only this cloud's chart needs."""
    return override(compose([cloud, *fragments(args)]), args.section.values)


def fragments(args: ControlPlaneValues) -> list[Fragment]:
    """What each page contributes, in the documentation's order."""
    section = args.section
    idp = args.identity_provider
    return [
        controlplane_chart(args.organization, section.host, args.image_tag),
        databases(section.database, _database_host(args)),
        scylla(section.scylla, args.node_pools),
        controlplane_ingress(section.host, section.ingress, section.namespace),
        node_pools.controlplane_node_pools(args.node_pools),
        authentication(_authentication(args)),
        workflow_scheduler(
            section.namespace,
            idp.control_plane,
            idp.authorization_server,
            enabled=section.workflow_scheduler == "enabled",
        ),
        rotation.controlplane_rotation(args.secret_versions),
        controlplane_multi_cluster(),
        no_cluster_health(),
        controlplane_metadata(args.metadata),
        controlplane_namespace_mapping(args.namespace_template),
    ]


def _database_host(args: ControlPlaneValues) -> pulumi.Input[str]:
    host = args.database_host if args.database_host is not None else args.section.database.host
    if host is None:
        raise ValueError("nobody says where the database is")
    return host


def _authentication(args: ControlPlaneValues) -> ControlPlaneAuthentication:
    return ControlPlaneAuthentication(
        host=args.section.host,
        extra_hosts=args.section.ingress.extra_hosts,
        namespace=args.section.namespace,
        identity_provider=args.identity_provider,
    )
