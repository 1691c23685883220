"""Page: configuration/data-retention. Nothing but raw data may ever expire.

S3 prefixes are prefixes of a text, so everything compared here ends in `/`: `raw/` is not below
`raw2/`. Only the V1 engine reads a metadata prefix; without it no prefix tells metadata apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..controlplane import ControlPlane
from ..data_retention import Retention
from ..dataplanes import DataPlane
from ..persistent_logs import PREFIX as LOGS
from ..problems import Problem, quoted
from ..shapes import ROOT
from ..storage import BucketSettings, Place
from .planes import CONTROL_PLANE, data_plane

NO_RECOVERY = "there is no supported way to recover from metadata loss"
APART = f"keep raw data in a bucket of its own, and let that expire: {NO_RECOVERY}"


@dataclass(frozen=True, kw_only=True, order=True)
class Holding:
    """Something in a bucket that must never expire."""

    who: str
    """Whose it is."""
    what: str
    """What it is."""
    prefix: str | None
    """Below which it stands, ending in `/`; empty for anywhere. None: no prefix tells it apart."""


def only_raw_data_expires(
    buckets: Mapping[str, BucketSettings],
    control_plane: ControlPlane,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """No retention touches metadata, code bundles or logs of any plane."""
    for name, retention in _expiring(buckets):
        held = sorted(set(_holdings(name, control_plane, data_planes)), key=str)
        inseparable = [holding for holding in held if holding.prefix is None]
        path = f"{ROOT}buckets.{name}.retention"
        if inseparable:
            whose = " and ".join(f"{it.what} of {it.who}" for it in inseparable)
            yield Problem(
                path=path,
                found=f"would expire {whose}, which no prefix tells apart from raw data",
                remedy=APART,
            )
            continue
        for holding in held:
            yield from _touched(path, retention, holding)


def raw_data_expires(
    buckets: Mapping[str, BucketSettings], data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """A retention expires somebody's raw data, or it is on the wrong bucket."""
    for name, retention in _expiring(buckets):
        places = [plane.storage.raw for _, plane in sorted(data_planes.items())]
        prefixes = sorted({_slashed(place) for place in places if place.bucket == name})
        path = f"{ROOT}buckets.{name}.retention"
        if not prefixes:
            yield Problem(
                path=path,
                found="would expire raw data, and no data plane keeps any in the bucket",
                remedy=f"write rawData: {name} in the storage of a data plane, or leave "
                "retention out",
            )
        elif not any(_overlap(retention.key_prefix, prefix) for prefix in prefixes):
            yield Problem(
                path=f"{path}.prefix",
                found=f"found {quoted(retention.prefix)}, below which no data plane keeps raw data",
                remedy=f"write {' or '.join(prefix.rstrip('/') for prefix in prefixes)}",
            )


def managed_lifecycle_has_rules(buckets: Mapping[str, BucketSettings]) -> Iterator[Problem]:
    """We are told to write an existing bucket's lifecycle only with something to write."""
    for name, bucket in sorted(buckets.items()):
        if "lifecycle" in bucket.manage and bucket.retention is None:
            yield Problem(
                path=f"{ROOT}buckets.{name}.manage",
                found="says lifecycle, and the bucket has no retention to write",
                remedy="leave lifecycle out, or write retention: {days: …}",
            )


def _expiring(buckets: Mapping[str, BucketSettings]) -> Iterator[tuple[str, Retention]]:
    for name, bucket in sorted(buckets.items()):
        if bucket.retention is not None:
            yield name, bucket.retention


def _holdings(
    bucket: str, control_plane: ControlPlane, data_planes: Mapping[str, DataPlane]
) -> Iterator[Holding]:
    if control_plane.metadata.bucket == bucket:
        yield Holding(who=CONTROL_PLANE, what="the metadata", prefix=None)
    for name, plane in data_planes.items():
        who, propeller = data_plane(name), plane.propeller
        metadata, code = plane.storage.metadata, plane.storage.code
        if metadata.bucket == bucket and propeller is None:
            yield Holding(who=who, what="the metadata", prefix=None)
        if metadata.bucket == bucket and propeller is not None:
            yield Holding(who=who, what="the metadata", prefix=f"{propeller.metadata_prefix}/")
            yield Holding(who=who, what="the logs", prefix=f"{LOGS}/")
            if metadata.prefix:
                yield Holding(who=who, what="the metadata", prefix=_slashed(metadata))
        if code.bucket == bucket:
            separable = propeller is not None and code.prefix
            prefix = _slashed(code) if separable else None
            yield Holding(who=who, what="the code bundles", prefix=prefix)


def _touched(path: str, retention: Retention, holding: Holding) -> Iterator[Problem]:
    if not _overlap(retention.key_prefix, str(holding.prefix)):
        return
    theirs = f"{holding.what} of {holding.who}, below {holding.prefix}"
    if retention.prefix is None:
        yield Problem(
            path=path,
            found=f"has no prefix, and would expire {theirs}",
            remedy=f"write prefix: with that of the raw data, or {APART}",
        )
    else:
        yield Problem(
            path=f"{path}.prefix",
            found=f"found {quoted(retention.prefix)}, which would expire {theirs}",
            remedy=f"write a prefix that neither holds nor is held by {holding.prefix}, or {APART}",
        )


def _slashed(place: Place) -> str:
    return f"{place.prefix}/" if place.prefix else ""


def _overlap(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
