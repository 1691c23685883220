"""S3 buckets, ours and existing ones."""

from collections.abc import Collection

import pulumi
import pulumi_aws as aws

from ... import contracts
from ...config.accounts import AwsAccount
from ...config.storage import BucketSettings
from ..args import BucketArgs
from . import bucket_documents, naming, policy


def record(
    account: AwsAccount, name: str, resource: pulumi.Resource | None = None
) -> contracts.Bucket:
    """The record of a bucket; with `resource`, whoever uses it waits for that."""

    def after(value: str) -> pulumi.Input[str]:
        return value if resource is None else contracts.known_after(resource, value)

    return contracts.Bucket(
        name=after(name),
        arn=after(naming.bucket_arn(account, name)),
        uri=after(f"s3://{name}"),
        region=account.region,
    )


class Bucket(pulumi.ComponentResource):
    """A bucket of ours: encrypted, versioned, private, TLS only, protected and retained."""

    bucket: contracts.Bucket
    """Its record; whoever uses it waits for the bucket."""

    def __init__(
        self,
        name: str,
        args: BucketArgs,
        account: AwsAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:aws:Bucket", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        # A bucket that stays must not lose its locks: they stay with it.
        kept = pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True)
        physical = str(args.settings.create)
        bucket = aws.s3.Bucket(f"{name}-bucket", bucket=physical, force_destroy=False, opts=kept)
        versioning = aws.s3.BucketVersioning(
            f"{name}-versioning",
            bucket=bucket.bucket,
            versioning_configuration={"status": "Enabled"},
            opts=kept,
        )
        _lock(name, bucket, naming.bucket_arn(account, physical), kept)
        _documents(name, versioning.bucket, args, ("cors", "lifecycle"), child)
        self.bucket = record(account, physical, bucket)
        self.register_outputs({"name": bucket.bucket})


class ExistingBucket(pulumi.ComponentResource):
    """The documents of somebody else's bucket that the stack file says to manage."""

    def __init__(
        self, name: str, args: BucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:aws:ExistingBucket", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        _documents(name, str(args.settings.existing), args, args.settings.manage, child)
        self.register_outputs({})


def _lock(name: str, bucket: aws.s3.Bucket, arn: str, kept: pulumi.ResourceOptions) -> None:
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption",
        bucket=bucket.bucket,
        rules=[{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
        opts=kept,
    )
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership",
        bucket=bucket.bucket,
        rule={"object_ownership": "BucketOwnerEnforced"},
        opts=kept,
    )
    private = aws.s3.BucketPublicAccessBlock(
        f"{name}-private",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
        opts=kept,
    )
    # S3 answers 409 when both are written at once.
    aws.s3.BucketPolicy(
        f"{name}-tls-only", bucket=private.bucket, policy=policy.tls_only(arn), opts=kept
    )


def _documents(
    name: str,
    bucket: pulumi.Input[str],
    args: BucketArgs,
    managed: Collection[str],
    child: pulumi.ResourceOptions,
) -> None:
    if args.cors_origins and "cors" in managed:
        aws.s3.BucketCorsConfiguration(
            f"{name}-cors",
            bucket=bucket,
            cors_rules=[bucket_documents.cors(args.cors_origins)],
            opts=child,
        )
    if args.settings.retention and "lifecycle" in managed:
        aws.s3.BucketLifecycleConfiguration(
            f"{name}-lifecycle",
            bucket=bucket,
            rules=[*bucket_documents.lifecycle(args.settings.retention)],
            opts=child,
        )


def documents_to_add(args: BucketArgs) -> dict[str, str]:
    """Documents that are wanted on an existing bucket and that nobody told us to write."""
    settings: BucketSettings = args.settings
    if settings.create:
        return {}
    wanted: dict[str, str] = {}
    if args.cors_origins and "cors" not in settings.manage:
        wanted["cors"] = bucket_documents.cors_json(args.cors_origins)
    if settings.retention and "lifecycle" not in settings.manage:
        wanted["lifecycle"] = bucket_documents.lifecycle_json(settings.retention)
    return wanted
