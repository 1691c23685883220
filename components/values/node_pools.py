"""Page: configuration/node-pools. Services and workers on nodes of their own.

Affinity and tolerations come from the records whose pools carry the label and the taint.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from ..contracts import NODE_ROLE, Fragment, NodePool
from .fragment import Values, tree

PAGE = "configuration/node-pools"
Role = Literal["services", "worker"]

CONTROL_PLANE = (
    "actions",
    "console",
    "flyte.cacheservice",
    "flyte.flyteadmin",
    "flyte.flyteconsole",
    "flyte.flytescheduler",
    "ingress-nginx.controller",
    "scylla-operator",
)
DATA_PLANE = (
    "flyteconnector",
    "ingress-nginx.controller",
    "metrics-server",
    "opencost.opencost",
    "prometheus.kube-state-metrics",
    "prometheus.server",
)
CLUSTER_HEALTH = (
    "monitoring.alertmanager.alertmanagerSpec",
    "monitoring.grafana",
    "monitoring.kube-state-metrics",
    "monitoring.prometheus.prometheusSpec",
    "monitoring.prometheusOperator",
    "monitoring.prometheusOperator.admissionWebhooks.patch",
)


def node_pools(pools: Sequence[NodePool], *, cluster_health: bool = False) -> Fragment:
    """The data plane: `scheduling`, the Kubernetes plugin, and every component beside them."""
    services = placement("services", pools)
    components = (*DATA_PLANE, *(CLUSTER_HEALTH if cluster_health else ()))
    values = {
        "scheduling": services,
        "config.k8s.plugins.k8s": _tasks([pool for pool in pools if pool.role == "worker"]),
        **dict.fromkeys(components, services),
        # Its affinity is fixed by the chart: one a node.
        "imageBuilder.buildkit": {
            "nodeSelector": {NODE_ROLE: "services"},
            "tolerations": services["tolerations"],
        },
    }
    return Fragment(page=PAGE, values=tree(values))


def _tasks(workers: Sequence[NodePool]) -> Values:
    """Where task pods go: interruptible ones to spot nodes and the others to none of them.

    Where all workers are alike there is no such choice, and every task goes to them.
    """
    steady = [pool for pool in workers if not pool.spot]
    spot = [pool for pool in workers if pool.spot]
    default = tolerations("worker", steady or spot)
    values: Values = {"default-affinity": affinity("worker"), "default-tolerations": default}
    if not (steady and spot):
        return values
    ((key, value),) = {label for pool in spot for label in pool.spot.items()}
    more = [it for it in tolerations("worker", spot) if it not in default]
    return {
        **values,
        "interruptible-node-selector-requirement": _requirement(key, "In", value),
        "non-interruptible-node-selector-requirement": _requirement(key, "NotIn", value),
        **({"interruptible-tolerations": more} if more else {}),
    }


def _requirement(key: str, operator: str, value: str) -> Values:
    return {"key": key, "operator": operator, "values": [value]}


def controlplane_node_pools(pools: Sequence[NodePool]) -> Fragment:
    """The control plane: its chart has no `scheduling`, so each component has its own keys.

    The nine `services` can have no tolerations (the chart breaks on them), so they run on the
    untainted system pool; a node selector leaves them the chart's own anti-affinity.
    """
    services = placement("services", pools)
    values = {
        "nodeSelector": {NODE_ROLE: "services"},
        **dict.fromkeys(CONTROL_PLANE, services),
        "scylla-operator.webhookServerAffinity": services["affinity"],
        "scylla-operator.webhookServerTolerations": services["tolerations"],
    }
    return Fragment(page=PAGE, values=tree(values))


def placement(role: Role, pools: Iterable[NodePool]) -> Values:
    """`affinity` and `tolerations` of a pod that belongs on `role`."""
    return {"affinity": affinity(role), "tolerations": tolerations(role, pools)}


def affinity(role: Role) -> Values:
    """Only nodes labelled with `role`; the system pool carries the services label."""
    labelled = _requirement(NODE_ROLE, "In", role)
    required = {"nodeSelectorTerms": [{"matchExpressions": [labelled]}]}
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": required}}


def tolerations(role: Role, pools: Iterable[NodePool]) -> list[dict[str, Any]]:
    """The taint of `role`, where a pool carries it, and what its cloud puts beside that."""
    theirs = [pool for pool in pools if pool.role == role]
    taints = {NODE_ROLE: role} if any(pool.tainted for pool in theirs) else {}
    taints |= {key: value for pool in theirs for key, value in pool.taints.items()}
    return [
        {"effect": "NoSchedule", "key": key, "operator": "Equal", "value": value}
        for key, value in taints.items()
    ]
