"""Each grant as IAM statements. Pure; why each action is there stands in `reasons.REASONS`."""

from typing import Any, assert_never

import pulumi

from ...contracts import (
    Bucket,
    DescribeImages,
    Grant,
    ImageRegistry,
    Location,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadSecrets,
    ReadWriteData,
    SignUrls,
    WriteLogs,
    WriteMetrics,
)
from .policy import Statement, allow, below
from .reasons import ANY, BUCKET, LOGS, OBJECTS, REASONS, REPOSITORY, SECRETS, WORKSPACE, actions

__all__ = ["REASONS", "statements"]

LOG_PREFIX = "persisted-logs"
"""Where Fluent Bit writes. Page: configuration/persistent-logs."""


def statements(grant: Grant) -> tuple[Statement, ...]:
    """What `grant` allows, on nothing but what it names."""
    match grant:
        case ReadWriteData(location=location) | ReadData(location=location):
            return _data(type(grant), location)
        case WriteLogs(bucket=bucket):
            return _write_logs(bucket)
        case PushImages(registry=it) | PullImages(registry=it) | DescribeImages(registry=it):
            return _images(type(grant), it)
        case ReadSecrets(secrets=secrets):
            arns = [secret.arn for secret in secrets]
            return (_on(ReadSecrets, SECRETS, *arns),) if arns else ()
        case WriteMetrics(remote_write=remote_write):
            return _write_metrics(remote_write.arn)
        case SignUrls() | ReadLogs():
            # A role signs with the credentials that it has, and the chart reads logs in the bucket.
            return ()
        case _:
            assert_never(grant)


def _on(grant: type[Grant], on: str, *resources: pulumi.Input[str]) -> Statement:
    return allow(actions(grant, on), *resources)


def _data(grant: type[Grant], location: Location) -> tuple[Statement, ...]:
    arn = location.bucket.arn
    prefix = f"{location.prefix}/" if location.prefix else ""
    return (
        *_bucket(grant, arn, location.prefix),
        _on(grant, OBJECTS, below(arn, f"/{prefix}*")),
    )


def _bucket(grant: type[Grant], arn: pulumi.Input[str], prefix: str) -> tuple[Statement, ...]:
    if not prefix:
        return (_on(grant, BUCKET, arn),)
    # IfExists: GET and HEAD carry no s3:prefix, and S3 asks for ListBucket before it says 404 of an
    # object that is not there; strict, it would say 403, and no cache or retry would go on. The
    # price: a list that asks for no prefix is let through, so key names of the whole bucket can be
    # read, and no object but one's own. No condition tells that list from a GET.
    condition: dict[str, Any] = {"StringLikeIfExists": {"s3:prefix": [prefix, f"{prefix}/*"]}}
    listing = "s3:ListBucket"
    rest = [action for action in actions(grant, BUCKET) if action != listing]
    return (allow(rest, arn), allow([listing], arn, condition=condition))


def _write_logs(bucket: Bucket) -> tuple[Statement, ...]:
    return (_on(WriteLogs, LOGS, bucket.arn, below(bucket.arn, f"/{LOG_PREFIX}/*")),)


def _images(grant: type[Grant], registry: ImageRegistry) -> tuple[Statement, ...]:
    return (_on(grant, ANY, "*"), _on(grant, REPOSITORY, registry.arn))


def _write_metrics(workspace: pulumi.Input[str] | None) -> tuple[Statement, ...]:
    return () if workspace is None else (_on(WriteMetrics, WORKSPACE, workspace),)
