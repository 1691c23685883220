"""Buckets, each named once and as its cloud has it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..accounts import Account, GcpAccount, holder
from ..controlplane import ControlPlaneSettings, ours
from ..data_retention import overlap
from ..dataplanes import DataPlane
from ..problems import Problem, quoted
from ..shapes import ROOT
from ..storage import BucketSettings, Place
from .planes import active


@dataclass(frozen=True, kw_only=True)
class Names:
    """What a cloud calls buckets."""

    pattern: str
    """Regular expression of what a bucket may be called."""
    said: str
    """The same in words."""
    taken: str
    """Regular expression of names that the cloud keeps for itself."""
    kept: str
    """The same in words."""


NAMES = {
    "aws": Names(
        pattern=r"(?!.*\.\.)(?!(\d+\.){3}\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
        said="S3 has names of 3 to 63 lower-case letters, digits, hyphens and single dots",
        taken=r"^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$",
        kept="S3 keeps names with xn--, sthree- or amzn-s3-demo- first, or -s3alias, --ol-s3, "
        "--x-s3 or --table-s3 last, for itself",
    ),
    "azure": Names(
        pattern=r"(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
        said="a container has a name of 3 to 63 lower-case letters, digits and single hyphens",
        taken="^$",
        kept="",
    ),
    "gcp": Names(
        pattern=r"(?=.{3,222}$)[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?"
        r"(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*",
        said="Cloud Storage has names of lower-case letters, digits, hyphens, underscores and dots",
        taken="^goog|google|g00gle",
        kept="Cloud Storage keeps names with google in them, or goog first, for itself",
    ),
}


def buckets_are_named_once(
    accounts: Mapping[str, Account], buckets: Mapping[str, BucketSettings]
) -> Iterator[Problem]:
    """One bucket in the cloud is one entry, or rules that look at entries look past each other."""
    first: dict[tuple[str, ...], str] = {}
    for name, bucket in sorted(buckets.items()):
        account, path = accounts.get(bucket.account), f"{ROOT}buckets.{name}"
        physical = bucket.create or bucket.existing
        if account is None or physical is None:  # or another stack's, which could not be read
            continue
        key = (account.provider, holder(account, bucket.storage_account), physical)
        if key in first:
            said = bucket.create or bucket.referenced or physical
            which = "create" if bucket.create else "referenced" if bucket.referenced else "existing"
            yield Problem(
                path=f"{path}.{which}",
                found=f"found {quoted(said)}, which {first[key]} names already",
                remedy="name each once, and refer to that entry",
            )
        first.setdefault(key, path)


def names_are_the_clouds(
    accounts: Mapping[str, Account], buckets: Mapping[str, BucketSettings]
) -> Iterator[Problem]:
    """A bucket is called as its cloud lets it, a new one by no name that it keeps for itself."""
    for name, bucket in sorted(buckets.items()):
        account, physical = accounts.get(bucket.account), bucket.create or bucket.existing
        if account is None or physical is None or bucket.referenced:
            continue
        names, wrong = NAMES[account.provider], ""
        if not re.fullmatch(names.pattern, physical):
            wrong = names.said
        elif bucket.create and re.search(names.taken, physical):
            wrong = names.kept
        if wrong:
            yield Problem(
                path=f"{ROOT}buckets.{name}.{'create' if bucket.create else 'existing'}",
                found=f"found {quoted(physical)}, and {wrong}",
                remedy="write another name",
            )


def documents_are_apart(
    accounts: Mapping[str, Account], buckets: Mapping[str, BucketSettings]
) -> Iterator[Problem]:
    """GCS keeps CORS and lifecycle in the bucket itself."""
    for name, bucket in sorted(buckets.items()):
        account, path = accounts.get(bucket.account), f"{ROOT}buckets.{name}"
        if bucket.manage and isinstance(account, GcpAccount):
            yield Problem(
                path=f"{path}.manage",
                found=f"says {' and '.join(bucket.manage)}, which on Cloud Storage are properties "
                "of the bucket itself, so nobody writes them without owning all of it",
                remedy="leave manage: out and run the commands of output toDo, or make the bucket "
                f"ours: create: {bucket.existing}, and import it with `pulumi import "
                f"gcp:storage/bucket:Bucket <name> {bucket.existing}`",
            )


def the_control_plane_keeps_apart(
    control_plane: ControlPlaneSettings, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """Tasks write where their data plane keeps anything: not where the control plane does."""
    here = ours(control_plane)
    for name, plane in active(data_planes).items() if here else ():
        storage = plane.storage
        keys = zip(("metadata", "fastRegistration", "rawData"), storage.places, strict=True)
        shared = [key for key, place in keys if here and _overlap(here.metadata, place)]
        if here and shared:
            yield Problem(
                path=f"{ROOT}controlPlane.metadata",
                found=f"found {here.metadata.shown}, where tasks of data plane {name} may write: "
                f"{', '.join(shared)}",
                remedy="write a bucket of its own, or prefixes that lie apart",
            )


def _overlap(one: Place, other: Place) -> bool:
    """Whether a key can be in both."""
    return one.bucket == other.bucket and overlap(one.key_prefix, other.key_prefix)


def prefixes_are_read(data_planes: Mapping[str, DataPlane]) -> Iterator[Problem]:
    """A prefix that nobody reads would only keep the identities from the data."""
    for name, plane in sorted(data_planes.items()):
        path, storage = f"{ROOT}dataPlanes.{name}.storage", plane.storage
        if storage.code.prefix:
            yield Problem(
                path=f"{path}.fastRegistration.prefix",
                found=f"found {quoted(storage.code.prefix)}, and the chart writes code bundles at "
                "the top of their bucket",
                remedy="leave prefix out",
            )
        if storage.metadata.prefix and plane.propeller:
            yield Problem(
                path=f"{path}.metadata.prefix",
                found=f"found {quoted(storage.metadata.prefix)}, and the V1 engine writes metadata "
                f"below {plane.propeller.metadata_prefix} at the top of the bucket",
                remedy=f"leave prefix out, or write it in {ROOT}dataPlanes.{name}.propeller."
                "metadataPrefix",
            )
