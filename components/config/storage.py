"""Pages: configuration/data-retention and configuration/code-viewer. Buckets, and what a data plane keeps where."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from .model import Model, Name, Prefix

BucketName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]


class Retention(Model):
    """Expiry of raw data; historical executions, cached outputs and trace checkpoints that use it are lost."""

    days: Annotated[int, Field(ge=1)]
    """Age at which raw data expires, days."""
    noncurrent_days: Annotated[int, Field(ge=1)] = 7
    """Age at which a replaced version is deleted, days."""
    prefix: Prefix | None = None
    """Only below this prefix. Default: the whole bucket."""


class BucketSettings(Model):
    """One bucket: exactly one of `create` and `existing`."""

    account: Name
    """Name of its account, see `union:accounts`."""
    create: BucketName | None = None
    """Name of a bucket of ours: encrypted, versioned, private, TLS only, protected."""
    existing: BucketName | None = None
    """Name of a bucket that exists."""
    manage: list[Literal["cors", "lifecycle"]] = Field(default_factory=list)
    """Documents of an existing bucket to write; writing one replaces all of it."""
    retention: Retention | None = None
    """Expiry, only where it can touch neither metadata nor code bundles."""

    @model_validator(mode="after")
    def _owned_or_existing(self) -> Self:
        if (self.create is None) == (self.existing is None):
            raise ValueError("say either create: or existing:")
        if self.manage and self.existing is None:
            raise ValueError("manage: goes with existing:; a bucket of ours is managed")
        return self


class Place(Model):
    """A bucket, or a prefix of one."""

    bucket: Name
    """Name of the bucket, see `union:buckets`."""
    prefix: Prefix | None = None
    """Default: the whole bucket."""


class Storage(Model):
    """What a data plane keeps where. A bucket's name alone stands for the whole bucket."""

    metadata: Place
    """Metadata store: durable, never expires."""
    fast_registration: Place | None = None
    """Code bundles. Default: the metadata place."""
    raw_data: Place | None = None
    """Raw data. Default: the metadata place."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {k: {"bucket": v} if isinstance(v, str) else v for k, v in value.items()}
