"""EKS managed node groups. Page: configuration/node-pools."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from ... import contracts
from ...config import node_pools as config
from ...config.accounts import AwsAccount
from ...contracts import NODE_ROLE
from ..args import NodePoolsArgs
from ..names import Owner
from . import naming
from .cluster import of_aws
from .identity import NodeRole

TEMPLATE = "k8s.io/cluster-autoscaler/node-template"
"""Tags from which the autoscaler learns what a node of an empty group would be like."""


def is_tainted(role: str) -> bool:
    """Whether a pool of this role refuses pods that do not tolerate it."""
    return role != "system"


def label_of(role: str) -> str:
    """Value of the label; the system pool takes services that cannot tolerate a taint."""
    return "services" if role == "system" else role


def template_tags(role: str, settings: config.AwsNewNodePool) -> dict[str, tuple[str, str]]:
    """Tags of an Auto Scaling group by which a group of no nodes scales up, by what they tell.

    EKS itself sets `k8s.io/cluster-autoscaler/enabled` and the cluster's tag, so we do not:
    https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html.
    """
    disk = f"{settings.disk_gib}Gi"
    tags = {
        "label": (f"{TEMPLATE}/label/{NODE_ROLE}", label_of(role)),
        "resources": (f"{TEMPLATE}/resources/ephemeral-storage", disk),
    }
    if is_tainted(role):
        tags["taint"] = (f"{TEMPLATE}/taint/{NODE_ROLE}", f"{role}:NoSchedule")
    for key, value in _spot(settings).items():
        tags["capacity"] = (f"{TEMPLATE}/label/{key}", value)
    return tags


def _spot(settings: config.AwsNewNodePool | None) -> dict[str, str]:
    return naming.SPOT if settings and settings.capacity == "spot" else {}


@dataclass(frozen=True, kw_only=True)
class NodePoolArgs:
    """Arguments of `NodePool`."""

    cluster: contracts.Cluster
    """Its cluster."""
    role: str
    """`services`, `worker` or `system`: value of the label, and of the taint."""
    settings: config.AwsNewNodePool
    """Its section of the stack file."""
    node_role_arn: pulumi.Input[str]
    """Role of its nodes, see `NodeRole`."""


class NodePool(pulumi.ComponentResource):
    """A managed node group with the page's label and taint."""

    ready: pulumi.Resource
    """What to wait for before a pod needs its nodes."""

    def __init__(
        self,
        name: str,
        args: NodePoolArgs,
        account: AwsAccount,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:aws:NodePool", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        template = aws.ec2.LaunchTemplate(
            f"{name}-template",
            name=naming.launch_template(owner, name, args.cluster.name),
            update_default_version=True,
            block_device_mappings=[_disk(args.settings)],
            metadata_options=_metadata(args.role),
            tag_specifications=_tags(account),
            opts=child,
        )
        group = _node_group(name, args, template, owner, child)
        autoscaling = group.resources[0].autoscaling_groups[0].name
        for what, (key, value) in sorted(template_tags(args.role, args.settings).items()):
            aws.autoscaling.Tag(
                f"{name}-{what}",
                autoscaling_group_name=autoscaling,
                tag={"key": key, "value": value, "propagate_at_launch": False},
                opts=child,
            )
        self.ready = group
        self.register_outputs({"name": group.node_group_name})


def _node_group(
    name: str,
    args: NodePoolArgs,
    template: aws.ec2.LaunchTemplate,
    owner: Owner,
    child: pulumi.ResourceOptions,
) -> aws.eks.NodeGroup:
    it = args.settings
    taint = {"key": NODE_ROLE, "value": args.role, "effect": "NO_SCHEDULE"}
    return aws.eks.NodeGroup(
        f"{name}-group",
        cluster_name=args.cluster.cloud_name,
        node_group_name=_physical(name, args, owner),
        node_role_arn=args.node_role_arn,
        subnet_ids=args.cluster.subnet_ids,
        ami_type=it.ami_type,
        capacity_type=_capacity(it),
        instance_types=it.instance_types,
        labels={NODE_ROLE: label_of(args.role), **_gpu(it)},
        taints=[taint] if is_tainted(args.role) else None,
        scaling_config={"min_size": it.min, "max_size": it.max, "desired_size": it.min},
        update_config={"max_unavailable": 1},
        launch_template={"id": template.id, "version": template.latest_version.apply(str)},
        opts=pulumi.ResourceOptions.merge(
            child, pulumi.ResourceOptions(ignore_changes=_ignored(args.cluster))
        ),
    )


def _capacity(settings: config.AwsNewNodePool) -> str:
    return "SPOT" if settings.capacity == "spot" else "ON_DEMAND"


def _physical(name: str, args: NodePoolArgs, owner: Owner) -> pulumi.Input[str]:
    """The name of a group, another one where EKS would make another group of it."""
    it = args.settings
    facts = (it.ami_type, _capacity(it), it.instance_types)
    if args.cluster.subnets_looked_up:
        return naming.node_group(owner, name, *facts)

    def called(subnets: list[str]) -> str:
        return naming.node_group(owner, name, *facts, sorted(subnets))

    return pulumi.Output.all(args.cluster.subnet_ids).apply(lambda known: called(known[0]))


def _ignored(cluster: contracts.Cluster) -> list[str]:
    # The autoscaler decides from the first day on. So a min above the present size is refused by
    # EKS until the group has been scaled to it.
    size = ["scalingConfig.desiredSize"]
    # Another subnet is another group, which could not stand beside this one under its name.
    return [*size, "subnetIds"] if cluster.subnets_looked_up else size


def _gpu(settings: config.AwsNewNodePool) -> dict[str, str]:
    has_driver = "NVIDIA" in settings.ami_type or settings.ami_type.endswith("_GPU")
    return {naming.GPU: "true"} if has_driver else {}


def _disk(settings: config.AwsNewNodePool) -> aws.ec2.LaunchTemplateBlockDeviceMappingArgsDict:
    # Bottlerocket keeps images and pods on its second disk.
    second = settings.ami_type.startswith("BOTTLEROCKET")
    return {
        "device_name": "/dev/xvdb" if second else "/dev/xvda",
        "ebs": {
            "volume_size": settings.disk_gib,
            "volume_type": "gp3",
            "encrypted": "true",
            "delete_on_termination": "true",
        },
    }


def _metadata(role: str) -> aws.ec2.LaunchTemplateMetadataOptionsArgsDict:
    # One hop keeps task code, which anybody may write, from the credentials of its node.
    hops = 1 if role == "worker" else 2
    return {
        "http_endpoint": "enabled",
        "http_tokens": "required",
        "http_put_response_hop_limit": hops,
    }


def _tags(
    account: AwsAccount,
) -> list[aws.ec2.LaunchTemplateTagSpecificationArgsDict] | None:
    # A provider's default tags do not reach what an Auto Scaling group launches.
    if not account.tags:
        return None
    return [{"resource_type": it, "tags": account.tags} for it in ("instance", "volume")]


def node_pools(
    name: str,
    args: NodePoolsArgs,
    account: AwsAccount,
    owner: Owner,
    opts: pulumi.ResourceOptions | None = None,
) -> tuple[contracts.NodePool, ...]:
    """All pools of a cluster, by name; one node role for those that we make."""
    pools = of_aws(args.settings).node_pools
    role_arn: pulumi.Input[str] | None = None
    if any(pool.create for pool in pools.values()):
        role_arn = NodeRole(f"{name}-nodes", account, owner, opts).arn
    made = []
    for pool_name, pool in sorted(pools.items()):
        role = pool.role or pool_name
        principal = pool.existing.node_role_arn if pool.existing else role_arn
        ours: pulumi.Input[str] | None = None
        if pool.create and role_arn is not None:
            it = NodePoolArgs(
                cluster=args.cluster,
                role=role,
                settings=pool.create,
                node_role_arn=role_arn,
            )
            ready = NodePool(f"{name}-{pool_name}", it, account, owner, opts).ready
            ours = contracts.known_after(ready, pool_name)
        made.append(
            contracts.NodePool(
                name=pool_name,
                role=role,
                tainted=is_tainted(role),
                spot=_spot(pool.create),
                node_principal=principal,
                made=ours,
            )
        )
    return tuple(made)
