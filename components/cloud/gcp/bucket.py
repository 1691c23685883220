"""Cloud Storage buckets, ours and existing ones."""

import pulumi
import pulumi_gcp as gcp

from ... import contracts
from ...config.accounts import GcpAccount
from ..args import BucketArgs
from . import bucket_documents


def record(
    account: GcpAccount, name: str, resource: pulumi.Resource | None = None
) -> contracts.Bucket:
    """The record of a bucket; with `resource`, whoever uses it waits for that."""

    def after(value: str) -> pulumi.Input[str]:
        return value if resource is None else contracts.known_after(resource, value)

    return contracts.Bucket(
        name=after(name),
        arn=after(f"projects/_/buckets/{name}"),
        uri=after(f"gs://{name}"),
        region=account.region,
        label=name,
    )


class Bucket(pulumi.ComponentResource):
    """A bucket of ours: versioned, private, one policy for all objects, protected and retained.

    CORS and expiry are properties of the bucket here, so only a bucket of ours has them from us.
    """

    bucket: contracts.Bucket
    """Its record; whoever uses it waits for the bucket."""

    def __init__(
        self,
        name: str,
        args: BucketArgs,
        account: GcpAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:gcp:Bucket", name, None, opts)
        physical = str(args.settings.create)
        retention = args.settings.retention
        bucket = gcp.storage.Bucket(
            f"{name}-bucket",
            name=physical,
            # The API answers in upper case, which would look like another place.
            location=account.region.upper(),
            force_destroy=False,
            uniform_bucket_level_access=True,
            public_access_prevention="enforced",
            versioning={"enabled": True},
            cors=[bucket_documents.cors(args.cors_origins)] if args.cors_origins else None,
            lifecycle_rules=bucket_documents.lifecycle(retention) if retention else None,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        self.bucket = record(account, physical, bucket)
        self.register_outputs({"name": self.bucket.name})


def documents_to_add(args: BucketArgs) -> dict[str, str]:
    """What is wanted of an existing bucket, as commands for whoever owns it."""
    settings = args.settings
    if settings.existing is None:
        return {}
    wanted: dict[str, str] = {}
    if args.cors_origins:
        wanted["cors"] = bucket_documents.cors_command(settings.existing, args.cors_origins)
    if settings.retention:
        wanted["lifecycle"] = bucket_documents.lifecycle_command(
            settings.existing, settings.retention
        )
    return wanted
