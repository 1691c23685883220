"""Page: configuration/multi-cluster. Which data planes share metadata.

A data plane may stand in two pools: the page's own example has `my-dev-cluster` in `default` and in
`development-cp`. Pools that share one are taken together then, at whatever remove: data planes of
them share their metadata, as those of one pool do, and share none with any other. Data planes of
the control plane's stack count, where that is another one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..accounts import Account, holder
from ..attachment import Attachment
from ..dataplanes import DataPlane
from ..multi_cluster import pools_that_meet
from ..problems import Problem, quoted
from ..shapes import ROOT
from ..storage import BucketSettings, Place

Pools = Mapping[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where a data plane keeps its metadata."""

    who: str
    """Whose it is, for people."""
    bucket: tuple[str, ...]
    """The bucket, so that no two are told alike."""
    said: Place
    """The same, as its own file says it, with the prefix."""
    here: bool
    """Whether the data plane is of this file."""

    @property
    def place(self) -> tuple[str, ...]:
        """Bucket and prefix."""
        return (*self.bucket, self.said.key_prefix)

    def of_pool(self, which: str) -> str:
        """Whose the home is, in `which` cluster pool, for people."""
        where = "" if self.here else ", in the control plane's stack,"
        return f"{self.who} of {which} cluster pool{where}"

    def beside(self, other: "Home") -> str:
        """Bucket and prefix, for people; by its name in the cloud where files call two alike."""
        alike = self.said.bucket == other.said.bucket and self.bucket != other.bucket
        return f"{self.said.bucket}, which is {self.bucket[-1]}" if alike else self.said.shown


def a_pool_shares_metadata(
    accounts: Mapping[str, Account],
    buckets: Mapping[str, BucketSettings],
    cluster_pools: Pools,
    data_planes: Mapping[str, DataPlane],
    attachment: Attachment | None,
) -> Iterator[Problem]:
    """Data planes whose pools meet have one metadata place."""
    homes = _homes(accounts, buckets, data_planes, attachment)
    for members in _groups(cluster_pools, attachment):
        known = [name for name in members if name in homes]
        first = min(known, key=lambda name: (homes[name].here, name), default="")
        for name in known:
            mine, theirs = homes[name], homes[first]
            apart = "put the two into pools that share no data plane"
            near = mine.bucket[0] == theirs.bucket[0]
            if mine.here and mine.place != theirs.place:
                yield Problem(
                    path=f"{ROOT}dataPlanes.{name}.storage.metadata",
                    found=f"found {mine.beside(theirs)}, and {theirs.of_pool('the same')} has "
                    f"{theirs.beside(mine)}",
                    remedy=f"write {_as_said_here(theirs, buckets)}, or {apart}" if near else apart,
                )


def pools_share_no_metadata(
    accounts: Mapping[str, Account],
    buckets: Mapping[str, BucketSettings],
    cluster_pools: Pools,
    data_planes: Mapping[str, DataPlane],
    attachment: Attachment | None,
) -> Iterator[Problem]:
    """Data planes whose pools do not meet have different metadata buckets."""
    homes = _homes(accounts, buckets, data_planes, attachment)
    groups = {
        name: group
        for group, members in enumerate(_groups(cluster_pools, attachment))
        for name in members
    }
    owners: dict[tuple[str, ...], str] = {}
    for name in sorted(homes.keys() & groups.keys(), key=lambda it: (homes[it].here, it)):
        mine = homes[name]
        owner = owners.setdefault(mine.bucket, name)
        if mine.here and groups[owner] != groups[name]:
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.storage.metadata",
                found=f"found {quoted(mine.said.bucket)}, which "
                f"{homes[owner].of_pool('another')} has",
                remedy="write a bucket of its own, or put the two into one pool",
            )


def _homes(
    accounts: Mapping[str, Account],
    buckets: Mapping[str, BucketSettings],
    data_planes: Mapping[str, DataPlane],
    attachment: Attachment | None,
) -> dict[str, Home]:
    homes: dict[str, Home] = {}
    for name, place in (attachment.metadata if attachment else {}).items():
        shared = attachment.buckets.get(place.bucket) if attachment else None
        if shared:
            where = (shared.home.provider, shared.storage_account or "", shared.name)
            homes[name] = Home(who=name, bucket=where, said=place, here=False)
    for name, plane in data_planes.items():
        place = plane.storage.metadata
        bucket = buckets.get(place.bucket)
        account = accounts.get(bucket.account) if bucket else None
        if bucket and account:
            physical = bucket.create or bucket.existing or place.bucket
            where = (account.provider, holder(account, bucket.storage_account), physical)
            homes[name] = Home(who=name, bucket=where, said=place, here=True)
    return homes


def _as_said_here(home: Home, buckets: Mapping[str, BucketSettings]) -> str:
    """How this file would write a place, of another stack too."""
    if home.here:
        return home.said.shown
    name = next((name for name, it in buckets.items() if it.referenced == home.said.bucket), None)
    if name is None:
        return f"the name of a bucket with referenced: {home.said.bucket}"
    return Place(bucket=name, prefix=home.said.prefix).shown


def _groups(cluster_pools: Pools, attachment: Attachment | None) -> list[list[str]]:
    """Members of pools that share a member, together; sorted."""
    merged = {pool: set(members) for pool, members in cluster_pools.items()}
    for pool, members in (attachment.cluster_pools if attachment else {}).items():
        merged.setdefault(pool, set()).update(members)
    groups = (set().union(*(merged[it] for it in pools)) for pools in pools_that_meet(merged))
    return sorted(sorted(group) for group in groups if group)
