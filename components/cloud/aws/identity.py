"""IAM roles that service accounts assume (IRSA)."""

from functools import partial

import pulumi
import pulumi_aws as aws

from ...config.accounts import AwsAccount
from ...contracts import WorkloadIdentity, known_after
from ..args import WorkloadIdentityArgs
from ..names import Owner
from . import grants, naming, policy
from .chart import ROLE_ARN


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
