"""Page: configuration/monitoring, *Union features Prometheus*: always on."""

from collections.abc import Sequence

from ..config.monitoring import Resources, UnionPrometheus
from ..contracts import Fragment, NodePool
from .fragment import Values, tree
from .node_pools import placement

PAGE = "configuration/monitoring"
ROUTE_PREFIX = "/prometheus"
"""Path below which it serves."""


def union_prometheus(section: UnionPrometheus, pools: Sequence[NodePool]) -> Fragment:
    """The page's keys, which nothing reads any more, and beside them those of today's chart.

    Placement of the server itself is page node-pools.
    """
    shared: Values = {
        "retention": section.retention,
        "resources": _resources(section.resources),
        "priorityClassName": section.priority_class_name,
        "nodeSelector": {},
    }
    account: Values = {"create": True, "annotations": {}}
    values = {
        "prometheus": {
            **shared,
            **placement("services", pools),
            "image": {"repository": "prom/prometheus", "tag": "v3.3.1"},
            "routePrefix": f"{ROUTE_PREFIX}/",
            "serviceAccount": account,
        },
        "prometheus.server": {**shared, "prefixURL": ROUTE_PREFIX, "baseURL": f"{ROUTE_PREFIX}/"},
        "prometheus.serviceAccounts.server": account,
    }
    return Fragment(page=PAGE, values=tree(values))


def gpu_metrics() -> Fragment:
    """`dcgm-exporter`, off unless the section's `values:` say otherwise; one a cluster.

    In `kube-system`, where the static Prometheus looks for it and GKE allows its priority class.
    On which nodes, each cloud knows; it tolerates whatever they are tainted with.
    """
    values = {
        "dcgm-exporter": {
            "namespaceOverride": "kube-system",
            "tolerations": [{"operator": "Exists"}],
        }
    }
    return Fragment(page=PAGE, values=values)


def _resources(resources: Resources) -> Values:
    return {
        "limits": {"cpu": resources.cpu_limit, "memory": resources.memory_limit},
        "requests": {"cpu": resources.cpu_request, "memory": resources.memory_request},
    }
