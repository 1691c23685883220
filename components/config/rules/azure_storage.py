"""Buckets on Azure: containers of storage accounts, which have the documents and the names."""

from collections.abc import Iterator, Mapping

from ..accounts import Account, AzureAccount
from ..dataplanes import DataPlane
from ..problems import Problem, did_you_mean, quoted
from ..shapes import ROOT
from ..storage import BucketSettings
from .planes import active

Accounts = Mapping[str, Account]


def buckets_have_storage_accounts(
    accounts: Accounts, buckets: Mapping[str, BucketSettings]
) -> Iterator[Problem]:
    """A bucket is a container of a storage account, whose documents are the storage account's."""
    for name, bucket in sorted(buckets.items()):
        account, path = accounts.get(bucket.account), f"{ROOT}buckets.{name}"
        if not isinstance(account, AzureAccount):
            if bucket.storage_account is not None:
                yield Problem(
                    path=f"{path}.storageAccount",
                    found="is there, and only buckets on Azure are in a storage account",
                    remedy="leave it out",
                )
            continue
        known = sorted(account.storage_accounts)
        if account.storage_account(bucket.storage_account) is None:
            found = quoted(bucket.storage_account) if bucket.storage_account else "none"
            where = f"{ROOT}accounts.{bucket.account}.storageAccounts"
            yield Problem(
                path=f"{path}.storageAccount",
                found=f"found {found}, and {where} has {', '.join(known) or 'none'}",
                remedy=did_you_mean(
                    bucket.storage_account or "", known, nothing=f"add one to {where}"
                ),
            )
        if bucket.manage:
            yield Problem(
                path=f"{path}.manage",
                found="is there, and on Azure both documents are the storage account's",
                remedy=f"write manage: at {ROOT}accounts.{bucket.account}.storageAccounts",
            )


def storage_accounts_are_named_once(accounts: Accounts) -> Iterator[Problem]:
    """A storage account's name is unique in all of Azure, and its documents are written once.

    What we make of it is called by its account and its entry, joined by a hyphen.
    """
    first: dict[str, str] = {}
    called: dict[str, str] = {}
    for name, account in sorted(accounts.items()):
        held = account.storage_accounts if isinstance(account, AzureAccount) else {}
        for entry, settings in sorted(held.items()):
            path = f"{ROOT}accounts.{name}.storageAccounts.{entry}"
            other = first.setdefault(settings.name, path)
            if other != path:
                yield Problem(
                    path=f"{path}.{'create' if settings.create else 'existing'}",
                    found=f"found {quoted(settings.name)}, which {other} names already",
                    remedy="name each once, and keep its buckets in that account",
                )
            if not (settings.create or settings.manage):
                continue
            other = called.setdefault(f"{name}-{entry}", path)
            if other != path:
                yield Problem(
                    path=path,
                    found=f"would be called {name}-{entry}, as {other} is",
                    remedy="write another name for one of the two entries",
                )


def managed_documents_have_rules(
    accounts: Accounts,
    buckets: Mapping[str, BucketSettings],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """We are told to write a storage account's documents only with something to write."""
    expiring = {_place(it) for it in buckets.values() if it.retention}
    read = {
        _place(buckets[plane.storage.code.bucket])
        for plane in active(data_planes).values()
        if plane.code_viewer != "disabled" and plane.storage.code.bucket in buckets
    }
    for name, account in sorted(accounts.items()):
        held = account.storage_accounts if isinstance(account, AzureAccount) else {}
        for entry, settings in sorted(held.items()):
            # A bucket that names none is in the only one.
            names = {(name, entry), *([(name, None)] if len(held) == 1 else [])}
            path = f"{ROOT}accounts.{name}.storageAccounts.{entry}.manage"
            if "lifecycle" in settings.manage and not names & expiring:
                yield Problem(
                    path=path,
                    found="says lifecycle, and no bucket in it has a retention to write",
                    remedy="leave lifecycle out, or write retention: {days: …} of a bucket",
                )
            if "cors" in settings.manage and not names & read:
                yield Problem(
                    path=path,
                    found="says cors, and no code viewer reads code bundles from a bucket in it",
                    remedy="leave cors out",
                )


def code_is_with_metadata(
    accounts: Accounts,
    buckets: Mapping[str, BucketSettings],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """The chart knows one container on Azure, and keeps metadata and code bundles there."""
    for name, plane in active(data_planes).items():
        metadata, code = plane.storage.metadata.bucket, plane.storage.code.bucket
        # A rule of its own refuses buckets of another cloud.
        here = all(_on_azure(accounts, buckets.get(it)) for it in (metadata, code))
        if here and code != metadata:
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.storage.fastRegistration",
                found=f"found {quoted(code)}, and the chart keeps code bundles on Azure in the "
                "container of the metadata, whatever this says",
                remedy=f"leave it out, or write {metadata}",
            )


def _place(bucket: BucketSettings) -> tuple[str, str | None]:
    return bucket.account, bucket.storage_account


def _on_azure(accounts: Accounts, bucket: BucketSettings | None) -> bool:
    return bucket is not None and isinstance(accounts.get(bucket.account), AzureAccount)
