"""Buckets, and what each plane keeps where."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from .data_retention import Retention
from .model import Distinct, Model, exactly_one, mistake
from .texts import Name, Prefix, Text

BucketName = Annotated[
    str,
    Text(
        r"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$",
        "the name of a bucket: 3 to 63 lower-case letters, digits and hyphens",
    ),
]


ExistingBucketName = Annotated[
    str,
    Text(
        r"^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$",
        "the name of a bucket: lower-case letters, digits, hyphens, dots and underscores",
    ),
]


class BucketSettings(Model):
    """One bucket: exactly one of `create`, `existing` and `referenced`."""

    one_of: ClassVar[tuple[str, ...]] = ("create", "existing", "referenced")

    account: Name
    """Name of its account, see `union:accounts`."""
    storage_account: Name | None = None
    """Azure: which of the account's `storageAccounts` holds it; a bucket is a container there.
    Default: the only one."""
    create: BucketName | None = None
    """Name of a bucket of ours: encrypted, versioned, private, TLS only, protected."""
    existing: ExistingBucketName | None = None
    """Name of a bucket that exists."""
    referenced: Name | None = None
    """Name, in the file of the stack that has the control plane, of a bucket that is that stack's:
    it keeps CORS, lifecycle and retention. See `controlPlane: {stack: …}`."""
    manage: Distinct[Literal["cors", "lifecycle"]] = Field(default_factory=list)
    """Documents of an existing bucket to write; writing one replaces all of it. Default: none, the
    exact rules to add are an output."""
    retention: Retention | None = None
    """Expiry of raw data. Page: configuration/data-retention. Default: nothing expires."""

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if not (self.referenced and self.existing):
            exactly_one(self, *self.one_of)
        return self

    @model_validator(mode="after")
    def _managed_is_existing(self) -> Self:
        if self.manage and self.create:
            raise mistake("says manage: of a bucket of ours", "leave manage: out, ours is managed")
        return self


class Place(Model):
    """A bucket, or a prefix of one."""

    bucket: Name
    """Name of the bucket, see `union:buckets`."""
    prefix: Prefix | None = None
    """Prefix of the keys, to which identities are held: on AWS they can list the names of all keys
    of the bucket all the same, on Azure roles are of whole containers. Default: all keys."""

    @property
    def key_prefix(self) -> str:
        """What its keys begin with: `raw/`, and not `raw`, as keys of `raw2/` do; empty for all."""
        return f"{self.prefix}/" if self.prefix else ""

    @property
    def shown(self) -> str:
        """Bucket and prefix, for people."""
        return f"{self.bucket}/{self.prefix}" if self.prefix else self.bucket


def _short(value: object) -> object:
    return {"bucket": value} if isinstance(value, str) else value


PlaceOrBucket = Annotated[Place, BeforeValidator(_short, json_schema_input_type=Place | Name)]
"""A place; a bucket's name alone stands for the whole bucket."""


class Storage(Model):
    """What a data plane keeps where. A bucket's name alone stands for the whole bucket."""

    metadata: PlaceOrBucket
    """Metadata store: durable, never expires (`storage.bucketName`)."""
    fast_registration: PlaceOrBucket | None = None
    """Code bundles, which the code viewer reads; on Azure the metadata bucket, as the chart has
    it. Default: the whole metadata bucket."""
    raw_data: PlaceOrBucket | None = None
    """Raw data, the only thing that may expire. Default: the metadata place."""

    @property
    def code(self) -> Place:
        """Where code bundles are: the whole bucket, because the chart knows no prefix for them."""
        return self.fast_registration or Place(bucket=self.metadata.bucket)

    @property
    def raw(self) -> Place:
        """Where raw data is."""
        return self.raw_data or self.metadata

    @property
    def places(self) -> tuple[Place, Place, Place]:
        """Metadata, code bundles, raw data."""
        return self.metadata, self.code, self.raw
