"""IAM roles: those that service accounts assume (IRSA), and those of nodes."""

from functools import partial

import pulumi
import pulumi_aws as aws

from ...config.accounts import AwsAccount
from ...contracts import WorkloadIdentity, known_after
from ..args import WorkloadIdentityArgs
from ..names import Owner
from . import grants, naming, policy
from .chart import ROLE_ARN

NODE_POLICIES = (
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
)
"""https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html."""


class WorkloadRole(pulumi.ComponentResource):
    """A role that exactly these service accounts of one cluster may assume."""

    identity: WorkloadIdentity
    """The role, with what makes service accounts use it; usable as soon as its grants are."""

    def __init__(
        self,
        name: str,
        args: WorkloadIdentityArgs,
        account: AwsAccount,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:aws:WorkloadRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        physical = naming.role(owner, name)
        provider = pulumi.Output.from_input(args.cluster.oidc_issuer).apply(
            partial(naming.oidc_provider_arn, account)
        )
        role = aws.iam.Role(
            f"{name}-role",
            name=physical,
            path=account.role_path,
            assume_role_policy=provider.apply(partial(policy.trust, subjects=args.subjects)),
            permissions_boundary=account.permissions_boundary,
            opts=child,
        )
        last: pulumi.Resource = role
        statements = [it for grant in args.grants for it in grants.statements(grant)]
        if statements:
            last = aws.iam.RolePolicy(
                f"{name}-policy",
                name=physical,
                role=role.name,
                policy=pulumi.Output.from_input(statements).apply(policy.document),
                opts=child,
            )
        arn = known_after(last, naming.role_arn(account, physical, account.role_path))
        self.identity = WorkloadIdentity(principal=arn, annotations={ROLE_ARN: arn})
        self.register_outputs({"arn": arn})


class NodeRole(pulumi.ComponentResource):
    """The role of a cluster's nodes that we make."""

    arn: pulumi.Output[str]
    """Known at preview; whoever uses it waits for the role's policies."""

    def __init__(
        self,
        name: str,
        account: AwsAccount,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:aws:NodeRole", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        physical = naming.role(owner, name)
        # No path: EKS compares node roles without it.
        role = aws.iam.Role(
            f"{name}-role",
            name=physical,
            assume_role_policy=policy.node_trust(account),
            permissions_boundary=account.permissions_boundary,
            opts=child,
        )
        attached = [
            aws.iam.RolePolicyAttachment(
                f"{name}-{managed}",
                role=role.name,
                policy_arn=naming.managed_policy_arn(account, managed),
                opts=child,
            )
            for managed in NODE_POLICIES
        ]
        arn = naming.role_arn(account, physical)
        self.arn = pulumi.Output.all(*(it.urn for it in attached)).apply(lambda _: arn)
        self.register_outputs({"arn": self.arn})
