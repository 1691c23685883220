"""Page: configuration/data-retention. What is kept where, so that only raw data may expire."""

from dataclasses import dataclass

import pulumi

from ..config.dataplanes import Propeller
from ..contracts import Fragment, Location
from .fragment import Values, tree

PAGE = "configuration/data-retention"


@dataclass(frozen=True, kw_only=True)
class Storage:
    """Where a data plane keeps things."""

    metadata: Location
    """Metadata store: never expires."""
    fast_registration: Location
    """Code bundles; the chart knows a bucket for them and no prefix."""
    raw_data: Location
    """Raw data, the only thing that may expire."""
    propeller: Propeller | None = None
    """The V1 engine, the one component that reads a metadata prefix. Default: off."""


def data_retention(storage: Storage) -> Fragment:
    """The page's keys, and beside them the ones that today's chart reads."""
    metadata, raw = storage.metadata.bucket, storage.raw_data.bucket
    propeller = storage.propeller or Propeller()
    values = {
        # No version of the chart has ever read these two.
        "configuration.storage.metadataContainer": metadata.name,
        "configuration.storage.userDataContainer": raw.name,
        "storage.bucketName": metadata.name,
        "storage.fastRegistrationBucketName": storage.fast_registration.bucket.name,
        # The chart's own is S3's where the provider is `custom`, and has no prefix anywhere.
        "storage.metadataPrefix": uri(storage.metadata),
        "flytepropeller.enabled": storage.propeller is not None,
        "config.core.propeller.metadata-prefix": propeller.metadata_prefix,
        "config.core.propeller.rawoutput-prefix": uri(storage.raw_data),
    }
    return Fragment(page=PAGE, values=tree(values))


def controlplane_metadata(metadata: Location) -> Fragment:
    """Where flyteadmin and the cache service write, if that is below a prefix of the bucket."""
    if not metadata.prefix:
        return Fragment(page=PAGE, values={})
    cached = f"{metadata.prefix}/cached_outputs"
    values: Values = {
        "flyte.configmap.adminServer.flyteadmin.metadataStoragePrefix": [
            *metadata.prefix.split("/"),
            "metadata",
            "admin",
        ],
        "flyte.configmap.cacheserviceServer.cacheservice.storage-prefix": cached,
    }
    return Fragment(page=PAGE, values=tree(values))


def raw_data_line(raw_data: Location) -> pulumi.Input[str]:
    """What users set so that V2 runs write raw data there, which no value of the chart can.

    A line of `flyte edit settings`; for a single run, `flyte run --raw-data-path <URI>`.
    """
    return _joined("storage.raw_data_path: ", uri(raw_data))


def uri(location: Location) -> pulumi.Input[str]:
    """`s3://bucket`, or `s3://bucket/prefix`."""
    return _joined(location.bucket.uri, f"/{location.prefix}" if location.prefix else "")


def _joined(first: pulumi.Input[str], second: pulumi.Input[str]) -> pulumi.Input[str]:
    if isinstance(first, str) and isinstance(second, str):
        return first + second
    return pulumi.Output.concat(first, second)
