"""One Azure subscription and resource group."""

from collections.abc import Mapping
from typing import Any

import pulumi

from ...config.accounts import AzureAccount
from ...contracts import (
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
from .. import args as arguments
from . import bucket, chart, metrics, registry, secret_store
from .cluster import cluster
from .identity import ManagedIdentity
from .node_pools import node_pools
from .policy import credentials_problem
from .provider import reached

Options = pulumi.ResourceOptions | None


class AzurePlatform:
    """`cloud.platform.Platform` for a resource group of an Azure subscription."""

    def __init__(
        self,
        name: str,
        account: AzureAccount,
        args: arguments.PlatformArgs,
        opts: Options = None,
    ) -> None:
        self.account = account
        self.owner = args.owner
        self.reach = reached(name, account, args.provider, opts)
        self._held: dict[str, bucket.Held] = {}
        vault = account.key_vault
        self._vault: pulumi.Input[str] = vault.name if vault else ""
        if vault and vault.create:
            made = secret_store.KeyVault(f"{name}-key-vault", account, self._here(opts))
            self._vault = made.name

    def _here(self, opts: Options) -> pulumi.ResourceOptions:
        return self.reach.using(opts)

    def cluster(self, name: str, args: arguments.ClusterArgs, opts: Options = None) -> Cluster:
        """An AKS cluster."""
        return cluster(name, args, self.account, self.reach.provider, self.reach.after(opts))

    def node_pools(
        self, name: str, args: arguments.NodePoolsArgs, opts: Options = None
    ) -> tuple[NodePool, ...]:
        """Agent pools, ours and existing ones."""
        return node_pools(name, args, self.account, self._here(opts))

    def buckets(
        self, name: str, wanted: Mapping[str, arguments.BucketArgs], opts: Options = None
    ) -> Mapping[str, Bucket]:
        """Containers, and the storage accounts that hold them."""
        here = self._here(opts)
        self._held |= bucket.storage_accounts(name, wanted, self.account, here)
        return bucket.containers(name, wanted, self.account, self._held, here)

    def bucket_documents(self, args: arguments.BucketArgs) -> Mapping[str, str]:
        """What the owner of an existing storage account must add."""
        return bucket.documents_to_add(self.account, args)

    def log_key(self, bucket: Bucket) -> Secret:
        """A key of the bucket's storage account, known once that is there."""
        name = str(bucket.storage_account)
        there = self._held[name].there if name in self._held else name
        return secret_store.storage_key(self.account, there, self.reach.provider)

    def registry(
        self, name: str, args: arguments.RegistryArgs, opts: Options = None
    ) -> ImageRegistry:
        """A repository of a container registry."""
        if args.settings.create:
            return registry.Registry(name, args, self.account, self._here(opts)).registry
        return registry.record(self.account, args.settings)

    def registry_access(
        self, name: str, args: arguments.RegistryAccessArgs, opts: Options = None
    ) -> None:
        """Roles of nodes on a registry that is ours or managed; identities have their own."""
        if args.nodes and self.registry_policy(args) is None:
            registry.RegistryAccess(name, args, self.account, self._here(opts))

    def registry_policy(self, args: arguments.RegistryAccessArgs) -> pulumi.Output[str] | None:
        """What the owner of an existing registry must run for nodes to pull."""
        ours = args.settings.create or "policy" in args.settings.manage
        return None if ours or not args.nodes else registry.to_add(self.account, args)

    def workload_identity(
        self, name: str, args: arguments.WorkloadIdentityArgs, opts: Options = None
    ) -> WorkloadIdentity:
        """A user-assigned managed identity for service accounts."""
        if problem := credentials_problem(args.subjects):
            raise pulumi.RunError(f"{name} {problem}")
        made = ManagedIdentity(name, args, self.account, self.owner, self._here(opts))
        return made.identity

    def store_secret(
        self, name: str, args: arguments.StoreSecretArgs, opts: Options = None
    ) -> SecretRef:
        """A secret in the Key Vault."""
        here = self._here(opts)
        return secret_store.StoredSecret(name, args, self.account, self._vault, here).ref

    def existing_secret(self, key: str, property_: str | None = None) -> SecretRef:
        """A secret that the Key Vault has already, by name."""
        return secret_store.existing(self.account, key, property_)

    def secret_store(self, account: ServiceAccount, cluster: Cluster) -> Mapping[str, Any]:
        """The Key Vault, for the External Secrets Operator, whatever the cluster."""
        del cluster
        return secret_store.provider_block(self.account, account)

    def remote_write(
        self, name: str, args: arguments.RemoteWriteArgs, opts: Options = None
    ) -> RemoteWrite:
        """A URL."""
        del name, opts
        return metrics.remote_write(args.settings)

    def controlplane_chart(self, args: arguments.ControlPlaneChart) -> Fragment:
        """Refused: the control plane's chart has no values for Azure, as a rule has said."""
        del args
        raise pulumi.RunError("a control plane does not run on Azure")

    def dataplane_chart(self, args: arguments.DataPlaneChart) -> Fragment:
        """The data plane chart's Azure overlay."""
        return chart.dataplane(self.account, args)
