"""Page: configuration/code-viewer."""

from collections.abc import Iterator, Mapping

from ..dataplanes import DataPlane
from ..problems import Problem
from ..shapes import ROOT
from ..storage import BucketSettings
from .planes import active


def cors_has_readers(
    buckets: Mapping[str, BucketSettings], data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """We are told to write an existing bucket's CORS only where a code viewer needs it."""
    read = {
        plane.storage.code.bucket
        for plane in active(data_planes).values()
        if plane.code_viewer != "disabled"
    }
    for name, bucket in sorted(buckets.items()):
        if "cors" in bucket.manage and name not in read:
            yield Problem(
                path=f"{ROOT}buckets.{name}.manage",
                found="says cors, and no code viewer reads code bundles from the bucket",
                remedy="leave cors out",
            )
