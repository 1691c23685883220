"""What expires, and which buckets hold metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from ..model import ABSENT, Op, Preview, Resource
from ..paths import written
from .risk import Finding, found

RELEASE: Final = "kubernetes:helm.sh/v3:Release"
_METADATA: Final = frozenset(
    {"METADATA_BUCKET", "BUCKET_NAME", "ARTIFACTS_BUCKET_NAME", "metadataContainer", "bucketName"}
)
"""Keys of the charts' values that name a bucket with metadata."""
_WORDS: Final = {
    **dict.fromkeys(_METADATA, ("metadata", "runs of before are not found there")),
    "userDataContainer": ("raw data", "what runs of before wrote stays behind"),
}
Expiries: TypeAlias = Mapping[str, int]
"""Prefix to days."""


def retention(preview: Preview) -> Iterator[Finding]:
    """Data would expire that does not yet, or sooner, above all where metadata is."""
    metadata = {bucket for it in preview.changes for bucket in _metadata(it.before, it.after)}
    made = {_made(it.resource) for it in preview.changes if it.op is Op.CREATE}
    for change in preview.changes:
        after = change.after
        if after is None or not (bucket := _bucket(after)):
            continue
        if bucket in made - metadata:
            continue
        old = expiries(change.before) if change.before else {}
        for prefix, days in sorted(expiries(after).items()):
            was = min((d for p, d in old.items() if prefix.startswith(p)), default=None)
            if was is not None and was <= days:
                continue
            since = "so far nothing expires" if was is None else f"so far after {was} days"
            where = f"{bucket}/{prefix}" if prefix else f"all of {bucket}"
            holds = bucket in metadata or prefix.partition("/")[0] in metadata
            which = ", which holds metadata," if holds else ""
            yield found(after, f"{where}{which} would expire after {days} days ({since})")


def pool_bucket(preview: Preview) -> Iterator[Finding]:
    """A plane would look for its data in another bucket."""
    for change in preview.changes:
        if change.type != RELEASE or change.before is None or change.after is None:
            continue
        moved = {
            (str(it.old), str(it.new)): it.path
            for it in reversed(change.differences)
            if it.path and it.path[-1] in _WORDS and ABSENT not in (it.old, it.new)
        }
        for (old, new), path in sorted(moved.items()):
            yield found(
                change.after,
                f"{_WORDS[str(path[-1])][0]} moves from {old} to {new} ({written(path[1:])}): "
                f"{_WORDS[str(path[-1])][1]}",
            )


def expiries(resource: Resource) -> Expiries:
    """When objects expire, by prefix, in a rule of any cloud."""
    inputs = resource.inputs
    policy = _list(_map(inputs.get("policy")).get("rules"))
    told: dict[str, int] = {}
    for rule in [*_list(inputs.get("rules")), *_list(inputs.get("lifecycleRules")), *policy]:
        off = not isinstance(rule, Mapping) or rule.get("status", "Enabled") != "Enabled"
        if off or rule.get("enabled") is False:
            continue
        for prefix, days in _rule(rule):
            told[prefix] = min(days, told.get(prefix, days))
    return told


def _rule(rule: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    days = _map(rule.get("expiration")).get("days")
    within = _map(rule.get("filter"))
    prefix = within.get("prefix") or _map(within.get("and")).get("prefix") or rule.get("prefix")
    if isinstance(days, int | float):
        yield str(prefix or ""), int(days)
    age = _map(rule.get("condition")).get("age")
    if isinstance(age, int | float) and _map(rule.get("action")).get("type") == "Delete":
        prefixes = _list(_map(rule.get("condition")).get("matchesPrefixes")) or [""]
        yield from ((str(it), int(age)) for it in prefixes)
    yield from _azure(rule)


def _azure(rule: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """A rule of a storage account: its prefixes begin with the container."""
    told = _map(rule.get("definition"))
    delete = _map(_map(_map(told.get("actions")).get("baseBlob")).get("delete"))
    days = delete.get("daysAfterModificationGreaterThan")
    if isinstance(days, int | float):
        prefixes = _list(_map(told.get("filters")).get("prefixMatch")) or [""]
        yield from ((str(it), int(days)) for it in prefixes)


def _bucket(resource: Resource) -> str:
    if resource.type == "gcp:storage/bucket:Bucket":
        return str(resource.inputs.get("name", ""))
    if resource.type == "azure-native:storage:ManagementPolicy":
        return str(resource.inputs.get("accountName", ""))
    lifecycle = "ifecycleConfiguration" in resource.type
    return str(resource.inputs.get("bucket", "")) if lifecycle else ""


def _made(resource: Resource) -> str:
    inputs = resource.inputs
    bucket = resource.type in ("aws:s3/bucket:Bucket", "gcp:storage/bucket:Bucket")
    return str(inputs.get("bucket") or inputs.get("name") or "") if bucket else ""


def _metadata(*sides: Resource | None) -> Iterator[str]:
    for side in sides:
        if side and side.type == RELEASE:
            yield from _named(side.inputs.get("values"))


def _named(value: Any) -> Iterator[str]:
    for key, it in _map(value).items():
        if key in _METADATA and isinstance(it, str):
            yield it
        else:
            yield from _named(it)


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
