"""Each grant as roles. Pure; why each role is there stands in `reasons.REASONS`."""

from typing import assert_never

from ...contracts import (
    Bucket,
    DescribeImages,
    Grant,
    ImageRegistry,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadSecrets,
    ReadWriteData,
    SecretRef,
    SignUrls,
    WriteLogs,
    WriteMetrics,
)
from .policy import Binding
from .reasons import REASONS, roles

__all__ = ["REASONS", "bindings"]

LOG_PREFIX = "persisted-logs"
"""Where Fluent Bit writes. Page: configuration/persistent-logs."""
WHOLE_BUCKET = ("roles/storage.bucketViewer",)
"""Roles about a bucket itself, which no prefix can narrow."""


def bindings(grant: Grant, home: str) -> tuple[Binding, ...]:
    """What `grant` gives an identity of account `home`, on nothing but what it names."""
    match grant:
        case ReadWriteData(location=location) | ReadData(location=location):
            return _bucket(type(grant), location.bucket, location.prefix)
        case WriteLogs(bucket=bucket):
            return _bucket(WriteLogs, bucket, LOG_PREFIX)
        case PushImages(registry=it) | PullImages(registry=it) | DescribeImages(registry=it):
            return _images(type(grant), it, home)
        case ReadSecrets(secrets=secrets):
            return tuple(it for secret in secrets for it in _secret(secret))
        case SignUrls() | ReadLogs():
            return tuple(Binding(on=row.on, role=row.role) for row in roles(type(grant)))
        case WriteMetrics():
            # A rule refuses managed workspaces on GCP: the chart's Prometheus cannot sign for one.
            return ()
        case _:
            assert_never(grant)


def _bucket(grant: type[Grant], bucket: Bucket, prefix: str) -> tuple[Binding, ...]:
    return tuple(
        Binding(
            on=row.on,
            role=row.role,
            target=bucket.name,
            label=bucket.label,
            prefix="" if row.role in WHOLE_BUCKET else prefix,
        )
        for row in roles(grant)
    )


def _images(grant: type[Grant], registry: ImageRegistry, home: str) -> tuple[Binding, ...]:
    """Another account's repository lets strangers in by itself: see `registry.RepositoryAccess`."""
    if registry.account != home:
        return ()
    return tuple(
        Binding(on=row.on, role=row.role, target=registry.arn, label=registry.label)
        for row in roles(grant)
    )


def _secret(secret: SecretRef) -> tuple[Binding, ...]:
    return tuple(
        Binding(on=row.on, role=row.role, target=secret.arn, label=secret.label)
        for row in roles(ReadSecrets)
    )
