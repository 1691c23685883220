"""Agent pools."""

from dataclasses import replace
from typing import Any

from components.cloud.args import NodePoolsArgs
from components.config.clusters import AzureCluster
from components.config.node_pools import AzureExistingNodePool, AzureNewNodePool, AzureNodePool
from components.contracts import NodePool
from tests.engine import Engine

from .facts import cluster, platform

SPOT = "kubernetes.azure.com/scalesetpriority"
SPOT_WORKER: dict[str, Any] = {
    "name": "worker",
    "role": "worker",
    "tainted": True,
    "taints": {SPOT: "spot"},
    "spot": {SPOT: "spot"},
}


def _new(**settings: Any) -> AzureNodePool:
    told = {"vm_size": "Standard_D8s_v5", "min": 2, "max": 4, **settings}
    return AzureNodePool(create=AzureNewNodePool(**told))


def _engine(named: str = "", **pools: AzureNodePool) -> Engine:
    """`named`: a subnet that somebody named; by default none was."""
    settings = AzureCluster(provider="azure", account="prod", node_pools=pools)
    subnets = {"subnet_ids": [named]} if named else {"subnets_looked_up": True}
    engine = Engine()

    def program() -> tuple[NodePool, ...]:
        there = replace(cluster(), **subnets)
        return platform().node_pools("prod", NodePoolsArgs(cluster=there, settings=settings))

    engine.run(program)
    return engine


def test_a_worker_pool_is_labelled_tainted_and_grows_from_nothing() -> None:
    pool = _engine(worker=_new(min=0, max=50, zones=["1", "2"])).named("prod-worker-pool")

    assert pool.inputs == {
        "agentPoolName": pool.inputs["agentPoolName"],
        "resourceGroupName": "union-prod",
        "resourceName": "union-azure",
        "mode": "User",
        "type": "VirtualMachineScaleSets",
        "vmSize": "Standard_D8s_v5",
        "osType": "Linux",
        "osSKU": "Ubuntu",
        "osDiskSizeGB": 128,
        "availabilityZones": ["1", "2"],
        "enableAutoScaling": True,
        "minCount": 0,
        "maxCount": 50,
        "count": 0,
        "nodeLabels": {"union.ai/node-role": "worker"},
        "nodeTaints": ["union.ai/node-role=worker:NoSchedule"],
    }
    assert pool.options["ignore_changes"] == ["count", "vnetSubnetID"]


def test_spot_nodes_carry_what_aks_puts_on_them_and_cost_up_to_the_usual_price() -> None:
    engine = _engine(worker=_new(min=0, max=50, capacity="spot"))
    inputs = engine.named("prod-worker-pool").inputs

    assert inputs["scaleSetPriority"] == "Spot"
    assert inputs["scaleSetEvictionPolicy"] == "Delete"
    assert inputs["spotMaxPrice"] == -1
    assert inputs["nodeLabels"] == {"union.ai/node-role": "worker", SPOT: "spot"}
    assert inputs["nodeTaints"] == [
        "union.ai/node-role=worker:NoSchedule",
        f"{SPOT}=spot:NoSchedule",
    ]
    assert engine.result == (
        NodePool(
            name="worker",
            role="worker",
            tainted=True,
            taints={SPOT: "spot"},
            spot={SPOT: "spot"},
            made="worker",
        ),
    )


def test_another_capacity_is_another_pool_which_stands_beside_the_old_one() -> None:
    names = {
        capacity: _engine(worker=_new(capacity=capacity)).named("prod-worker-pool").inputs
        for capacity in ("onDemand", "spot")
    }

    assert names["onDemand"]["agentPoolName"] != names["spot"]["agentPoolName"]


def test_a_pool_in_another_named_subnet_stands_beside_the_old_one() -> None:
    one, other = (_engine(it, worker=_new()).named("prod-worker-pool") for it in ("/one", "/other"))

    assert one.inputs["vnetSubnetID"] == "/one"
    assert one.inputs["agentPoolName"] != other.inputs["agentPoolName"]
    assert one.options["ignore_changes"] == ["count"]


def test_existing_pools_register_nothing_and_tell_their_taints() -> None:
    engine = _engine(
        system=AzureNodePool(existing=AzureExistingNodePool(name="agentpool", mode="System")),
        worker=AzureNodePool(existing=AzureExistingNodePool(name="cheap", capacity="spot")),
    )

    assert [r for r in engine.registrations if r.type.endswith("AgentPool")] == []
    assert engine.result == (
        NodePool(name="system", role="system", tainted=False),
        NodePool(
            name="worker", role="worker", tainted=True, taints={SPOT: "spot"}, spot={SPOT: "spot"}
        ),
    )
