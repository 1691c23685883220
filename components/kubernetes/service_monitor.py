"""Page: configuration/monitoring, *ServiceMonitor (Prometheus Operator)*, for one's own Prometheus.

The page selects by `app.kubernetes.io/instance: union-dataplane`. That is the name of the release,
whatever it is called, and leaseworker's Service does not carry it; the label below is on each of
them.
"""

from typing import Any

import pulumi
from pulumi_kubernetes.apiextensions import CustomResource

NAME = "union-dataplane-services"
SERVICES = {"platform.union.ai/prometheus-group": "union-services"}


def service_monitor(
    name: str, namespace: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None
) -> CustomResource:
    """Scrapes a data plane's services every 30 seconds; needs the Prometheus Operator's CRDs."""
    return CustomResource(
        name,
        api_version="monitoring.coreos.com/v1",
        kind="ServiceMonitor",
        metadata={"name": NAME, "namespace": namespace},
        spec=spec(namespace),
        opts=opts,
    )


def spec(namespace: pulumi.Input[str]) -> dict[str, Any]:
    """`spec` of the ServiceMonitor."""
    return {
        "selector": {"matchLabels": SERVICES},
        "namespaceSelector": {"matchNames": [namespace]},
        "endpoints": [{"port": "debug", "path": "/metrics", "interval": "30s"}],
    }
