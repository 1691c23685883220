"""Page: configuration/persistent-logs. Logs go where today's chart can write and read them."""

from collections.abc import Iterator, Mapping

from ..clusters import ClusterSettings
from ..dataplanes import DataPlane
from ..problems import Problem
from ..shapes import ROOT
from .planes import active

CANNOT_WRITE: Mapping[str, Mapping[str, str]] = {
    "2026.8.3": {
        "gcp": "has Fluent Bit on GCP write to Amazon S3, to a bucket of the same name, so nothing "
        "reaches Cloud Storage",
        "azure": "has Fluent Bit write to a storage account with a key only, never with workload "
        "identity",
    }
}
"""Charts, and clouds to whose buckets their Fluent Bit cannot write as the page has it."""
LOG_SERVICES = {"azure": "Log Analytics", "gcp": "Cloud Logging"}
"""Clouds whose own log service the chart reads."""
BUCKET_WAYS = {"azure": "or, with a key of the storage account, persistentLogs: {store: bucket}"}
"""How logs reach the bucket all the same; elsewhere they do not, so `bucket` is refused too."""


def logs_are_written(
    chart_version: str,
    clusters: Mapping[str, ClusterSettings],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """Logs that look persistent and are not would be missed when it is too late."""
    for name, plane in active(data_planes).items():
        cluster, logs = clusters.get(plane.cluster), plane.persistent_logs
        if cluster is None or logs == "disabled":
            continue
        path = f"{ROOT}dataPlanes.{name}.persistentLogs"
        why = CANNOT_WRITE.get(chart_version, {}).get(cluster.provider)
        service = LOG_SERVICES.get(cluster.provider)
        way = BUCKET_WAYS.get(cluster.provider)
        if why and logs.in_bucket and not (way and logs.store):
            what = "found bucket" if logs.store else "is on"
            ways = (
                f"write persistentLogs: {{store: logService}}, which reads {service}",
                "or persistentLogs: disabled",
                *([way] if way else []),
            )
            yield Problem(
                path=f"{path}.store" if logs.store else path,
                found=f"{what}, and chart {chart_version} {why}",
                remedy="; ".join(ways),
            )
        elif logs.store == "logService" and service is None:
            yield Problem(
                path=f"{path}.store",
                found=f"found logService, and the chart reads no log service of {cluster.provider}",
                remedy="leave store: out: Fluent Bit writes to the metadata bucket",
            )
