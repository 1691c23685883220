"""What expires: sooner than before, above all where metadata is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from ..model import Op, Preview, Resource
from .places import metadata_buckets
from .risk import Finding, days, found

Expiry: TypeAlias = tuple[str, str]
"""What is removed, and the prefix below which."""
_LIVE: Final = ""
_OLD: Final = "older versions in "


def retention(preview: Preview) -> Iterator[Finding]:
    """Data would expire that does not yet, or sooner, above all where metadata is."""
    metadata = metadata_buckets(preview)
    made = {_made(it.resource) for it in preview.changes if it.op is Op.CREATE}
    for change in preview.changes:
        after = change.after
        if after is None or not (bucket := _bucket(after)):
            continue
        if bucket in made - metadata:
            continue
        old = expiries(change.before) if change.before else {}
        for (what, prefix), age in sorted(expiries(after).items()):
            covers = [d for (w, p), d in old.items() if w == what and prefix.startswith(p)]
            was = min(covers, default=None)
            if was is not None and was <= age:
                continue
            since = "so far nothing expires" if was is None else f"so far after {days(was)}"
            where = f"{bucket}/{prefix}" if prefix else f"all of {bucket}"
            holds = bucket in metadata or prefix.partition("/")[0] in metadata
            which = ", which holds metadata," if holds else ""
            yield found(after, f"{what}{where}{which} would expire after {days(age)} ({since})")


def expiries(resource: Resource) -> Mapping[Expiry, int]:
    """Days until objects expire, in the rules of any cloud."""
    inputs = resource.inputs
    policy = _list(_map(inputs.get("policy")).get("rules"))
    told: dict[Expiry, int] = {}
    for rule in [*_list(inputs.get("rules")), *_list(inputs.get("lifecycleRules")), *policy]:
        off = not isinstance(rule, Mapping) or rule.get("status", "Enabled") != "Enabled"
        if off or rule.get("enabled") is False:
            continue
        for what, prefix, age in (*_amazon(rule), *_google(rule), *_azure(rule)):
            if isinstance(age, int | float):
                told[what, prefix] = min(int(age), told.get((what, prefix), int(age)))
    return told


def _amazon(rule: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    within = _map(rule.get("filter"))
    prefix = within.get("prefix") or _map(within.get("and")).get("prefix") or rule.get("prefix")
    old = _map(rule.get("noncurrentVersionExpiration"))
    yield _LIVE, str(prefix or ""), _map(rule.get("expiration")).get("days")
    yield _OLD, str(prefix or ""), old.get("noncurrentDays")


def _google(rule: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """A rule of a bucket; one that says nothing of the state is of every version."""
    when = _map(rule.get("condition"))
    if _map(rule.get("action")).get("type") != "Delete":
        return
    state = when.get("withState", "ANY")
    for prefix in _list(when.get("matchesPrefixes")) or [""]:
        if state != "ARCHIVED":
            yield _LIVE, str(prefix), when.get("age")
        if state != "LIVE":
            yield _OLD, str(prefix), when.get("daysSinceNoncurrentTime", when.get("age"))


def _azure(rule: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """A rule of a storage account: its prefixes begin with the container."""
    told = _map(rule.get("definition"))
    actions = _map(told.get("actions"))
    live, old = (_map(_map(actions.get(it)).get("delete")) for it in ("baseBlob", "version"))
    for prefix in _list(_map(told.get("filters")).get("prefixMatch")) or [""]:
        for after in ("Modification", "Creation", "LastAccessTime"):
            yield _LIVE, str(prefix), live.get(f"daysAfter{after}GreaterThan")
        yield _OLD, str(prefix), old.get("daysAfterCreationGreaterThan")


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


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
