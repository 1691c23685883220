"""Cloud Storage: buckets with their CORS and lifecycle, and members of their policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...rules import Check, Count, In, Number, Text, is_address
from ...shapes import Failure
from ...table import Row, Scene, by_token
from ...values import first, select
from .labels import LABELLED, labels
from .members import There, member, own_project

_BUCKET: Final = "gcp:storage/bucket:Bucket"
_ACTIONS: Final = ("Delete", "SetStorageClass", "AbortIncompleteMultipartUpload")
_CLASSES: Final = ("STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE")
_METHODS: Final = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "*")
_PARTS: Final = frozenset({"age", "matchesPrefixes", "matchesSuffixes"})


def _legal_name(scene: Scene) -> Iterator[str]:
    name = scene.props.get("name")
    if not isinstance(name, str):
        return
    if is_address(name):
        yield f"{name!r} looks like an IP address"
    if name.startswith("goog") or "google" in name.replace("0", "o"):
        yield f"{name!r} has google in it"


def _lifecycle(scene: Scene) -> Iterator[str]:
    """A rule does something under some condition; one for parts of uploads knows few conditions."""
    for where, rule in select(scene.props, "lifecycleRules[*]"):
        if not isinstance(rule, dict):
            continue
        condition = rule.get("condition")
        told = (
            {key for key, value in condition.items() if value is not None}
            if isinstance(condition, dict)
            else None
        )
        if told is not None and not told:
            yield f"{where} has no condition"
        parts = first(rule, "action.type") == "AbortIncompleteMultipartUpload"
        if parts and told and not told <= _PARTS:
            yield f"{where} ends uploads by {', '.join(sorted(told - _PARTS))}, unknown of parts"
        for prefix in (condition or {}).get("matchesPrefixes") or [] if told else []:
            if isinstance(prefix, str) and not prefix.endswith("/"):
                yield f"{where} matches {prefix!r}, and with it whatever begins alike"


def _uniform(scene: Scene) -> Iterator[Failure]:
    """Conditions need one policy for all objects."""
    if not isinstance(scene.props.get("condition"), dict):
        return
    for record in scene.store.find(_BUCKET, "gcp"):
        named = record.properties.get("name") == scene.props.get("bucket")
        if named and record.properties.get("uniformBucketLevelAccess") is not True:
            yield Failure("condition", "needs uniform bucket-level access")


ROWS = by_token(
    Row(
        token=_BUCKET,
        source="Cloud Storage documentation, Bucket naming; REST reference, Buckets",
        id="{name}",
        named="name",
        defaults={
            "forceDestroy": False,
            "publicAccessPrevention": "inherited",
            "storageClass": "STANDARD",
            "uniformBucketLevelAccess": False,
        },
        computed={
            **LABELLED,
            "project": "{project}",
            "projectNumber": "{number}",
            "selfLink": "https://www.googleapis.com/storage/v1/b/{name}",
            "softDeletePolicy": {
                "retentionDurationSeconds": 604800,
                "effectiveTime": "2026-01-01T00:00:00Z",
            },
            "timeCreated": "2026-01-01T00:00:00Z",
            "updated": "2026-01-01T00:00:00Z",
            "url": "gs://{name}",
        },
        early=frozenset({*LABELLED, "project"}),
        moving=frozenset({*LABELLED}),
        replaces=frozenset({"name", "location", "project", "customPlacementConfig"}),
        rules=(
            Text(
                "name",
                r"[a-z0-9][a-z0-9_-]*[a-z0-9]",
                3,
                63,
                "lower case letters, digits, hyphens and underscores, a letter or digit at each "
                "end; dots are for domains, which the emulator does not know",
            ),
            Text("location", r"[A-Z]+(-[A-Z]+\d+)?", 2, 40, "a location in upper case"),
            Check("the name is not allowed", _legal_name, "name"),
            In("publicAccessPrevention", ("enforced", "inherited")),
            In("storageClass", _CLASSES),
            In("cors[*].methods[*]", _METHODS),
            Number("cors[*].maxAgeSeconds", 0, 86_400),
            Count("lifecycleRules", 0, 100),
            In("lifecycleRules[*].action.type", _ACTIONS),
            In("lifecycleRules[*].condition.withState", ("LIVE", "ARCHIVED", "ANY")),
            Check("the lifecycle is not valid", _lifecycle, "lifecycleRules"),
            labels,
            own_project,
        ),
        unique=("name",),
        unique_in="package",
    ),
    member(
        "bucket",
        "gcp:storage/bucketIAMMember:BucketIAMMember",
        "bucket",
        "Cloud Storage documentation, IAM and IAM Conditions; REST reference, setIamPolicy",
        There("bucket", _BUCKET, by="name"),
        _uniform,
    ),
)
