"""Storage alone: a bucket that never forgets, and one whose raw data expires."""

import pulumi
from union_selfmanaged.cloud.platform import (
    BucketArgs,
    PlatformArgs,
    code_viewer_origins,
    platform,
)
from union_selfmanaged.config import AwsAccount, BucketSettings, Retention

account = platform(
    "prod",
    PlatformArgs(
        account=AwsAccount(provider="aws", account_id="123456789012", region="us-east-2"),
        organization="acme",
    ),
)
buckets = account.buckets(
    "union",
    {
        "metadata": BucketArgs(
            settings=BucketSettings(account="prod", create="acme-union-metadata"),
            cors_origins=code_viewer_origins("union.acme.com"),
        ),
        "raw-data": BucketArgs(
            settings=BucketSettings(
                account="prod", create="acme-union-raw-data", retention=Retention(days=90)
            )
        ),
    },
)

pulumi.export("buckets", {name: bucket.uri for name, bucket in buckets.items()})
