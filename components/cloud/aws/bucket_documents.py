"""CORS and lifecycle of a bucket, as the SDK's inputs and as the S3 API's JSON. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...config.storage import Retention

if TYPE_CHECKING:
    from pulumi_aws.s3 import (
        BucketCorsConfigurationCorsRuleArgsDict,
        BucketLifecycleConfigurationRuleArgsDict,
        BucketLifecycleConfigurationRuleFilterArgsDict,
    )

ABORT_AFTER_DAYS = 7
"""Age at which the parts of an upload that never ended are removed, days."""


def cors(origins: Sequence[str]) -> BucketCorsConfigurationCorsRuleArgsDict:
    """Let browsers of `origins` read. Page: configuration/code-viewer."""
    return {
        "allowed_headers": ["*"],
        "allowed_methods": ["GET", "HEAD"],
        "allowed_origins": list(origins),
        "expose_headers": ["ETag"],
        "max_age_seconds": 3600,
    }


def lifecycle(retention: Retention) -> list[BucketLifecycleConfigurationRuleArgsDict]:
    """Expire raw data, and what a versioned bucket keeps of it. Page: configuration/data-retention.

    Two rules, because S3 refuses an age and the removal of delete markers in one.
    """
    where: BucketLifecycleConfigurationRuleFilterArgsDict = {
        "prefix": f"{retention.prefix}/" if retention.prefix else ""
    }
    return [
        {
            "id": "expire-raw-data",
            "status": "Enabled",
            "filter": where,
            "expiration": {"days": retention.days},
            "noncurrent_version_expiration": {"noncurrent_days": retention.noncurrent_days},
            "abort_incomplete_multipart_upload": {"days_after_initiation": ABORT_AFTER_DAYS},
        },
        {
            "id": "remove-delete-markers",
            "status": "Enabled",
            "filter": where,
            "expiration": {"expired_object_delete_marker": True},
        },
    ]


def _camel(key: str) -> str:
    return "ID" if key == "id" else re.sub(r"(?:^|_)([a-z])", lambda m: m[1].upper(), key)


def _api(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_camel(key): _api(item) for key, item in value.items()}
    return [_api(item) for item in value] if isinstance(value, list) else value


def cors_json(origins: Sequence[str]) -> str:
    """`aws s3api put-bucket-cors --cors-configuration`."""
    return json.dumps({"CORSRules": [_api(cors(origins))]}, indent=2)


def lifecycle_json(retention: Retention) -> str:
    """`aws s3api put-bucket-lifecycle-configuration --lifecycle-configuration`."""
    return json.dumps({"Rules": _api(lifecycle(retention))}, indent=2)
