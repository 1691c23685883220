"""Page: configuration/data-retention. Nothing but raw data may ever expire.

S3 prefixes are prefixes of a text, so everything compared here ends in `/`: `raw/` is not below
`raw2/`. Only the V1 engine reads a metadata prefix; without it no prefix tells metadata apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..controlplane import ControlPlaneSettings, ours
from ..data_retention import Retention, overlap
from ..dataplanes import DataPlane
from ..persistent_logs import PREFIX as LOGS
from ..problems import Problem, quoted
from ..shapes import ROOT
from ..storage import BucketSettings
from .planes import CONTROL_PLANE, data_plane

NO_RECOVERY = "there is no supported way to recover from metadata loss"
APART = f"keep raw data in a bucket of its own, and let that expire: {NO_RECOVERY}"


@dataclass(frozen=True, kw_only=True, order=True)
class Holding:
    """Something in a bucket that must never expire."""

    what: str
    """What it is."""
    prefix: str | None
    """Below which it stands, ending in `/`. None: no prefix tells it apart."""
    who: str
    """Whose it is."""


def only_raw_data_expires(
    buckets: Mapping[str, BucketSettings],
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """No retention touches metadata, code bundles or logs of any plane, and each has raw data."""
    holdings, raws = _holdings(control_plane, data_planes), _raw(data_planes)
    for name, bucket in sorted(buckets.items()):
        retention = bucket.retention
        if retention is None:
            continue
        path = f"{ROOT}buckets.{name}.{'referenced' if bucket.referenced else 'retention'}"
        held, raw = holdings.get(name, set()), raws.get(name, set())
        inseparable = {it for it in held if it.prefix is None}
        touched = {it for it in held if it.prefix and overlap(retention.key_prefix, it.prefix)}
        if inseparable:
            yield Problem(
                path=path,
                found=f"would expire {_listed(inseparable)}, which no prefix tells apart from raw "
                "data on this installation",
                remedy=APART,
            )
        elif touched and retention.prefix is None:
            yield Problem(
                path=path,
                found=f"has no prefix, and would expire {_listed(touched)}",
                remedy=f"write prefix: with that of the raw data, or {APART}",
            )
        elif touched:
            yield Problem(
                path=f"{path}.prefix",
                found=f"found {quoted(retention.prefix)}, which would expire {_listed(touched)}",
                remedy=f"write a prefix that neither holds theirs nor is held by it, or {APART}",
            )
        elif not bucket.referenced:
            yield from _idle(name, retention, raw)


def managed_lifecycle_has_rules(buckets: Mapping[str, BucketSettings]) -> Iterator[Problem]:
    """We are told to write an existing bucket's lifecycle only with something to write."""
    for name, bucket in sorted(buckets.items()):
        if "lifecycle" in bucket.manage and bucket.retention is None:
            yield Problem(
                path=f"{ROOT}buckets.{name}.manage",
                found="says lifecycle, and the bucket has no retention to write",
                remedy="leave lifecycle out, or write retention: {days: …}",
            )


def _holdings(
    control_plane: ControlPlaneSettings, data_planes: Mapping[str, DataPlane]
) -> dict[str, set[Holding]]:
    """What must never expire, by bucket."""
    holdings: dict[str, set[Holding]] = {}
    if here := ours(control_plane):
        metadata = Holding(what="the metadata", prefix=None, who=CONTROL_PLANE)
        holdings[here.metadata.bucket] = {metadata}
    for name, plane in data_planes.items():
        who, storage = data_plane(name), plane.storage
        holdings.setdefault(storage.metadata.bucket, set()).update(_beside(who, plane))
        code = Holding(what="the code bundles", prefix=None, who=who)
        holdings.setdefault(storage.code.bucket, set()).add(code)
    return holdings


def _beside(who: str, plane: DataPlane) -> Iterator[Holding]:
    """What a data plane keeps in the bucket of its metadata."""
    propeller, metadata = plane.propeller, plane.storage.metadata
    if propeller is None:
        yield Holding(what="the metadata", prefix=None, who=who)
        return
    yield Holding(what="the metadata", prefix=f"{propeller.metadata_prefix}/", who=who)
    yield Holding(what="the logs", prefix=f"{LOGS}/", who=who)
    if metadata.prefix:
        yield Holding(what="the metadata", prefix=metadata.key_prefix, who=who)


def _raw(data_planes: Mapping[str, DataPlane]) -> dict[str, set[str]]:
    """Prefixes of raw data, by bucket."""
    found: dict[str, set[str]] = {}
    for plane in data_planes.values():
        place = plane.storage.raw
        found.setdefault(place.bucket, set()).add(place.key_prefix)
    return found


def _listed(holdings: set[Holding]) -> str:
    """The holdings in words, what several planes have in one place once."""
    words = []
    for what, prefix in sorted({(it.what, it.prefix or "") for it in holdings}):
        owners = sorted(it.who for it in holdings if (it.what, it.prefix or "") == (what, prefix))
        words.append(f"{what} of {' and '.join(owners)}{f' below {prefix}' if prefix else ''}")
    return ", ".join(words)


def _idle(bucket: str, retention: Retention, raw: set[str]) -> Iterator[Problem]:
    """A retention that expires nobody's raw data is on the wrong bucket or prefix."""
    path = f"{ROOT}buckets.{bucket}.retention"
    if not raw:
        yield Problem(
            path=path,
            found="would expire raw data, and no data plane keeps any in the bucket",
            remedy=f"write rawData: {bucket} in storage: of a data plane, or leave retention out",
        )
    elif not any(overlap(retention.key_prefix, prefix) for prefix in raw):
        yield Problem(
            path=f"{path}.prefix",
            found=f"found {quoted(retention.prefix)}, below which no data plane keeps raw data",
            remedy=f"write {' or '.join(prefix.rstrip('/') for prefix in sorted(raw))}",
        )
