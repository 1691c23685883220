"""Names that one section of the stack file has for things of another.

They are followed in the file as written, so that a mistake elsewhere in a section hides none.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .attach import refers
from .attachment import Attachment
from .multi_cluster import DEFAULT_POOL
from .problems import Problem, did_you_mean, nearest, quoted
from .shapes import ROOT
from .texts import NAME

EACH = "*"
"""Every entry of an object or list."""

REFERENCES: tuple[tuple[str, str], ...] = (
    ("clusters.*.account", "accounts"),
    ("buckets.*.account", "accounts"),
    ("repositories.*.account", "accounts"),
    ("controlPlane.cluster", "clusters"),
    ("controlPlane.metadata.bucket", "buckets"),
    ("dataPlanes.*.cluster", "clusters"),
    ("dataPlanes.*.storage.metadata.bucket", "buckets"),
    ("dataPlanes.*.storage.fastRegistration.bucket", "buckets"),
    ("dataPlanes.*.storage.rawData.bucket", "buckets"),
    ("dataPlanes.*.imageBuilder.repository", "repositories"),
    ("dataPlanes.*.imageBuilder.baseImages.*", "repositories"),
    ("dataPlanes.*.monitoring.clusterHealth.remoteWrite.workspace.account", "accounts"),
    ("clusterPools.*.*", "dataPlanes"),
    ("clusterPoolAttributes.*.clusterPoolName", "clusterPools"),
)
"""Where a name stands, and the section that must have it."""


def references(raw: Mapping[str, Any], attachment: Attachment | None) -> Iterator[Problem]:
    """Names of `raw`, a stack file's sections, that no entry of their section has.

    `attachment`: pools of the control plane's stack, which a mapping may name too; where that stack
    was not asked, nobody knows which it has.
    """
    for pattern, section in REFERENCES:
        known = _known(raw, section, attachment)
        if known is None:
            continue
        for path, name in _follow(raw, pattern.split("."), ROOT):
            if isinstance(name, str) and name not in known and not _meant(name, section, known):
                legal = [it for it in known if NAME.fits(it)]
                yield Problem(
                    path=path,
                    found=f"found {quoted(name)}, which {ROOT}{section} does not have",
                    remedy=did_you_mean(name, legal, nothing=f"add it to {ROOT}{section}"),
                )


def _meant(name: str, section: str, known: Collection[str]) -> bool:
    """Whether the mistake is the section's: it lacks `default`, or has `name` in a form that no
    name has, which is told there."""
    if section == "clusterPools" and name == DEFAULT_POOL:
        return True
    return nearest(name, [it for it in known if not NAME.fits(it)]) is not None


def _known(
    raw: Mapping[str, Any], section: str, attachment: Attachment | None
) -> Mapping[str, Any] | None:
    """Names that a section has; None: it cannot be told."""
    here = raw.get(section, {} if section == "repositories" else None)
    if not isinstance(here, dict):
        return None
    if section == "clusterPools" and attachment:
        return {**attachment.cluster_pools, **here}
    return None if section == "clusterPools" and refers(raw) else here


def _follow(value: Any, pattern: list[str], path: str) -> Iterator[tuple[str, Any]]:
    if not pattern:
        yield path, value
        return
    key, *rest = pattern
    if key == EACH and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _follow(item, rest, f"{path}[{index}]")
    elif key == EACH and isinstance(value, dict):
        for name, item in value.items():
            yield from _follow(item, rest, f"{path}.{name}")
    elif isinstance(value, dict) and key in value:
        yield from _follow(value[key], rest, path + key if path == ROOT else f"{path}.{key}")
    elif key == "bucket" and isinstance(value, str):
        yield path, value
