"""GKE node pools. Page: configuration/node-pools."""

from dataclasses import dataclass

import pulumi
import pulumi_gcp as gcp

from ... import contracts
from ...config import node_pools as config
from ...config.accounts import GcpAccount
from ...contracts import NODE_ROLE
from ..args import NodePoolsArgs
from ..names import Owner
from . import naming
from .cluster import of_gcp

NODE_ROLES = ("roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount")
"""https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#use_least_privilege_sa,
and images of the same project."""
SPOT = {"cloud.google.com/gke-spot": "true"}
"""Label of nodes that may be taken away; unlike AKS, GKE does not taint them."""
SCOPE = "https://www.googleapis.com/auth/cloud-platform"
"""Scopes narrow nothing any more; roles do."""


def is_tainted(role: str) -> bool:
    """Whether a pool of this role refuses pods that do not tolerate it."""
    return role != "system"


def label_of(role: str) -> str:
    """Value of the label; the system pool takes services that cannot tolerate a taint."""
    return "services" if role == "system" else role


class NodeAccount(pulumi.ComponentResource):
    """The account of a cluster's nodes that we make."""

    email: pulumi.Output[str]
    """Known at preview; whoever uses it waits for the account's roles."""

    def __init__(
        self,
        name: str,
        account: GcpAccount,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:gcp:NodeAccount", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        physical = naming.service_account(owner, name)
        email = naming.email(account, physical)
        made = gcp.serviceaccount.Account(
            f"{name}-account",
            account_id=physical,
            display_name=naming.display(owner, name),
            opts=child,
        )
        members = [
            gcp.projects.IAMMember(
                f"{name}-{role.rpartition('.')[2]}",
                project=account.project_id,
                role=role,
                member=contracts.known_after(made, f"serviceAccount:{email}"),
                opts=child,
            )
            for role in NODE_ROLES
        ]
        self.email = pulumi.Output.all(*(it.urn for it in members)).apply(lambda _: email)
        self.register_outputs({"email": self.email})


@dataclass(frozen=True, kw_only=True)
class NodePoolArgs:
    """Arguments of `NodePool`."""

    cluster: contracts.Cluster
    """Its cluster."""
    role: str
    """`services`, `worker` or `system`: value of the label, and of the taint."""
    settings: config.GcpNewNodePool
    """Its section of the stack file."""
    service_account: pulumi.Input[str]
    """E-mail of its nodes' account, see `NodeAccount`."""


class NodePool(pulumi.ComponentResource):
    """A node pool with the page's label and taint, and workload identity for its pods."""

    ready: pulumi.Resource
    """What to wait for before a pod needs its nodes."""

    def __init__(
        self,
        name: str,
        args: NodePoolArgs,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:gcp:NodePool", name, None, opts)
        it = args.settings
        facts = (it.machine_type, it.disk_gib, it.disk_type, it.image_type, it.capacity)
        pool = gcp.container.NodePool(
            f"{name}-pool",
            cluster=args.cluster.cloud_name,
            location=args.cluster.location,
            name=naming.node_pool(owner, name, *facts),
            # Of each zone; the autoscaler brings the rest.
            initial_node_count=min(it.min, 1),
            autoscaling={
                "total_min_node_count": it.min,
                "total_max_node_count": it.max,
                "location_policy": "ANY" if it.capacity == "spot" else "BALANCED",
            },
            management={"auto_repair": True, "auto_upgrade": True},
            node_config=_node_config(args),
            # What GKE starts with is none of ours later, and another number would be another pool.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["initialNodeCount"]),
        )
        self.ready = pool
        self.register_outputs({"name": pool.name})


def _node_config(args: NodePoolArgs) -> gcp.container.NodePoolNodeConfigArgsDict:
    it = args.settings
    taint: gcp.container.NodePoolNodeConfigTaintArgsDict = {
        "key": NODE_ROLE,
        "value": args.role,
        "effect": "NO_SCHEDULE",
    }
    return {
        "machine_type": it.machine_type,
        "disk_size_gb": it.disk_gib,
        "disk_type": it.disk_type,
        "image_type": it.image_type,
        "spot": it.capacity == "spot",
        "labels": {NODE_ROLE: label_of(args.role)},
        "taints": [taint] if is_tainted(args.role) else [],
        "service_account": args.service_account,
        "oauth_scopes": [SCOPE],
        # Pods have identities of their own and never see the node's.
        "workload_metadata_config": {"mode": "GKE_METADATA"},
        "shielded_instance_config": {
            "enable_secure_boot": True,
            "enable_integrity_monitoring": True,
        },
        "metadata": {"disable-legacy-endpoints": "true"},
    }


def node_pools(
    name: str,
    args: NodePoolsArgs,
    account: GcpAccount,
    owner: Owner,
    opts: pulumi.ResourceOptions | None = None,
) -> tuple[contracts.NodePool, ...]:
    """All pools of a cluster, by name; one node account for those that we make."""
    pools = of_gcp(args.settings).node_pools
    nodes: pulumi.Input[str] | None = None
    if any(pool.create for pool in pools.values()):
        nodes = NodeAccount(f"{name}-nodes", account, owner, opts).email
    made = []
    for pool_name, pool in sorted(pools.items()):
        role = pool.role or pool_name
        ours: pulumi.Input[str] | None = None
        if pool.create and nodes is not None:
            it = NodePoolArgs(
                cluster=args.cluster, role=role, settings=pool.create, service_account=nodes
            )
            ready = NodePool(f"{name}-{pool_name}", it, owner, opts).ready
            ours = contracts.known_after(ready, pool_name)
        made.append(
            contracts.NodePool(
                name=pool_name,
                role=role,
                tainted=is_tainted(role),
                spot=SPOT if pool.create and pool.create.capacity == "spot" else {},
                node_principal=pool.existing.principal if pool.existing else nodes,
                node_identity="" if pool.existing else "nodes",
                made=ours,
            )
        )
    return tuple(made)
