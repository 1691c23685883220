"""CORS and lifecycle of a bucket, as the SDK's inputs and as gcloud's files. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...config.storage import Retention

if TYPE_CHECKING:
    from pulumi_gcp.storage import (
        BucketCorArgsDict,
        BucketLifecycleRuleArgsDict,
        BucketLifecycleRuleConditionArgsDict,
    )

ABORT_AFTER_DAYS = 7
"""Age at which the parts of an upload that never ended are removed, days."""
METHODS = ("HEAD", "GET")
EXPOSED = ("ETag",)
MAX_AGE_SECONDS = 3600


def cors(origins: Sequence[str]) -> BucketCorArgsDict:
    """Let browsers of `origins` read. Page: configuration/code-viewer."""
    return {
        "origins": list(origins),
        "methods": list(METHODS),
        "response_headers": list(EXPOSED),
        "max_age_seconds": MAX_AGE_SECONDS,
    }


def lifecycle(retention: Retention) -> list[BucketLifecycleRuleArgsDict]:
    """Expire raw data, and what a versioned bucket keeps of it. Page: configuration/data-retention.

    The age of a live object makes it a version; only the second rule removes that.
    """
    rules: tuple[tuple[str, BucketLifecycleRuleConditionArgsDict], ...] = (
        ("Delete", {"age": retention.days, "with_state": "LIVE"}),
        (
            "Delete",
            {"days_since_noncurrent_time": retention.noncurrent_days, "with_state": "ARCHIVED"},
        ),
        ("AbortIncompleteMultipartUpload", {"age": ABORT_AFTER_DAYS}),
    )
    below: BucketLifecycleRuleConditionArgsDict = (
        {"matches_prefixes": [retention.key_prefix]} if retention.prefix else {}
    )
    return [
        {"action": {"type": action}, "condition": {**condition, **below}}
        for action, condition in rules
    ]


def cors_command(bucket: str, origins: Sequence[str]) -> str:
    """The page's file and command, in one."""
    document = [
        {
            "origin": list(origins),
            "method": list(METHODS),
            "responseHeader": list(EXPOSED),
            "maxAgeSeconds": MAX_AGE_SECONDS,
        }
    ]
    return _command("cors", document, f"gcloud storage buckets update gs://{bucket} --cors-file")


def lifecycle_command(bucket: str, retention: Retention) -> str:
    """The same for expiry."""
    below = {"matchesPrefix": [retention.key_prefix]} if retention.prefix else {}
    live = {"age": retention.days, "isLive": True}
    kept = {"daysSinceNoncurrentTime": retention.noncurrent_days, "isLive": False}
    parts = {"age": ABORT_AFTER_DAYS}
    rules = [
        {"action": {"type": "Delete"}, "condition": {**live, **below}},
        {"action": {"type": "Delete"}, "condition": {**kept, **below}},
        {"action": {"type": "AbortIncompleteMultipartUpload"}, "condition": {**parts, **below}},
    ]
    update = f"gcloud storage buckets update gs://{bucket} --lifecycle-file"
    return _command("lifecycle", {"rule": rules}, update)


def _command(name: str, document: object, command: str) -> str:
    content = json.dumps(document, indent=2)
    return f"cat > {name}.json <<'EOF'\n{content}\nEOF\n{command}={name}.json"
