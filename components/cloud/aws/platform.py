"""One AWS account and region."""

from collections.abc import Mapping
from typing import Any

import pulumi

from ...config.accounts import AwsAccount
from ...contracts import (
    Bucket,
    Cluster,
    Fragment,
    ImageRegistry,
    NodePool,
    RemoteWrite,
    SecretRef,
    ServiceAccount,
    WorkloadIdentity,
)
from .. import args as arguments
from . import bucket as buckets
from . import chart, metrics, registry, secret_store
from .cluster import cluster
from .identity import WorkloadRole
from .node_pools import node_pools
from .policy import trust_size_problem
from .provider import reached

Options = pulumi.ResourceOptions | None


class AwsPlatform:
    """`cloud.platform.Platform` for an AWS account and region."""

    def __init__(
        self,
        name: str,
        account: AwsAccount,
        args: arguments.PlatformArgs,
        opts: Options = None,
    ) -> None:
        self.account = account
        self.owner = args.owner
        self.reach = reached(name, account, args.provider, opts)

    def _here(self, opts: Options) -> pulumi.ResourceOptions:
        return self.reach.using(opts)

    def cluster(self, name: str, args: arguments.ClusterArgs, opts: Options = None) -> Cluster:
        """An EKS cluster."""
        return cluster(name, args, self.account, self.reach.provider, self.reach.after(opts))

    def node_pools(
        self, name: str, args: arguments.NodePoolsArgs, opts: Options = None
    ) -> tuple[NodePool, ...]:
        """Managed node groups and existing pools."""
        return node_pools(name, args, self.account, self.owner, self._here(opts))

    def bucket(self, name: str, args: arguments.BucketArgs, opts: Options = None) -> Bucket:
        """An S3 bucket."""
        if args.settings.create:
            return buckets.Bucket(name, args, self.account, self._here(opts)).bucket
        if args.settings.manage:
            buckets.ExistingBucket(name, args, self._here(opts))
        return buckets.record(self.account, str(args.settings.existing))

    def buckets(
        self, name: str, wanted: Mapping[str, arguments.BucketArgs], opts: Options = None
    ) -> Mapping[str, Bucket]:
        """Every bucket by itself."""
        return {it: self.bucket(f"{name}-{it}", args, opts) for it, args in wanted.items()}

    def bucket_documents(self, args: arguments.BucketArgs) -> Mapping[str, str]:
        """What the owner of an existing bucket must add."""
        return buckets.documents_to_add(args)

    def log_key(self, bucket: Bucket) -> None:
        """None: logs are written with an identity."""
        del bucket

    def registry(
        self, name: str, args: arguments.RegistryArgs, opts: Options = None
    ) -> ImageRegistry:
        """An ECR repository."""
        if args.settings.create:
            return registry.Repository(name, args, self.account, self._here(opts)).registry
        return registry.record(self.account, args.settings)

    def registry_access(
        self, name: str, args: arguments.RegistryAccessArgs, opts: Options = None
    ) -> None:
        """The policy of an ECR repository that is ours or managed."""
        if registry.has_strangers(args) and self.registry_policy(args) is None:
            registry.RepositoryAccess(name, args, self._here(opts))

    def registry_policy(self, args: arguments.RegistryAccessArgs) -> pulumi.Output[str] | None:
        """The policy that the owner of an existing repository must add."""
        ours = args.settings.create or "policy" in args.settings.manage
        if ours or not registry.has_strangers(args):
            return None
        return registry.access_policy(args)

    def workload_identity(
        self, name: str, args: arguments.WorkloadIdentityArgs, opts: Options = None
    ) -> WorkloadIdentity:
        """An IAM role for service accounts."""
        issuer = args.cluster.oidc_issuer
        known = issuer if isinstance(issuer, str) else None
        if problem := trust_size_problem(self.account, known, args.subjects):
            raise pulumi.RunError(f"{name}: {problem}")
        role = WorkloadRole(name, args, self.account, self.owner, self._here(opts))
        return role.identity

    def store_secret(
        self, name: str, args: arguments.StoreSecretArgs, opts: Options = None
    ) -> SecretRef:
        """A secret in Secrets Manager."""
        return secret_store.StoredSecret(name, args, self.account, self._here(opts)).ref

    def existing_secret(self, key: str, property_: str | None = None) -> SecretRef:
        """A secret that Secrets Manager has already, by name or ARN."""
        return secret_store.existing(self.account, key, property_)

    def secret_store(self, account: ServiceAccount, cluster: Cluster) -> Mapping[str, Any]:
        """Secrets Manager, for the External Secrets Operator, whatever the cluster."""
        del cluster
        return secret_store.provider_block(self.account, account)

    def remote_write(
        self, name: str, args: arguments.RemoteWriteArgs, opts: Options = None
    ) -> RemoteWrite:
        """An Amazon Managed Prometheus workspace, or a URL."""
        workspace = args.settings.workspace
        if workspace is None:
            return RemoteWrite(url=str(args.settings.url))
        if workspace.existing:
            return metrics.existing(self.account, workspace.existing)
        made = metrics.Workspace(name, args, self.account, self.owner, self._here(opts))
        return made.remote_write

    def controlplane_chart(self, args: arguments.ControlPlaneChart) -> Fragment:
        """The control plane chart's AWS overlay."""
        return chart.controlplane(self.account, args)

    def dataplane_chart(self, args: arguments.DataPlaneChart) -> Fragment:
        """The data plane chart's AWS overlay."""
        return chart.dataplane(self.account, args)
