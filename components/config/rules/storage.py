"""Buckets and repositories, each named once."""

from collections.abc import Iterator, Mapping

from ..accounts import Account
from ..image_builder import Repository
from ..problems import Problem, quoted
from ..shapes import ROOT
from ..storage import BucketSettings


def physical_names_are_unique(
    accounts: Mapping[str, Account],
    buckets: Mapping[str, BucketSettings],
    repositories: Mapping[str, Repository],
) -> Iterator[Problem]:
    """One thing in the cloud is one entry, or rules that look at entries look past each other."""
    taken: dict[tuple[str, ...], str] = {}
    for name, bucket in sorted(buckets.items()):
        yield from _once(taken, ("bucket",), f"{ROOT}buckets.{name}", bucket)
    for name, repository in sorted(repositories.items()):
        account = accounts.get(repository.account)
        if account is not None:
            place = ("repository", account.account_id, account.region)
            yield from _once(taken, place, f"{ROOT}repositories.{name}", repository)


def _once(
    taken: dict[tuple[str, ...], str],
    place: tuple[str, ...],
    path: str,
    thing: BucketSettings | Repository,
) -> Iterator[Problem]:
    name = thing.create or thing.existing or ""
    key = (*place, name)
    if key in taken:
        yield Problem(
            path=f"{path}.{'create' if thing.create else 'existing'}",
            found=f"found {quoted(name)}, which {taken[key]} names already",
            remedy="name each once, and refer to that entry",
        )
    taken.setdefault(key, path)
