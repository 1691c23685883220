"""Page: configuration/monitoring, *ServiceMonitor (Prometheus Operator)*, for one's own Prometheus.

What it selects is said beside the other ways to scrape the same, in the values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi_kubernetes.apiextensions import CustomResource


@dataclass(frozen=True, kw_only=True)
class ServiceMonitorArgs:
    """Arguments of `service_monitor`."""

    name: str
    """Its name in the cluster."""
    namespace: pulumi.Input[str]
    """Its namespace; carries the order where the namespace is ours."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels by which a Prometheus Operator selects it. Default: none."""
    spec: Mapping[str, Any]
    """`spec` of the ServiceMonitor."""


def service_monitor(
    name: str, args: ServiceMonitorArgs, opts: pulumi.ResourceOptions | None = None
) -> CustomResource:
    """A ServiceMonitor; needs the Prometheus Operator's CRDs."""
    return CustomResource(
        name,
        api_version="monitoring.coreos.com/v1",
        kind="ServiceMonitor",
        metadata={
            "name": args.name,
            "namespace": args.namespace,
            **({"labels": dict(args.labels)} if args.labels else {}),
        },
        spec=dict(args.spec),
        opts=opts,
    )
