"""Page: configuration/persistent-logs. Logs go where today's chart can write and read them."""

from collections.abc import Iterator, Mapping

from ..clusters import ClusterSettings
from ..dataplanes import DataPlane
from ..problems import Problem
from ..shapes import ROOT
from .planes import active

CANNOT_WRITE: Mapping[str, Mapping[str, str]] = {
    "2026.8.3": {
        "gcp": "renders Fluent Bit without any output on GCP, so with workload identity nothing "
        "reaches the bucket",
        "azure": "has Fluent Bit write to a storage account with a key only, never with workload "
        "identity",
    }
}
"""Charts, and clouds to whose buckets their Fluent Bit cannot write as the page has it."""
LOG_SERVICES = {"azure": "Log Analytics", "gcp": "Cloud Logging"}
"""Clouds whose own log service the chart reads."""
BUCKET_WAYS = {
    "azure": "with a key of the storage account, persistentLogs: {store: bucket}",
    "gcp": "with outputs of your own in values: fluentbit, persistentLogs: {store: bucket}",
}
"""How logs reach the bucket all the same."""


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
        if why and logs.store is None:
            yield Problem(
                path=path,
                found=f"is on, and chart {chart_version} {why}",
                remedy=f"write persistentLogs: {{store: logService}}, which reads {service}; "
                f"or persistentLogs: disabled; or, {BUCKET_WAYS[cluster.provider]}",
            )
        elif logs.store == "logService" and service is None:
            yield Problem(
                path=f"{path}.store",
                found=f"found logService, and the chart reads no log service of {cluster.provider}",
                remedy="leave store: out: Fluent Bit writes to the metadata bucket",
            )
