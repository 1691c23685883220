"""CORS and lifecycle of a storage account, as the SDK's inputs and as the API's JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...config.storage import Retention
from ..args import BucketArgs

Document = dict[str, Any]
"""As the API has it, in camelCase; the SDK takes it as it is."""


def cors(origins: Sequence[str]) -> list[Document]:
    """Let browsers of `origins` read. Page: configuration/code-viewer."""
    return [
        {
            "allowedOrigins": list(origins),
            "allowedMethods": ["GET", "HEAD"],
            "allowedHeaders": ["*"],
            "exposedHeaders": ["ETag"],
            "maxAgeInSeconds": 3600,
        }
    ]


def lifecycle(retentions: Mapping[str, Retention]) -> list[Document]:
    """Expire raw data of each container, and what a versioned account keeps of it.

    Page: configuration/data-retention. A prefix begins with the container's name, and ends in `/`:
    `raw` would be that of container `raw2` as well.
    """
    return [_expire(container, retentions[container]) for container in sorted(retentions)]


def _expire(container: str, retention: Retention) -> Document:
    old = {"delete": {"daysAfterCreationGreaterThan": retention.noncurrent_days}}
    expired = {"delete": {"daysAfterModificationGreaterThan": retention.days}}
    return {
        "name": f"expire-{container}",
        "type": "Lifecycle",
        "enabled": True,
        "definition": {
            "filters": {
                "blobTypes": ["blockBlob"],
                "prefixMatch": [f"{container}/{retention.key_prefix}"],
            },
            "actions": {"baseBlob": expired, "snapshot": old, "version": old},
        },
    }


def cors_json(origins: Sequence[str]) -> str:
    """`az rest --method put`, of the blob service."""
    return json.dumps({"properties": {"cors": {"corsRules": cors(origins)}}}, indent=2)


def lifecycle_json(retentions: Mapping[str, Retention]) -> str:
    """`az storage account management-policy create --policy`."""
    return json.dumps({"rules": lifecycle(retentions)}, indent=2)


def cors_rules(origins: tuple[str, ...]) -> Any:
    """The same as the blob service has it; None: nobody reads in a browser."""
    return {"corsRules": cors(origins)} if origins else None


def retentions(wanted: Iterable[BucketArgs]) -> dict[str, Retention]:
    """Expiry of raw data, by container."""
    settings = (args.settings for args in wanted)
    return {str(it.create or it.existing): it.retention for it in settings if it.retention}
