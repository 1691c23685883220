"""Page: configuration/monitoring, *Scraping Union services from your own Prometheus*.

The page selects by the release's name, which the leaseworker's Service does not carry; all of them
carry the group.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from ..contracts import Fragment
from .fragment import tree

PAGE = "configuration/monitoring"
JOB = "union-dataplane-services"
GROUP_LABEL = "platform.union.ai/prometheus-group"
GROUP = "union-services"
PORT = "debug"
COSTS = (
    "kube_node_labels",
    "kube_pod_labels",
    "node_total_hourly_cost",
    "node_ram_hourly_cost",
    "node_cpu_hourly_cost",
    "node_gpu_hourly_cost",
)
"""What of OpenCost's metrics the chart's own ServiceMonitor keeps."""


def prometheus_endpoint(namespace: str) -> str:
    """The static Prometheus, as other components of the data plane reach it."""
    return f"http://union-operator-prometheus.{namespace}.svc:80/prometheus"


def scrape_configs(namespace: str) -> str:
    """Static scrape configuration for a Prometheus of one's own."""
    discovery = {"role": "endpoints", "namespaces": {"names": [namespace]}}
    label = "__meta_kubernetes_service_label_" + "".join(
        letter if letter.isalnum() else "_" for letter in GROUP_LABEL
    )
    job = {
        "job_name": JOB,
        "kubernetes_sd_configs": [discovery],
        "relabel_configs": [
            {"source_labels": [label], "regex": GROUP, "action": "keep"},
            {
                "source_labels": ["__meta_kubernetes_endpoint_port_name"],
                "regex": PORT,
                "action": "keep",
            },
        ],
    }
    return yaml.safe_dump({"scrape_configs": [job]}, sort_keys=False)


def service_monitor_spec(namespace: str) -> dict[str, Any]:
    """`spec` of a `ServiceMonitor` named `JOB`, for those who run the Prometheus Operator."""
    endpoint = {"port": PORT, "path": "/metrics", "interval": "30s", "honorLabels": True}
    return {
        "selector": {"matchLabels": {GROUP_LABEL: GROUP}},
        "namespaceSelector": {"matchNames": [namespace]},
        "endpoints": [endpoint],
    }


def in_place_of_the_charts(labels: Mapping[str, str]) -> Fragment:
    """No `ServiceMonitor` of the chart beside ours: every target would be scraped twice.

    The chart makes its two as soon as their CRDs are there, with a label that it chooses. The one
    of node costs, which the same switch takes away, OpenCost's own chart makes with ours.
    """
    kept = {"sourceLabels": ["__name__"], "regex": "|".join(COSTS), "action": "keep"}
    values = {
        "monitoring.serviceMonitors.enabled": False,
        "opencost.opencost.metrics.serviceMonitor": {
            "enabled": True,
            "additionalLabels": dict(labels),
            "metricRelabelings": [kept],
        },
    }
    return Fragment(page=PAGE, values=tree(values))
