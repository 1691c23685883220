"""All values of the data plane chart, in the documentation's order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..config.dataplanes import DataPlane
from ..config.image_builder import ImageBuilder
from ..config.namespace_mapping import NamespaceMapping
from ..contracts import (
    AuthorizationServer,
    Fragment,
    ImageRegistry,
    NodePool,
    OidcClient,
    WorkloadIdentity,
)
from . import image_builder, node_pools, persistent_logs
from .authentication_dataplane import authentication
from .chart import mode, self_managed, serving
from .cluster_health import Forwarding, cluster_health, no_cluster_health
from .data_retention import Storage, data_retention
from .fragment import Values, compose, override
from .ingress import ingress
from .monitoring import gpu_metrics, union_prometheus
from .multi_cluster import ControlPlaneAddress, multi_cluster
from .namespace_mapping import namespace_mapping
from .rotation import rotation
from .scraping import in_place_of_the_charts
from .secrets import SecretVersions
from .union_secrets import union_secrets


@dataclass(frozen=True, kw_only=True)
class DataPlaneValues:
    """What a data plane's values are made of."""

    organization: str
    name: str
    """Its name in the stack file, and `clusterName` of its operator."""
    release: str
    """Name of its Helm release."""
    section: DataPlane
    mode: Literal["multiNamespace", "singleNamespace"]
    """A namespace for each project and domain, or one for all."""
    namespace_mapping: NamespaceMapping
    control_plane: ControlPlaneAddress
    client: OidcClient
    """Service-to-service calls of data planes (`AUTH_CLIENT_ID`)."""
    authorization_server: AuthorizationServer
    storage: Storage
    node_pools: Sequence[NodePool]
    """Pools of its cluster."""
    registry: ImageRegistry | None = None
    """Default repository of the image builder. Default: none, it is off."""
    log_writer: WorkloadIdentity | None = None
    """Identity of `fluentbit-system`. Default: none, persistent logs are off."""
    forwarding: Forwarding | None = None
    """Where cluster-health metrics go. Default: nowhere."""
    secret_versions: SecretVersions = field(default_factory=dict)
    """Versions of the Secrets that its pods read. Default: unknown, nothing restarts."""


def dataplane(args: DataPlaneValues, cloud: Fragment) -> Values:
    """The chart's values; `cloud` says what only this cloud's chart needs."""
    return override(compose([cloud, *fragments(args)]), args.section.values)


def fragments(args: DataPlaneValues) -> list[Fragment]:
    """What each page contributes, in the documentation's order."""
    section = args.section
    monitoring = section.monitoring
    return [
        mode(args.mode, args.release),
        self_managed(),
        serving(enabled=section.serving == "enabled"),
        ingress(section.ingress, section.namespace),
        node_pools.node_pools(
            args.node_pools, cluster_health=monitoring.cluster_health is not None
        ),
        authentication(args.client, args.authorization_server),
        rotation(args.secret_versions),
        _image_builder(args),
        multi_cluster(args.organization, args.name, args.control_plane),
        _persistent_logs(args),
        union_prometheus(monitoring.prometheus, args.node_pools),
        gpu_metrics(),
        _cluster_health(args),
        *_service_monitors(args),
        union_secrets(section.secrets_namespace),
        data_retention(args.storage),
        namespace_mapping(args.namespace_mapping),
    ]


def _image_builder(args: DataPlaneValues) -> Fragment:
    section = args.section.image_builder
    if args.registry is None or not isinstance(section, ImageBuilder):
        return image_builder.no_image_builder()
    return image_builder.image_builder(section, args.registry)


def _persistent_logs(args: DataPlaneValues) -> Fragment:
    if args.log_writer is None:
        return persistent_logs.no_persistent_logs()
    own_accounts = args.mode == "multiNamespace"
    return persistent_logs.persistent_logs(args.log_writer, own_accounts=own_accounts)


def _service_monitors(args: DataPlaneValues) -> Iterator[Fragment]:
    section = args.section.monitoring
    if section.service_monitor:
        yield in_place_of_the_charts(section.service_monitor_labels)


def _cluster_health(args: DataPlaneValues) -> Fragment:
    section = args.section.monitoring.cluster_health
    return cluster_health(section, args.forwarding) if section else no_cluster_health()
