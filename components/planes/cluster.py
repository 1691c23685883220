"""What a cluster gets once, before any plane: namespaces, the secrets operator, CRDs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pulumi

from ..cloud.platform import ClusterArgs, NodePoolsArgs, Platform
from ..config.controlplane import ours
from ..config.settings import Settings
from ..contracts import Cluster, ClusterInputs, NodePool
from ..kubernetes.external_secrets import ExternalSecretsOperator, ExternalSecretsOperatorArgs
from ..kubernetes.namespaces import Namespaces, NamespacesArgs
from ..kubernetes.release import Release, ReleaseArgs
from ..values.crds import crds
from ..values.node_pools import placement
from ..versions import CHART_REPOSITORY

CRDS_RELEASE = "unionai-dataplane-crds"
"""Name of the Helm release."""
CRDS_NAMESPACE = "union-crds"
"""Its namespace, no plane's: CRDs carry it as their owner's and outlive every plane's namespace."""


@dataclass(frozen=True, kw_only=True)
class ClusterSetupArgs:
    """Arguments of `ClusterSetup`."""

    settings: Settings
    """The whole installation: its planes say what the cluster needs."""
    cluster: Cluster
    """The cluster."""
    node_pools: tuple[NodePool, ...]
    """Pools of the cluster. Those that we make come before all that it holds, and go after it."""


class ClusterSetup(pulumi.ComponentResource):
    """Namespaces of all planes, the External Secrets Operator and CRDs, one of each a cluster."""

    namespaces: Mapping[str, pulumi.Output[str]]
    """The cluster's namespaces; whoever uses one waits for it, and for the node pools."""
    bare_namespaces: Mapping[str, pulumi.Output[str]]
    """The same for what runs on no node; whoever uses one waits for it alone."""
    secrets_operator: pulumi.Resource | None
    """What brings the External Secrets Operator; None: it is there, or nobody needs it."""
    crds: pulumi.Resource | None
    """What brings the Prometheus Operator's CRDs; None: they are there, or nobody needs them."""

    def __init__(
        self, name: str, args: ClusterSetupArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:planes:ClusterSetup", name, None, opts)
        child = pulumi.ResourceOptions(parent=self, providers=[args.cluster.kubernetes])
        pools = [pool.made for pool in args.node_pools if pool.made is not None]
        wanted = NamespacesArgs(names=namespaces(args.settings, args.cluster.name), after=pools)
        made = Namespaces(f"{name}-namespaces", wanted, child)
        self.namespaces, self.bare_namespaces = made.names, made.bare
        self.secrets_operator = (
            ExternalSecretsOperator(
                f"{name}-external-secrets",
                ExternalSecretsOperatorArgs(
                    placement=placement("services", args.node_pools), after=pools
                ),
                child,
            ).ready
            if installs_secrets_operator(args.settings, args.cluster.name)
            else None
        )
        self.crds = (
            Release(f"{name}-crds", _crds(args.settings, self.namespaces[CRDS_NAMESPACE]), child)
            if installs_crds(args.settings, args.cluster.name)
            else None
        )
        self.register_outputs({})


@dataclass(frozen=True, kw_only=True)
class Site:
    """A cluster ready for planes."""

    platform: Platform
    """The account and region that hold it."""
    cluster: Cluster
    """The cluster."""
    node_pools: tuple[NodePool, ...]
    """Its pools."""
    setup: ClusterSetup
    """What it got before any plane."""


@dataclass(frozen=True, kw_only=True)
class SiteArgs:
    """Arguments of `site`."""

    settings: Settings
    """The whole installation."""
    cluster: str
    """Name of the cluster in the stack file."""
    platform: Platform
    """The account and region that hold it."""
    given: ClusterInputs = field(default_factory=ClusterInputs)
    """What the program knows of it. Default: nothing."""


def site(name: str, args: SiteArgs, opts: pulumi.ResourceOptions | None = None) -> Site:
    """The cluster, its node pools, and what it gets before any plane."""
    section = args.settings.clusters[args.cluster]
    known = ClusterArgs(cluster=args.cluster, settings=section, given=args.given)
    cluster = args.platform.cluster(name, known, opts)
    node_pools = args.platform.node_pools(
        name, NodePoolsArgs(cluster=cluster, settings=section), opts
    )
    wanted = ClusterSetupArgs(settings=args.settings, cluster=cluster, node_pools=node_pools)
    setup = ClusterSetup(f"{name}-setup", wanted, opts)
    return Site(platform=args.platform, cluster=cluster, node_pools=node_pools, setup=setup)


def namespaces(settings: Settings, cluster: str) -> Iterator[str]:
    """Namespaces in `cluster`: of its planes, retiring ones too, as they keep what is in them."""
    control_plane = ours(settings.control_plane)
    if control_plane and control_plane.cluster == cluster:
        yield control_plane.namespace
    for plane in settings.planes_by_cluster[cluster]:
        yield from (plane.namespace, plane.secrets_namespace)
    if installs_crds(settings, cluster):
        yield CRDS_NAMESPACE


def installs_secrets_operator(settings: Settings, cluster: str) -> bool:
    """Whether the External Secrets Operator of `cluster` is ours."""
    wanted = settings.secret_delivery.external_secrets is not None
    return wanted and settings.clusters[cluster].external_secrets_operator == "install"


def installs_crds(settings: Settings, cluster: str) -> bool:
    """Whether the Prometheus Operator's CRDs in `cluster` are needed, and are ours."""
    return settings.clusters[cluster].prometheus_operator_crds == "install" and any(
        plane.monitoring.cluster_health is not None or plane.monitoring.service_monitor
        for plane in settings.planes_by_cluster[cluster]
        if not plane.retired
    )


def _crds(settings: Settings, namespace: pulumi.Input[str]) -> ReleaseArgs:
    return ReleaseArgs(
        release=CRDS_RELEASE,
        namespace=namespace,
        repository=CHART_REPOSITORY,
        chart="dataplane-crds",
        version=settings.chart_version,
        values=crds(),
    )
