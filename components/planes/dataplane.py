"""A data plane: its secrets, its identities and its release."""

from dataclasses import dataclass, replace

import pulumi

from ..cloud.platform import DataPlaneChart, LogKey
from ..config.controlplane import hosts, ours
from ..config.dataplanes import DataPlane as DataPlaneSettings
from ..config.settings import Settings
from ..contracts import (
    ImageRegistry,
    RemoteWrite,
    Secret,
    ServiceLogin,
    TargetSecret,
)
from ..kubernetes.namespace_mapping import NamespaceMappingGuardArgs, namespace_mapping_guard
from ..kubernetes.release import Release, ReleaseArgs
from ..kubernetes.service_monitor import ServiceMonitorArgs, service_monitor
from ..values import scraping, secrets
from ..values.cluster_health import Forwarding
from ..values.data_retention import Storage
from ..values.dataplane import DataPlaneValues, dataplane
from ..values.fragment import Values
from ..values.multi_cluster import ControlPlaneAddress
from ..versions import CHART_REPOSITORY
from .cluster import Site
from .delivery import Delivery, DeliveryArgs
from .identities import Identities, IdentitiesArgs, Places
from .vault import StackSecrets, Vault, VaultArgs, confidential, secret

RELEASE = "unionai-dataplane"
"""Name of the Helm release."""


@dataclass(frozen=True, kw_only=True)
class DataPlaneArgs:
    """Arguments of `DataPlane`."""

    settings: Settings
    """The whole installation."""
    plane: str
    """Its name in the stack file."""
    site: Site
    """Its cluster."""
    login: ServiceLogin
    """How it logs in at the control plane."""
    places: Places
    """Where it keeps what."""
    registry: ImageRegistry | None = None
    """Default repository of the image builder. Default: none, it is off."""
    base_images: tuple[ImageRegistry, ...] = ()
    """Repositories with private base images. Default: none."""
    remote_write: RemoteWrite | None = None
    """Where cluster-health metrics go. Default: nowhere."""
    stack_secrets: StackSecrets
    """Secrets that the settings name."""

    @property
    def section(self) -> DataPlaneSettings:
        """Its section of the stack file."""
        return self.settings.data_planes[self.plane]


class DataPlane(pulumi.ComponentResource):
    """One data plane in one cluster.

    A retired one keeps what holds state, unprotected, and nothing else.
    """

    identities: Identities | None
    """Its cloud identities; None: it is retired."""

    def __init__(
        self, name: str, args: DataPlaneArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:planes:DataPlane", name, None, opts)
        child = pulumi.ResourceOptions(parent=self, providers=[args.site.cluster.kubernetes])
        namespace_mapping_guard(f"{name}-namespace-mapping", _guard(args), child)
        vault = Vault(f"{name}-vault", _vault(args), child)
        self.identities = (
            None if args.section.retired else self._installed(name, args, vault, child)
        )
        self.register_outputs({})

    def _installed(
        self, name: str, args: DataPlaneArgs, vault: Vault, child: pulumi.ResourceOptions
    ) -> Identities:
        client = replace(args.login.client, secret=vault.kept["service-client"])
        targets = secrets.data_plane_secrets(
            args.section.namespace, client, vault.kept.get("grafana"), vault.kept.get("logs")
        )
        delivery = Delivery(f"{name}-delivery", _delivery(args, targets), child)
        identities = Identities(f"{name}-identities", _identities(args), child)
        before = [
            *delivery.before_release,
            *([args.site.setup.crds] if args.site.setup.crds else []),
        ]
        ordered = pulumi.ResourceOptions.merge(child, pulumi.ResourceOptions(depends_on=before))
        keyed = "logs" in vault.kept
        values = _values(args, delivery.versions, identities, keyed=keyed)
        Release(f"{name}-release", _release(args, values), ordered)
        if args.section.monitoring.service_monitor:
            service_monitor(f"{name}-service-monitor", _service_monitor(args), ordered)
        return identities


def _guard(args: DataPlaneArgs) -> NamespaceMappingGuardArgs:
    single = args.settings.mode == "singleNamespace"
    template = args.section.namespace if single else args.settings.namespace_mapping.template
    return NamespaceMappingGuardArgs(
        plane=args.plane,
        namespace=args.site.setup.bare_namespaces[args.section.namespace],
        template=template,
        retired=args.section.retired,
    )


def _vault(args: DataPlaneArgs) -> VaultArgs:
    sources: dict[str, Secret] = {"service-client": confidential(args.login.client)}
    health = args.section.monitoring.cluster_health
    if health and health.grafana:
        password = health.grafana.admin_password
        sources["grafana"] = secret(password, args.site.platform, args.stack_secrets)
    if key := _log_key(args):
        sources["logs"] = key
    return VaultArgs(
        settings=args.settings,
        platform=args.site.platform,
        plane=args.plane,
        sources=sources,
        retired=args.section.retired,
    )


def _log_key(args: DataPlaneArgs) -> Secret | None:
    """With which logs are written to the bucket; None: with an identity, or not at all."""
    if not args.section.fluentbit:
        return None
    if said := args.section.log_key:
        return secret(said, args.site.platform, args.stack_secrets)
    return args.site.platform.log_key(args.places.metadata.bucket)


def _delivery(args: DataPlaneArgs, targets: tuple[TargetSecret, ...]) -> DeliveryArgs:
    return DeliveryArgs(
        settings=args.settings,
        platform=args.site.platform,
        cluster=args.site.cluster,
        namespace=args.section.namespace,
        made_namespace=args.site.setup.namespaces[args.section.namespace],
        targets=targets,
        operator=args.site.setup.secrets_operator,
    )


def _identities(args: DataPlaneArgs) -> IdentitiesArgs:
    return IdentitiesArgs(
        settings=args.settings,
        data_plane=args.section,
        platform=args.site.platform,
        cluster=args.site.cluster,
        places=args.places,
        registry=args.registry,
        base_images=args.base_images,
        remote_write=args.remote_write,
    )


def _release(args: DataPlaneArgs, values: Values) -> ReleaseArgs:
    return ReleaseArgs(
        release=RELEASE,
        namespace=args.site.setup.namespaces[args.section.namespace],
        repository=CHART_REPOSITORY,
        chart="dataplane",
        version=args.settings.chart_version,
        values=values,
    )


def _service_monitor(args: DataPlaneArgs) -> ServiceMonitorArgs:
    return ServiceMonitorArgs(
        name=scraping.JOB,
        namespace=args.site.setup.namespaces[args.section.namespace],
        labels=args.section.monitoring.service_monitor_labels,
        spec=scraping.service_monitor_spec(args.section.namespace),
    )


def _values(
    args: DataPlaneArgs, versions: secrets.SecretVersions, identities: Identities, *, keyed: bool
) -> Values:
    settings, section, places = args.settings, args.section, args.places
    overlay = DataPlaneChart(
        metadata=places.metadata.bucket,
        fast_registration=places.fast_registration.bucket,
        backend=identities.backend,
        operator_proxy=identities.operator_proxy,
        worker=identities.worker,
        single_namespace=settings.mode == "singleNamespace",
        propeller=section.propeller is not None,
        log_service=section.log_service,
        log_key=LogKey(secret=secrets.LOG_SECRET, key=secrets.LOG_KEY) if keyed else None,
    )
    wanted = DataPlaneValues(
        organization=settings.organization,
        name=args.plane,
        release=RELEASE,
        section=section,
        mode=settings.mode,
        namespace_mapping=settings.namespace_mapping,
        control_plane=_address(args),
        client=args.login.client,
        authorization_server=args.login.authorization_server,
        storage=Storage(
            metadata=places.metadata,
            fast_registration=places.fast_registration,
            raw_data=places.raw_data,
            propeller=section.propeller,
        ),
        node_pools=args.site.node_pools,
        registry=args.registry,
        log_writer=identities.fluentbit,
        forwarding=_forwarding(args, identities),
        secret_versions=versions,
    )
    return dataplane(wanted, args.site.platform.dataplane_chart(overlay))


def _address(args: DataPlaneArgs) -> ControlPlaneAddress:
    control_plane = args.settings.control_plane
    here = ours(control_plane)
    beside = here is not None and here.cluster == args.section.cluster
    return ControlPlaneAddress(
        host=hosts(control_plane)[0], namespace=here.namespace if here and beside else None
    )


def _forwarding(args: DataPlaneArgs, identities: Identities) -> Forwarding | None:
    if args.remote_write is None:
        return None
    return Forwarding(target=args.remote_write, writer=identities.metrics_writer)
