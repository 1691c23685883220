"""Each grant as role assignments. Pure; why each role is given stands in `reasons.REASONS`.

A role is of a whole container: a location's prefix does not narrow it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

import pulumi

from ...config.accounts import AzureAccount
from ...contracts import (
    Bucket,
    DescribeImages,
    Grant,
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
from .reasons import REASONS, Role, role

__all__ = ["REASONS", "Assignment", "assignments", "distinct"]


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A role on something."""

    role: Role
    """A built-in role."""
    on: str
    """What it is on, for logical names: plain, and unique among things of its kind."""
    scope: pulumi.Input[str]
    """Id of the same; whoever uses it waits until that is there."""

    @property
    def name(self) -> str:
        """What tells it apart among the assignments of one identity."""
        return f"{self.role.slug}-{self.on}"


def assignments(  # noqa: PLR0911 - one a kind of grant
    account: AzureAccount, grant: Grant
) -> tuple[Assignment, ...]:
    """What `grant` allows, on nothing but what it names."""
    given = role(type(grant))
    match grant:
        case ReadWriteData(location=location) | ReadData(location=location):
            return (_on(given, _container(location.bucket), location.bucket.arn),)
        case WriteLogs(bucket=bucket):
            return (_on(given, _holder(bucket), _account_of(bucket)),)
        case PushImages(registry=it) | PullImages(registry=it) | DescribeImages(registry=it):
            return (_on(given, it.label, it.arn),)
        case ReadSecrets(secrets=secrets):
            return tuple(_on(given, it.label, it.arn) for it in secrets)
        case WriteMetrics(remote_write=it):
            return _if_there(given, "metrics", it.arn)
        case ReadLogs():
            return _if_there(given, "logs", account.log_analytics)
        case SignUrls(locations=locations):
            return _storage_accounts(given, locations)
        case _:
            assert_never(grant)


def distinct(account: AzureAccount, grants: Iterable[Grant]) -> list[Assignment]:
    """What all `grants` allow together, each once, in the order of names."""
    found = {it.name: it for grant in grants for it in assignments(account, grant)}
    return [found[name] for name in sorted(found)]


def _on(given: Role, on: str, scope: pulumi.Input[str]) -> Assignment:
    return Assignment(role=given, on=on, scope=scope)


def _if_there(given: Role, on: str, scope: pulumi.Input[str] | None) -> tuple[Assignment, ...]:
    return () if scope is None else (_on(given, on, scope),)


def _storage_accounts(given: Role, locations: Iterable[Location]) -> tuple[Assignment, ...]:
    """Each storage account once, with any of its containers, which are made after it."""
    held = {_holder(it.bucket): it.bucket for it in locations}
    return tuple(_on(given, name, _account_of(held[name])) for name in sorted(held))


def _account_of(bucket: Bucket) -> pulumi.Input[str]:
    """Id of the storage account of a container, which is there when the container is."""

    def cut(container: str) -> str:
        return container.partition("/blobServices/")[0]

    arn = bucket.arn
    return cut(arn) if isinstance(arn, str) else pulumi.Output.from_input(arn).apply(cut)


def _container(bucket: Bucket) -> str:
    """A container with its storage account, where alone its name is unique."""
    return f"{_holder(bucket)}-{bucket.label}"


def _holder(bucket: Bucket) -> str:
    if bucket.storage_account is None:
        raise ValueError("a bucket on Azure is in a storage account")
    return bucket.storage_account
