"""The control plane: its secrets, its identity and its release."""

from dataclasses import dataclass

import pulumi

from ..cloud.platform import ControlPlaneChart, WorkloadIdentityArgs
from ..config import controlplane as config
from ..config.secrets import SecretSource
from ..config.settings import Settings
from ..contracts import (
    IdentityProvider,
    Location,
    ReadWriteData,
    Secret,
    SignUrls,
    TargetSecret,
    WorkloadIdentity,
)
from ..kubernetes.release import Release, ReleaseArgs
from ..values import secrets, service_accounts
from ..values.controlplane import ControlPlaneValues, controlplane
from ..values.fragment import Values
from ..versions import CHART_REPOSITORY, IMAGE_TAG
from .cluster import Site
from .delivery import Delivery, DeliveryArgs
from .vault import StackSecrets, Vault, VaultArgs, confidential, secret, with_kept

PLANE = "control-plane"
"""Its name in the cloud's secret store."""
RELEASE = "unionai-controlplane"
"""Name of the Helm release."""


@dataclass(frozen=True, kw_only=True)
class ControlPlaneArgs:
    """Arguments of `ControlPlane`."""

    settings: Settings
    """The whole installation."""
    site: Site
    """Its cluster."""
    identity_provider: IdentityProvider
    """The authorization server and its clients."""
    metadata: Location
    """The control plane's own metadata."""
    stack_secrets: StackSecrets
    """Secrets that the settings name."""
    database_host: pulumi.Input[str] | None = None
    """Host of its PostgreSQL. Default: the settings say it."""

    @property
    def section(self) -> config.ControlPlane:
        """Its section of the stack file."""
        section = config.ours(self.settings.control_plane)
        if section is None:
            raise ValueError("the control plane is elsewhere")
        return section

    @property
    def registry(self) -> SecretSource:
        """Login of the product's registry."""
        if self.settings.registry is None:
            raise ValueError("the control plane's images need a login")
        return self.settings.registry


class ControlPlane(pulumi.ComponentResource):
    """One control plane in one cluster."""

    release: Release
    """The Helm release."""
    data_plane_secret: Secret
    """Secret of the data planes' client, as the vault kept it."""

    def __init__(
        self, name: str, args: ControlPlaneArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:planes:ControlPlane", name, None, opts)
        child = pulumi.ResourceOptions(parent=self, providers=[args.site.cluster.kubernetes])
        section = args.section
        namespace = args.site.setup.namespaces[section.namespace]
        vault = Vault(f"{name}-vault", _vault(args), child)
        self.data_plane_secret = vault.kept.get("data-plane-client", vault.kept["service-client"])
        targets = _targets(args, vault)
        delivery = Delivery(f"{name}-delivery", _delivery(args, targets), child)
        identity = args.site.platform.workload_identity(
            f"{name}-flyteadmin", _identity(args), child
        )
        self.release = Release(
            f"{name}-release",
            ReleaseArgs(
                release=RELEASE,
                namespace=namespace,
                repository=CHART_REPOSITORY,
                chart="controlplane",
                version=args.settings.chart_version,
                values=_values(args, delivery.versions, identity),
            ),
            pulumi.ResourceOptions.merge(
                child, pulumi.ResourceOptions(depends_on=[*delivery.before_release])
            ),
        )
        self.register_outputs({})


def _vault(args: ControlPlaneArgs) -> VaultArgs:
    idp, settings = args.identity_provider, args.settings
    sources: dict[str, Secret] = {
        "web-client": confidential(idp.web),
        "service-client": confidential(idp.control_plane),
        "eager-client": confidential(idp.eager),
        "database": secret(args.section.database.password, args.site.platform, args.stack_secrets),
        "registry": secret(args.registry, args.site.platform, args.stack_secrets),
    }
    if idp.data_plane is not idp.control_plane:
        sources["data-plane-client"] = confidential(idp.data_plane)
    return VaultArgs(settings=settings, platform=args.site.platform, plane=PLANE, sources=sources)


def _targets(args: ControlPlaneArgs, vault: Vault) -> tuple[TargetSecret, ...]:
    return secrets.control_plane_secrets(
        secrets.ControlPlaneSecrets(
            namespace=args.section.namespace,
            release=RELEASE,
            identity_provider=with_kept(args.identity_provider, vault.kept),
            database_password=vault.kept["database"],
            registry=vault.kept["registry"],
        )
    )


def _delivery(args: ControlPlaneArgs, targets: tuple[TargetSecret, ...]) -> DeliveryArgs:
    namespace = args.section.namespace
    return DeliveryArgs(
        settings=args.settings,
        platform=args.site.platform,
        cluster=args.site.cluster,
        namespace=namespace,
        made_namespace=args.site.setup.namespaces[namespace],
        targets=targets,
        operator=args.site.setup.secrets_operator,
    )


def _identity(args: ControlPlaneArgs) -> WorkloadIdentityArgs:
    return WorkloadIdentityArgs(
        cluster=args.site.cluster,
        subjects=service_accounts.control_plane(args.section.namespace),
        grants=(ReadWriteData(location=args.metadata), SignUrls(locations=(args.metadata,))),
    )


def _values(
    args: ControlPlaneArgs, versions: secrets.SecretVersions, identity: WorkloadIdentity
) -> Values:
    settings = args.settings
    section = args.section
    overlay = ControlPlaneChart(
        metadata=args.metadata.bucket, identity=identity, scylla=section.scylla.bundled
    )
    wanted = ControlPlaneValues(
        organization=settings.organization,
        section=section,
        database_host=args.database_host,
        image_tag=IMAGE_TAG,
        identity_provider=args.identity_provider,
        namespace_template=namespace_template(settings),
        metadata=args.metadata,
        node_pools=args.site.node_pools,
        secret_versions=versions,
    )
    return controlplane(wanted, args.site.platform.controlplane_chart(overlay))


def namespace_template(settings: Settings) -> str:
    """The mapping's template; in single-namespace mode, the namespace of the planes at work."""
    if settings.mode == "multiNamespace":
        return settings.namespace_mapping.template
    return next(it.namespace for it in settings.data_planes.values() if not it.retired)
