"""AKS agent pools. Page: configuration/node-pools."""

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import containerservice

from ... import contracts
from ...config import node_pools as config
from ...config.accounts import AzureAccount
from ...contracts import NODE_ROLE
from ..args import NodePoolsArgs
from . import cluster, naming

SPOT = {"kubernetes.azure.com/scalesetpriority": "spot"}
"""Label and taint of spot nodes, which AKS adds where they are not asked for:
https://learn.microsoft.com/azure/aks/spot-node-pool."""
UP_TO_ON_DEMAND = -1.0
"""A price: never evicted for it."""


def is_tainted(role: str) -> bool:
    """Whether a pool of this role refuses pods that do not tolerate it."""
    return role != "system"


def label_of(role: str) -> str:
    """Value of the label; the system pool takes services that cannot tolerate a taint."""
    return "services" if role == "system" else role


class NodePool(pulumi.ComponentResource):
    """An agent pool of mode User with the page's label and taint.

    AKS's autoscaler learns both from the pool itself, also of one that has no node.
    """

    ready: pulumi.Resource
    """What to wait for before a pod needs its nodes."""

    def __init__(
        self,
        name: str,
        pool: str,
        args: NodePoolsArgs,
        account: AzureAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:NodePool", name, None, opts)
        settings = cluster.of_azure(args.settings)
        section = settings.node_pools[pool]
        it, role = section.create, section.role or pool
        if it is None:
            raise ValueError(f"node pool {pool} is somebody else's")
        made = containerservice.AgentPool(
            f"{name}-pool",
            agent_pool_name=_physical(pool, it, args.cluster),
            resource_group_name=cluster.group(account, settings),
            resource_name_=args.cluster.cloud_name,
            mode="User",
            type="VirtualMachineScaleSets",
            vm_size=it.vm_size,
            os_type="Linux",
            os_sku=it.os_sku,
            os_disk_size_gb=it.disk_gib,
            availability_zones=it.zones or None,
            vnet_subnet_id=pulumi.Output.from_input(args.cluster.subnet_ids).apply(_first),
            enable_auto_scaling=True,
            min_count=it.min,
            max_count=it.max,
            count=it.min,
            node_labels={NODE_ROLE: label_of(role), **taints(it)},
            node_taints=_taints(role, it) or None,
            scale_set_priority="Spot" if it.capacity == "spot" else None,
            scale_set_eviction_policy="Delete" if it.capacity == "spot" else None,
            spot_max_price=UP_TO_ON_DEMAND if it.capacity == "spot" else None,
            tags=account.tags or None,
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=_ignored(args.cluster)),
        )
        self.ready = made
        self.register_outputs({"name": made.name})


def taints(it: config.AzureNewNodePool | config.AzureExistingNodePool | None) -> dict[str, str]:
    """What AKS taints the nodes of a pool with by itself."""
    return SPOT if it and it.capacity == "spot" else {}


def _taints(role: str, it: config.AzureNewNodePool) -> list[str]:
    wanted = {**({NODE_ROLE: role} if is_tainted(role) else {}), **taints(it)}
    return [f"{key}={value}:NoSchedule" for key, value in wanted.items()]


def _physical(
    pool: str, it: config.AzureNewNodePool, cluster: contracts.Cluster
) -> pulumi.Input[str]:
    """The name of a pool, another one where AKS would refuse to change this one in place."""
    spot = ("spot",) if it.capacity == "spot" else ()
    facts = (it.vm_size, it.disk_gib, it.os_sku, it.zones, *spot)
    if cluster.subnets_looked_up:
        return naming.agent_pool(pool, *facts)
    return pulumi.Output.from_input(cluster.subnet_ids).apply(
        lambda subnets: naming.agent_pool(pool, *facts, _first(subnets))
    )


def _ignored(cluster: contracts.Cluster) -> list[str]:
    # The autoscaler decides from the first day on.
    size = ["count"]
    # AKS refuses another subnet, and which pool comes first may change.
    return [*size, "vnetSubnetID"] if cluster.subnets_looked_up else size


def _first(subnets: Sequence[pulumi.Input[str]]) -> pulumi.Input[str] | None:
    return subnets[0] if subnets else None


def node_pools(
    name: str,
    args: NodePoolsArgs,
    account: AzureAccount,
    opts: pulumi.ResourceOptions | None = None,
) -> tuple[contracts.NodePool, ...]:
    """All pools of a cluster, by name; the kubelet identity is the cluster's."""
    made = []
    for pool, section in sorted(cluster.of_azure(args.settings).node_pools.items()):
        role = section.role or pool
        ours: pulumi.Input[str] | None = None
        if section.create:
            ready = NodePool(f"{name}-{pool}", pool, args, account, opts).ready
            ours = contracts.known_after(ready, pool)
        beside = taints(section.create or section.existing)
        made.append(
            contracts.NodePool(
                name=pool,
                role=role,
                tainted=is_tainted(role),
                taints=beside,
                spot=beside,
                made=ours,
            )
        )
    return tuple(made)
