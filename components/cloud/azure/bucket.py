"""Buckets: containers of storage accounts, which have CORS and lifecycle for all of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi_azure_native import storage

from ... import contracts
from ...config.accounts import AzureAccount, AzureStorageAccount
from ...config.storage import BucketSettings, Retention
from ..args import BucketArgs, StatefulArgs
from . import bucket_documents, naming


def holder(account: AzureAccount, settings: BucketSettings) -> AzureStorageAccount:
    """The storage account of a bucket; a rule has seen to it that there is one."""
    found = account.storage_account(settings.storage_account)
    if found is None:
        raise ValueError("a bucket on Azure is in a storage account")
    return found


def record(
    account: AzureAccount, settings: BucketSettings, resource: pulumi.Resource | None = None
) -> contracts.Bucket:
    """The record of a container; with `resource`, whoever uses it waits for that."""
    name, held_by = str(settings.create or settings.existing), holder(account, settings).name

    def after(value: str) -> pulumi.Input[str]:
        return value if resource is None else contracts.known_after(resource, value)

    return contracts.Bucket(
        name=after(name),
        arn=after(naming.container_id(account, held_by, name)),
        uri=after(naming.container_uri(held_by, name)),
        region=account.location,
        storage_account=held_by,
        label=name,
    )


@dataclass(frozen=True, kw_only=True)
class StorageArgs(StatefulArgs):
    """Arguments of `StorageAccount` and `ExistingStorageAccount`."""

    settings: AzureStorageAccount
    """The storage account, as the stack file has it."""
    cors_origins: tuple[str, ...] = ()
    """Origins of browsers that may read any of its containers. Default: none."""
    retentions: Mapping[str, Retention] = field(default_factory=dict)
    """Expiry of raw data, by container. Default: nothing expires."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """The name of a storage account, for whoever waits for it."""

    name: pulumi.Input[str]
    """Known at preview; what is made in it comes after it."""
    there: pulumi.Input[str]
    """Known once there is one to ask."""


class StorageAccount(pulumi.ComponentResource):
    """A storage account of ours: TLS 1.2, versioned, private, protected and retained."""

    held: Held
    """Its name."""

    def __init__(
        self,
        name: str,
        args: StorageArgs,
        account: AzureAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:StorageAccount", name, None, opts)
        # What stays must not lose its locks: they stay with it.
        kept = pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True)
        settings = args.settings
        made = storage.StorageAccount(
            f"{name}-account",
            account_name=settings.name,
            resource_group_name=account.resource_group,
            location=account.location,
            kind="StorageV2",
            sku={"name": f"Standard_{settings.replication}"},
            minimum_tls_version="TLS1_2",
            enable_https_traffic_only=True,
            allow_blob_public_access=False,
            allow_shared_key_access=settings.shared_key_access,
            allow_cross_tenant_replication=False,
            default_to_o_auth_authentication=True,
            tags=account.tags or None,
            opts=kept,
        )
        called = contracts.known_after(made, settings.name)
        self.held = Held(name=called, there=made.id.apply(lambda _: settings.name))
        restore = storage.DeleteRetentionPolicyArgs(enabled=True, days=settings.restore_days)
        blobs = storage.BlobServiceProperties(
            f"{name}-blob-service",
            account_name=called,
            resource_group_name=account.resource_group,
            blob_services_name="default",
            # Excludes a hierarchical namespace, which nothing here needs: docs/chart.md.
            is_versioning_enabled=True,
            delete_retention_policy=restore,
            container_delete_retention_policy=restore,
            cors=bucket_documents.cors_rules(args.cors_origins),
            opts=kept,
        )
        # Versions expire only once there are versions.
        versioned = contracts.known_after(blobs, settings.name)
        _management_policy(name, versioned, args, account, pulumi.ResourceOptions(parent=self))
        self.register_outputs({"name": called})


class ExistingStorageAccount(pulumi.ComponentResource):
    """The documents of somebody else's storage account that the stack file says to manage."""

    def __init__(
        self,
        name: str,
        args: StorageArgs,
        account: AzureAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:ExistingStorageAccount", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        if args.cors_origins and "cors" in args.settings.manage:
            storage.BlobServiceProperties(
                f"{name}-blob-service",
                account_name=args.settings.name,
                resource_group_name=account.resource_group,
                blob_services_name="default",
                cors=bucket_documents.cors_rules(args.cors_origins),
                opts=child,
            )
        if "lifecycle" in args.settings.manage:
            _management_policy(name, args.settings.name, args, account, child)
        self.register_outputs({})


class Bucket(pulumi.ComponentResource):
    """A container of ours: private, protected and retained."""

    bucket: contracts.Bucket
    """Its record; whoever uses it waits for the container."""

    def __init__(
        self,
        name: str,
        args: BucketArgs,
        account: AzureAccount,
        storage_account: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:Bucket", name, None, opts)
        container = storage.BlobContainer(
            f"{name}-container",
            container_name=args.settings.create,
            account_name=storage_account,
            resource_group_name=account.resource_group,
            public_access=storage.PublicAccess.NONE,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        self.bucket = record(account, args.settings, container)
        self.register_outputs({"uri": self.bucket.uri})


def storage_accounts(
    name: str,
    wanted: Mapping[str, BucketArgs],
    account: AzureAccount,
    opts: pulumi.ResourceOptions | None = None,
) -> dict[str, Held]:
    """Storage accounts with their documents, by physical name."""
    found: dict[str, Held] = {}
    # Entries of two accounts may be called the same.
    (home,) = {args.settings.account for args in wanted.values()}
    for entry, settings in sorted(account.storage_accounts.items()):
        args, logical = _storage(settings, wanted, account), f"{name}-{home}-{entry}-storage"
        found[settings.name] = Held(name=settings.name, there=settings.name)
        if settings.create:
            found[settings.name] = StorageAccount(logical, args, account, opts).held
        elif settings.manage:
            ExistingStorageAccount(logical, args, account, opts)
    return found


def containers(
    name: str,
    wanted: Mapping[str, BucketArgs],
    account: AzureAccount,
    held: Mapping[str, Held],
    opts: pulumi.ResourceOptions | None = None,
) -> dict[str, contracts.Bucket]:
    """Containers in those storage accounts, ours and existing ones."""
    found = {it: record(account, args.settings) for it, args in wanted.items()}
    for it, args in wanted.items():
        if args.settings.create:
            inside = held[holder(account, args.settings).name].name
            found[it] = Bucket(f"{name}-{it}", args, account, inside, opts).bucket
    return found


def documents_to_add(account: AzureAccount, args: BucketArgs) -> dict[str, str]:
    """Documents that are wanted on an existing storage account and that nobody told us to write."""
    settings, documents = holder(account, args.settings), dict[str, str]()
    retentions = bucket_documents.retentions([args])
    if settings.existing and args.cors_origins and "cors" not in settings.manage:
        documents["cors"] = bucket_documents.cors_json(args.cors_origins)
    if settings.existing and retentions and "lifecycle" not in settings.manage:
        documents["lifecycle"] = bucket_documents.lifecycle_json(retentions)
    return documents


def _storage(
    settings: AzureStorageAccount, wanted: Mapping[str, BucketArgs], account: AzureAccount
) -> StorageArgs:
    inside = [args for args in wanted.values() if holder(account, args.settings) is settings]
    return StorageArgs(
        settings=settings,
        cors_origins=tuple(sorted({it for args in inside for it in args.cors_origins})),
        retentions=bucket_documents.retentions(inside),
        retired=bool(inside) and all(args.retired for args in inside),
    )


def _management_policy(
    name: str,
    storage_account: pulumi.Input[str],
    args: StorageArgs,
    account: AzureAccount,
    child: pulumi.ResourceOptions,
) -> None:
    policy: Any = {"rules": bucket_documents.lifecycle(args.retentions)}
    if args.retentions:
        storage.ManagementPolicy(
            f"{name}-lifecycle",
            account_name=storage_account,
            management_policy_name="default",
            resource_group_name=account.resource_group,
            policy=policy,
            opts=child,
        )
