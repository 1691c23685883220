"""What a platform is told, the same on every cloud."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi

from ..config.accounts import Account
from ..config.clusters import ClusterSettings
from ..config.image_builder import Repository
from ..config.monitoring import RemoteWriteSettings
from ..config.storage import BucketSettings
from ..contracts import (
    Bucket,
    Cluster,
    ClusterFacts,
    ClusterInputs,
    Grant,
    ImageRegistry,
    SecretValue,
    ServiceAccount,
    WorkloadIdentity,
)
from .names import Owner

UNION_CONSOLE = "https://*.unionai.cloud"
"""The origin that page configuration/code-viewer allows."""


def code_viewer_origins(*hosts: str) -> tuple[str, ...]:
    """Origins of browsers that read code bundles: the page's, and the installation's own hosts."""
    return (UNION_CONSOLE, *sorted({f"https://{host}" for host in hosts}))


@dataclass(frozen=True, kw_only=True)
class PlatformArgs:
    """Arguments of `platform`."""

    account: Account
    """The account, as the stack file has it."""
    organization: str
    """Name of the organization, with which every name in the cloud begins."""
    installation: str = ""
    """Logical name of the installation, which no name in the cloud has. Default: none, parts are
    used alone."""
    provider: pulumi.ProviderResource | None = None
    """Reaches the account, in its region. Default: one of ours."""

    @property
    def owner(self) -> Owner:
        """Whose things the platform makes."""
        return Owner(organization=self.organization, installation=self.installation)


@dataclass(frozen=True, kw_only=True)
class ClusterArgs:
    """Arguments of `Platform.cluster`."""

    cluster: str
    """Name of the cluster in the stack file."""
    settings: ClusterSettings
    """Its section of the stack file."""
    given: ClusterInputs = field(default_factory=ClusterInputs)
    """What the program knows of it. Default: nothing."""

    @property
    def cloud_name(self) -> pulumi.Input[str]:
        """Its name in the cloud."""
        return self.said_name if self.given.name is None else self.given.name

    @property
    def said_name(self) -> str:
        """The same as far as the stack file knows it."""
        return self.settings.cloud_name or self.cluster


@dataclass(frozen=True, kw_only=True)
class NodePoolsArgs:
    """Arguments of `Platform.node_pools`. Page: configuration/node-pools."""

    cluster: Cluster
    """The cluster that they are pools of."""
    settings: ClusterSettings
    """Its section of the stack file, which lists them."""


@dataclass(frozen=True, kw_only=True)
class StatefulArgs:
    """Arguments of what holds state, which is protected and retained."""

    retired: bool = False
    """Let go of it: only the caller's own `protect` protects it any more; it stays retained.
    Default: no."""

    @property
    def protect(self) -> bool | None:
        """The option `protect`; None: as its parent has it."""
        return None if self.retired else True


@dataclass(frozen=True, kw_only=True)
class BucketArgs(StatefulArgs):
    """Arguments of `Platform.bucket`. Pages: configuration/code-viewer, .../data-retention."""

    settings: BucketSettings
    """Its section of the stack file."""
    cors_origins: tuple[str, ...] = ()
    """Origins of browsers that may read it, see `code_viewer_origins`. Default: none."""


@dataclass(frozen=True, kw_only=True)
class RegistryArgs(StatefulArgs):
    """Arguments of `Platform.registry`. Page: configuration/image-builder."""

    settings: Repository
    """Its section of the stack file."""


@dataclass(frozen=True, kw_only=True)
class RegistryAccessArgs:
    """Arguments of `Platform.registry_access`: principals of other accounts than the registry's.

    Page: configuration/image-builder, *Cross Account access*.
    """

    registry: ImageRegistry
    """The repository."""
    settings: Repository
    """Its section of the stack file."""
    pull: Mapping[str, pulumi.Input[str]]
    """Principals of workers and nodes, by names that stay theirs."""
    push: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Principals of workers; none for a repository of private base images."""
    describe: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Principals of operator proxies."""
    nodes: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Principals of clusters' nodes by cluster, of the registry's own account too, on clouds where
    all nodes of a cluster have one. Default: none."""


@dataclass(frozen=True, kw_only=True)
class RepositoryUsers:
    """Who of other accounts will use a repository, told before anything is registered.

    Identities stand by the logical names that they will have, each with its account.
    """

    owner: Owner
    """Whose they are."""
    workers: Mapping[str, Account]
    """Task pods: they pull."""
    builders: Mapping[str, Account]
    """Those of them that push."""
    proxies: Mapping[str, Account]
    """Operator proxies of the same data planes."""
    nodes: Mapping[str, Account]
    """Nodes of pools that are made, by what is made for them."""
    existing_nodes: tuple[str, ...] = ()
    """Principals of the nodes of existing pools. Default: none."""


@dataclass(frozen=True, kw_only=True)
class WorkloadIdentityArgs:
    """Arguments of `Platform.workload_identity`."""

    cluster: ClusterFacts
    """Where the service accounts are."""
    subjects: tuple[ServiceAccount, ...]
    """Who may use it, see `identity_problem`."""
    grants: tuple[Grant, ...]
    """What it may do. An empty tuple: nothing yet."""


@dataclass(frozen=True, kw_only=True)
class StoreSecretArgs(StatefulArgs):
    """Arguments of `Platform.store_secret`."""

    key: str
    """Name wanted, e.g. `acme/union/control-plane/web`; made legal where the store needs it."""
    value: SecretValue
    """The secret."""


@dataclass(frozen=True, kw_only=True)
class RemoteWriteArgs(StatefulArgs):
    """Arguments of `Platform.remote_write`. Page: configuration/monitoring."""

    settings: RemoteWriteSettings
    """The section of the stack file that says where metrics go."""


@dataclass(frozen=True, kw_only=True)
class ControlPlaneChart:
    """Arguments of `Platform.controlplane_chart`."""

    metadata: Bucket
    """The control plane's own bucket."""
    identity: WorkloadIdentity
    """Of `flyteadmin` and `cacheservice`, and of `artifacts` when it is on."""
    scylla: bool
    """Whether the release brings Scylla."""


@dataclass(frozen=True, kw_only=True)
class LogKey:
    """Where a Kubernetes Secret has the key with which logs are written."""

    secret: str
    """Name of the Secret, in the release's namespace."""
    key: str
    """Its key."""


@dataclass(frozen=True, kw_only=True)
class DataPlaneChart:
    """Arguments of `Platform.dataplane_chart`."""

    metadata: Bucket
    """The data plane's own bucket."""
    fast_registration: Bucket
    """The bucket of code bundles."""
    backend: WorkloadIdentity
    """Of `operator-system`, `leaseworker` and `flytepropeller-system`, which use the buckets, or
    of the shared `union-system` in single-namespace mode."""
    operator_proxy: WorkloadIdentity
    """Of `proxy-system`; not looked at in single-namespace mode."""
    worker: WorkloadIdentity
    """Of task pods."""
    single_namespace: bool = False
    """Whether the backend's components share one account."""
    propeller: bool = False
    """Whether the release runs the V1 propeller."""
    log_service: bool = False
    """Whether persistent logs are read in the cloud's own log service."""
    log_key: LogKey | None = None
    """With which key logs are written to the bucket. Default: none, an identity writes them."""
