"""One Google Cloud project and region."""

from collections.abc import Mapping
from typing import Any

import pulumi

from ...config.accounts import GcpAccount
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
from ..subjects import pattern_problem
from . import bucket as buckets
from . import chart, metrics, registry, secret_store
from .cluster import cluster
from .identity import WorkloadAccount
from .node_pools import node_pools
from .provider import reached

Options = pulumi.ResourceOptions | None


class GcpPlatform:
    """`cloud.platform.Platform` for a Google Cloud project and region."""

    def __init__(
        self,
        name: str,
        account: GcpAccount,
        args: arguments.PlatformArgs,
        opts: Options = None,
    ) -> None:
        self.account = account
        self.owner = args.owner
        self.reach = reached(name, account, args.provider, opts)

    def _here(self, opts: Options) -> pulumi.ResourceOptions:
        return self.reach.using(opts)

    def cluster(self, name: str, args: arguments.ClusterArgs, opts: Options = None) -> Cluster:
        """A GKE cluster."""
        return cluster(name, args, self.account, self.reach.provider, self.reach.after(opts))

    def node_pools(
        self, name: str, args: arguments.NodePoolsArgs, opts: Options = None
    ) -> tuple[NodePool, ...]:
        """GKE node pools and existing ones."""
        return node_pools(name, args, self.account, self.owner, self._here(opts))

    def bucket(self, name: str, args: arguments.BucketArgs, opts: Options = None) -> Bucket:
        """A Cloud Storage bucket."""
        if args.settings.create:
            return buckets.Bucket(name, args, self.account, self._here(opts)).bucket
        return buckets.record(self.account, str(args.settings.existing))

    def buckets(
        self, name: str, wanted: Mapping[str, arguments.BucketArgs], opts: Options = None
    ) -> Mapping[str, Bucket]:
        """Every bucket by itself."""
        return {it: self.bucket(f"{name}-{it}", args, opts) for it, args in wanted.items()}

    def bucket_documents(self, args: arguments.BucketArgs) -> Mapping[str, str]:
        """What the owner of an existing bucket must run."""
        return buckets.documents_to_add(args)

    def log_key(self, bucket: Bucket) -> None:
        """None: logs are written with an identity."""
        del bucket

    def registry(
        self, name: str, args: arguments.RegistryArgs, opts: Options = None
    ) -> ImageRegistry:
        """An Artifact Registry repository."""
        if args.settings.create:
            return registry.Repository(name, args, self.account, self._here(opts)).registry
        return registry.record(self.account, args.settings)

    def registry_access(
        self, name: str, args: arguments.RegistryAccessArgs, opts: Options = None
    ) -> None:
        """Members of other projects, in a repository that is ours or managed."""
        if registry.has_strangers(args) and self.registry_policy(args) is None:
            registry.RepositoryAccess(name, args, self._here(opts))

    def registry_policy(self, args: arguments.RegistryAccessArgs) -> pulumi.Output[str] | None:
        """What the owner of an existing repository must run."""
        ours = args.settings.create or "policy" in args.settings.manage
        if ours or not registry.has_strangers(args):
            return None
        return registry.commands(args)

    def workload_identity(
        self, name: str, args: arguments.WorkloadIdentityArgs, opts: Options = None
    ) -> WorkloadIdentity:
        """A Google account for service accounts."""
        if problem := pattern_problem(args.subjects):
            raise pulumi.RunError(f"{name}: {problem}")
        account, owner = self.account, self.owner
        return WorkloadAccount(name, args, account, owner, self._here(opts)).identity

    def store_secret(
        self, name: str, args: arguments.StoreSecretArgs, opts: Options = None
    ) -> SecretRef:
        """A secret in Secret Manager."""
        return secret_store.StoredSecret(name, args, self.account, self._here(opts)).ref

    def existing_secret(self, key: str, property_: str | None = None) -> SecretRef:
        """A secret that Secret Manager has already, by its id."""
        return secret_store.existing(self.account, key, property_)

    def secret_store(self, account: ServiceAccount, cluster: Cluster) -> Mapping[str, Any]:
        """Secret Manager, for the External Secrets Operator."""
        return secret_store.provider_block(self.account, account, cluster)

    def remote_write(
        self, name: str, args: arguments.RemoteWriteArgs, opts: Options = None
    ) -> RemoteWrite:
        """A URL; nothing is made for it."""
        del name, opts
        return metrics.target(args.settings)

    def controlplane_chart(self, args: arguments.ControlPlaneChart) -> Fragment:
        """The control plane chart's GCP overlay."""
        return chart.controlplane(self.account, args)

    def dataplane_chart(self, args: arguments.DataPlaneChart) -> Fragment:
        """The data plane chart's GCP overlay."""
        return chart.dataplane(self.account, args)
