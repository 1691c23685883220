"""What a cloud provides, and the only place that asks which one it is to make something there."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, assert_never

import pulumi

from ..config.accounts import Account, AwsAccount, AzureAccount, GcpAccount
from ..config.clusters import AwsCluster, ClusterSettings
from ..contracts import (
    Bucket,
    Cluster,
    Fragment,
    ImageRegistry,
    NodePool,
    RemoteWrite,
    Secret,
    SecretRef,
    ServiceAccount,
    WorkloadIdentity,
)
from .args import (
    BucketArgs,
    ClusterArgs,
    ControlPlaneChart,
    DataPlaneChart,
    LogKey,
    NodePoolsArgs,
    PlatformArgs,
    RegistryAccessArgs,
    RegistryArgs,
    RemoteWriteArgs,
    RepositoryUsers,
    StoreSecretArgs,
    WorkloadIdentityArgs,
    code_viewer_origins,
)
from .subjects import pattern_problem

__all__ = [
    "BucketArgs",
    "ClusterArgs",
    "ControlPlaneChart",
    "DataPlaneChart",
    "LogKey",
    "NodePoolsArgs",
    "Platform",
    "PlatformArgs",
    "RegistryAccessArgs",
    "RegistryArgs",
    "RemoteWriteArgs",
    "RepositoryUsers",
    "StoreSecretArgs",
    "WorkloadIdentityArgs",
    "code_viewer_origins",
    "identity_problem",
    "package",
    "platform",
    "repository_problem",
]

Options = pulumi.ResourceOptions | None


class Platform(Protocol):
    """One account and region of a cloud, with the provider that reaches it.

    `name` is always a logical name, `opts` carries the parent; the provider is the platform's own.
    """

    def cluster(self, name: str, args: ClusterArgs, opts: Options = None) -> Cluster:
        """An existing cluster; what the stack file leaves out is looked up."""
        ...

    def node_pools(
        self, name: str, args: NodePoolsArgs, opts: Options = None
    ) -> tuple[NodePool, ...]:
        """The cluster's pools, in the order of their names, ours and existing ones."""
        ...

    def buckets(
        self, name: str, wanted: Mapping[str, BucketArgs], opts: Options = None
    ) -> Mapping[str, Bucket]:
        """All buckets of the account by their name in the stack file, each called `{name}-{it}`.

        Ours, and existing ones with the documents that we are told to manage. All at once, because
        on some clouds several buckets share these documents.
        """
        ...

    def bucket_documents(self, args: BucketArgs) -> Mapping[str, str]:
        """What somebody else has to add to an existing bucket: `cors` and `lifecycle`, as JSON."""
        ...

    def log_key(self, bucket: Bucket) -> Secret | None:
        """Key with which logs are written to a bucket, on a cloud where the chart can do it with no
        identity; looked up. None: it can."""
        ...

    def registry(self, name: str, args: RegistryArgs, opts: Options = None) -> ImageRegistry:
        """A repository of ours, or an existing one."""
        ...

    def registry_access(self, name: str, args: RegistryAccessArgs, opts: Options = None) -> None:
        """Let nodes, and principals of other accounts, use a repository that is ours or managed."""
        ...

    def registry_policy(self, args: RegistryAccessArgs) -> pulumi.Output[str] | None:
        """The policy that somebody else has to add to an existing repository, if any."""
        ...

    def workload_identity(
        self, name: str, args: WorkloadIdentityArgs, opts: Options = None
    ) -> WorkloadIdentity:
        """An identity for service accounts; its principal is usable as soon as its grants are."""
        ...

    def store_secret(self, name: str, args: StoreSecretArgs, opts: Options = None) -> SecretRef:
        """Put a secret into the cloud's store."""
        ...

    def existing_secret(self, key: str, property_: str | None = None) -> SecretRef:
        """A secret that the cloud's store has already, by its name there."""
        ...

    def secret_store(self, account: ServiceAccount, cluster: Cluster) -> Mapping[str, Any]:
        """`spec.provider` of a `SecretStore` of `cluster` that reads as `account`, beside it."""
        ...

    def remote_write(self, name: str, args: RemoteWriteArgs, opts: Options = None) -> RemoteWrite:
        """Where metrics are forwarded to: a workspace of ours, an existing one, or a URL."""
        ...

    def controlplane_chart(self, args: ControlPlaneChart) -> Fragment:
        """What the control plane chart's overlay for this cloud would say."""
        ...

    def dataplane_chart(self, args: DataPlaneChart) -> Fragment:
        """What the data plane chart's overlay for this cloud would say."""
        ...


def package(account: Account) -> str:
    """Package of the providers that reach `account`."""
    match account:
        case AwsAccount():
            return "aws"
        case GcpAccount():
            return "gcp"
        case AzureAccount():
            return "azure-native"
        case _:
            assert_never(account)


def platform(name: str, args: PlatformArgs, opts: Options = None) -> Platform:
    """The platform of an account; imports no other cloud's SDK.

    Registers a provider, called `name`, unless one is given.
    """
    match args.account:
        case AwsAccount():
            from .aws.platform import AwsPlatform

            return AwsPlatform(name, args.account, args, opts)
        case GcpAccount():
            from .gcp.platform import GcpPlatform

            return GcpPlatform(name, args.account, args, opts)
        case AzureAccount():
            from .azure.platform import AzurePlatform

            return AzurePlatform(name, args.account, args, opts)
        case _:
            assert_never(args.account)


def repository_problem(account: Account, users: RepositoryUsers) -> str | None:
    """Why a repository of `account` cannot let all of `users` in, and what to do; None: it can.

    Registers nothing and imports no SDK.
    """
    match account:
        case AwsAccount():
            from .aws.policy import repository_size_problem

            return repository_size_problem(users)
        case GcpAccount() | AzureAccount():
            # A member or an assignment each, and no document that holds them all.
            return None
        case _:
            assert_never(account)


def identity_problem(
    account: Account, cluster: ClusterSettings, subjects: Sequence[ServiceAccount]
) -> str | None:
    """Why `subjects` do not fit into one identity of `cluster`, and what to do; None: they do.

    Registers nothing and imports no SDK.
    """
    match account:
        case AwsAccount():
            from .aws.policy import trust_size_problem

            issuer = cluster.oidc_issuer if isinstance(cluster, AwsCluster) else None
            return trust_size_problem(account, issuer, subjects)
        case GcpAccount():
            return pattern_problem(subjects)
        case AzureAccount():
            from .azure.policy import credentials_problem

            return pattern_problem(subjects) or credentials_problem(subjects)
        case _:
            assert_never(account)
