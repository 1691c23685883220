"""Where an installation keeps its data and finds its control plane, as the charts are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..model import ABSENT, Path, Preview, Resource
from .risk import Finding, found

RELEASE: Final = "kubernetes:helm.sh/v3:Release"


def only_kinds(release: Resource) -> bool:
    """Whether a release's chart has nothing but definitions of kinds."""
    return "crds" in str(release.inputs.get("chart", ""))


def keeps_kinds(release: Resource) -> bool:
    """Whether a release is all kinds, and its values tell Helm to leave them where they are."""
    return release.type == RELEASE and only_kinds(release) and _kept(release.inputs.get("values"))


def _kept(values: object) -> bool:
    if not isinstance(values, dict):
        return False
    return values.get("helm.sh/resource-policy") == "keep" or any(map(_kept, values.values()))


@dataclass(frozen=True, kw_only=True)
class Place:
    """What one key of the charts' values names."""

    what: str
    lost: str
    """What a reviewer has to know when it is another one."""


_METADATA: Final = Place(what="metadata", lost="runs of before are not found there")
_RAW: Final = Place(what="raw data", lost="what runs of before wrote stays behind")
_CODE: Final = Place(what="code", lost="what was registered before cannot run from there")
_DATABASE: Final = Place(
    what="the database", lost="users, projects and runs of before are not found there"
)
_QUEUES: Final = Place(what="Scylla", lost="what runs and waits is not found there")
_ISSUER: Final = Place(what="the issuer of tokens", lost="whoever is signed in has to do so again")
_HOST: Final = Place(
    what="the control plane", lost="whoever knows it by the old name has to be told the new one"
)
_BUCKETS: Final[Mapping[str, Place]] = {
    "ARTIFACTS_BUCKET_NAME": _METADATA,
    "BUCKET_NAME": _METADATA,
    "FAST_REGISTRATION_BUCKET": _CODE,
    "METADATA_BUCKET": _METADATA,
    "bucketName": _METADATA,
    "metadataContainer": _METADATA,
    "userDataContainer": _RAW,
}
_DATABASES: Final[Mapping[str, Place]] = {
    "DB_HOST": _DATABASE,
    "DB_NAME": _DATABASE,
    "cql.hosts": _QUEUES,
    "scylla.enabled": _QUEUES,
}
_ENDPOINTS: Final[Mapping[str, Place]] = {
    "CONTROLPLANE_HOST": _HOST,
    "OIDC_BASE_URL": _ISSUER,
    "UNION_HOST": _HOST,
    "cloudHostName": _HOST,
}


def pool_bucket(preview: Preview) -> Iterator[Finding]:
    """A plane would look for its data in another bucket."""
    yield from _moved(preview, _BUCKETS)


def database_moved(preview: Preview) -> Iterator[Finding]:
    """The control plane would look for its records in another database."""
    yield from _moved(preview, _DATABASES)


def endpoint_changed(preview: Preview) -> Iterator[Finding]:
    """The control plane, or who vouches for its users, would have another address."""
    yield from _moved(preview, _ENDPOINTS)


def metadata_buckets(preview: Preview) -> frozenset[str]:
    """Names of the buckets that hold metadata, before or after."""
    sides = [side for it in preview.changes for side in (it.before, it.after)]
    return frozenset(name for side in sides if side for name in _named(side))


def _moved(preview: Preview, keys: Mapping[str, Place]) -> Iterator[Finding]:
    for change in preview.changes:
        if change.type != RELEASE or change.before is None or change.after is None:
            continue
        moved = {
            (place, str(it.old), str(it.new)): None
            for it in change.differences
            if (place := _place(it.path, keys)) and ABSENT not in (it.old, it.new)
        }
        for place, old, new in moved:
            yield found(change.after, f"{place.what} moves from {old} to {new}: {place.lost}")


def _place(path: Path, keys: Mapping[str, Place]) -> Place | None:
    """What a path names, by its last key or its last two; an index in a list is none."""
    steps = [it for it in path if isinstance(it, str)]
    return keys.get(".".join(steps[-1:])) or keys.get(".".join(steps[-2:]))


def _named(resource: Resource) -> Iterator[str]:
    if resource.type == RELEASE:
        yield from _within(resource.inputs.get("values"))


def _within(value: Any) -> Iterator[str]:
    if not isinstance(value, Mapping):
        return
    for key, it in value.items():
        if _BUCKETS.get(str(key)) is _METADATA and isinstance(it, str):
            yield it
        else:
            yield from _within(it)
