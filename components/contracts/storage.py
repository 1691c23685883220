"""Buckets, and places in them."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """An object store bucket, ours or somebody's."""

    name: pulumi.Input[str]
    """Physical name, as Helm values want it."""
    arn: pulumi.Input[str]
    """What a grant names: an ARN on AWS, a resource name elsewhere."""
    uri: pulumi.Input[str]
    """`s3://name`, without a slash at the end."""
    region: str
    """Region of the bucket, as the cloud writes it."""
    storage_account: str | None = None
    """What holds it, where a bucket's name is unique only there. Default: nothing does."""
    label: str = ""
    """Its plain name, part of the names of resources about it. Default: none, nothing needs one."""


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place in a bucket: a whole bucket, or one prefix of it."""

    bucket: Bucket
    """The bucket."""
    prefix: str = ""
    """Prefix without a slash at either end. Default: the whole bucket."""
