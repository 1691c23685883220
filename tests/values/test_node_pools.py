from dataclasses import replace

import pytest

from components.contracts import NodePool
from components.values.fragment import leaves
from components.values.node_pools import (
    CLUSTER_HEALTH,
    CONTROL_PLANE,
    DATA_PLANE,
    controlplane_node_pools,
    node_pools,
    placement,
)

from .examples import POOLS

ON_SERVICES = {
    "affinity": {
        "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [
                    {
                        "matchExpressions": [
                            {"key": "union.ai/node-role", "operator": "In", "values": ["services"]}
                        ]
                    }
                ]
            }
        }
    },
    "tolerations": [
        {
            "effect": "NoSchedule",
            "key": "union.ai/node-role",
            "operator": "Equal",
            "value": "services",
        }
    ],
}


def at(values: object, path: str) -> object:
    for key in path.split("."):
        assert isinstance(values, dict), path
        values = values[key]
    return values


def test_services_are_scheduled_as_the_page_has_it() -> None:
    assert node_pools(POOLS).values["scheduling"] == ON_SERVICES


def test_task_pods_go_to_workers_as_the_page_has_it() -> None:
    on_workers = placement("worker", POOLS)

    assert at(node_pools(POOLS).values, "config.k8s.plugins.k8s") == {
        "default-affinity": on_workers["affinity"],
        "default-tolerations": on_workers["tolerations"],
    }
    assert str(on_workers) == str(ON_SERVICES).replace("services", "worker")


SPOT = NodePool(name="spot", role="worker", tainted=True, spot={"capacity": "spot"})
TAINTED = replace(SPOT, taints={"priority": "spot"})
WORKER_TOLERATION = {
    "effect": "NoSchedule",
    "key": "union.ai/node-role",
    "operator": "Equal",
    "value": "worker",
}
SPOT_TOLERATION = {**WORKER_TOLERATION, "key": "priority", "value": "spot"}


def tasks(*pools: NodePool) -> dict[str, object]:
    """How tasks are placed, but for the affinity, which is always that of workers."""
    found = at(node_pools(pools).values, "config.k8s.plugins.k8s")
    assert isinstance(found, dict)
    return {key: value for key, value in found.items() if key != "default-affinity"}


@pytest.mark.parametrize(
    ("spot", "tolerated"),
    [(SPOT, {}), (TAINTED, {"interruptible-tolerations": [SPOT_TOLERATION]})],
    ids=["no taint of the cloud", "a taint of the cloud"],
)
def test_only_interruptible_tasks_go_to_spot_nodes_where_there_are_others(
    spot: NodePool, tolerated: dict[str, object]
) -> None:
    assert tasks(*POOLS, spot) == {
        "default-tolerations": [WORKER_TOLERATION],
        "interruptible-node-selector-requirement": {
            "key": "capacity",
            "operator": "In",
            "values": ["spot"],
        },
        "non-interruptible-node-selector-requirement": {
            "key": "capacity",
            "operator": "NotIn",
            "values": ["spot"],
        },
        **tolerated,
    }


def test_every_task_goes_to_spot_nodes_where_there_are_no_others() -> None:
    services = [pool for pool in POOLS if pool.role != "worker"]

    assert tasks(*services, TAINTED) == {
        "default-tolerations": [WORKER_TOLERATION, SPOT_TOLERATION]
    }


def test_components_that_scheduling_does_not_reach_have_keys_of_their_own() -> None:
    values = node_pools(POOLS).values

    assert [at(values, component) for component in DATA_PLANE] == [ON_SERVICES] * len(DATA_PLANE)
    assert "monitoring" not in values
    assert at(values, "imageBuilder.buildkit") == {
        "nodeSelector": {"union.ai/node-role": "services"},
        "tolerations": ON_SERVICES["tolerations"],
    }


def test_cluster_health_runs_on_services_nodes_too_hooks_included() -> None:
    values = node_pools(POOLS, cluster_health=True).values
    operator = at(values, "monitoring.prometheusOperator")

    assert isinstance(operator, dict)
    assert {key: operator[key] for key in ON_SERVICES} == ON_SERVICES
    assert operator["admissionWebhooks"] == {"patch": ON_SERVICES}
    others = [name for name in CLUSTER_HEALTH if "prometheusOperator" not in name]
    assert [at(values, name) for name in others] == [ON_SERVICES] * 4


def test_control_plane_components_are_pinned_one_by_one() -> None:
    values = controlplane_node_pools(POOLS).values
    pinned = [name for name in CONTROL_PLANE if name != "scylla-operator"]

    assert [at(values, component) for component in pinned] == [ON_SERVICES] * len(pinned)
    assert values["scylla-operator"] == {
        **ON_SERVICES,
        "webhookServerAffinity": ON_SERVICES["affinity"],
        "webhookServerTolerations": ON_SERVICES["tolerations"],
    }
    assert values["nodeSelector"] == {"union.ai/node-role": "services"}


def test_no_tolerations_where_the_control_plane_chart_breaks_on_them() -> None:
    paths = [path for path, _ in leaves(controlplane_node_pools(POOLS).values)]

    assert [path for path in paths if path[0] in {"tolerations", "services"}] == []


def test_a_pool_without_the_taint_needs_no_toleration() -> None:
    untainted = tuple(replace(pool, tainted=False) for pool in POOLS)

    assert placement("services", untainted) == {**ON_SERVICES, "tolerations": []}


def test_another_roles_taint_is_not_tolerated() -> None:
    workers = (NodePool(name="big", role="worker", tainted=True),)

    assert placement("services", workers)["tolerations"] == []


def test_a_taint_of_the_cloud_is_tolerated_beside_the_roles() -> None:
    spot = NodePool(name="spot", role="worker", tainted=True, taints={"cloud/priority": "spot"})

    found = placement("worker", (*POOLS, spot))["tolerations"]
    assert [(it["key"], it["value"]) for it in found] == [
        ("union.ai/node-role", "worker"),
        ("cloud/priority", "spot"),
    ]
    assert placement("services", (*POOLS, spot)) == ON_SERVICES
