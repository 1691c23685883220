"""Google service accounts that Kubernetes ones act as (workload identity)."""

from collections.abc import Iterable
from dataclasses import dataclass

import pulumi
import pulumi_gcp as gcp

from ...config.accounts import GcpAccount
from ...contracts import WorkloadIdentity, known_after
from ..args import WorkloadIdentityArgs
from ..names import Owner
from . import grants, naming, policy
from .chart import SERVICE_ACCOUNT


@dataclass(frozen=True, kw_only=True)
class MembersArgs:
    """Arguments of `Members`."""

    account: pulumi.Input[str]
    """Full name of the Google account."""
    identity: WorkloadIdentityArgs
    """Which Kubernetes accounts, and of which cluster."""


class Members(pulumi.ComponentResource):
    """Exactly these Kubernetes accounts may act as a Google one."""

    made: tuple[pulumi.Resource, ...]
    """What has to be there before the account is used."""

    def __init__(
        self, name: str, args: MembersArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:gcp:Members", name, None, opts)
        pool = pulumi.Output.from_input(args.identity.cluster.identity_pool)
        subjects = sorted(set(args.identity.subjects), key=lambda it: (it.namespace, it.name))
        self.made = tuple(
            gcp.serviceaccount.IAMMember(
                f"{name}-{subject.namespace}-{subject.name}",
                service_account_id=args.account,
                role=policy.IMPERSONATE,
                member=pool.apply(lambda it, who=subject: policy.workload_member(it, who)),
                opts=pulumi.ResourceOptions(parent=self),
            )
            for subject in subjects
        )
        self.register_outputs({})


@dataclass(frozen=True, kw_only=True)
class PermissionsArgs:
    """Arguments of `Permissions`."""

    account: pulumi.Input[str]
    """Full name of the Google account."""
    member: pulumi.Input[str]
    """The same as a member of policies."""
    project: str
    """Id of the project for bindings on a project."""
    bindings: Iterable[policy.Binding]
    """What it may do; the same said twice is one."""


class Permissions(pulumi.ComponentResource):
    """What a Google account may do."""

    made: tuple[pulumi.Resource, ...]
    """What has to be there before the account is used."""

    def __init__(
        self, name: str, args: PermissionsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:gcp:Permissions", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.made = tuple(
            _granted(f"{name}-{it.name}", it, args, child) for it in policy.distinct(args.bindings)
        )
        self.register_outputs({})


def _granted(
    name: str, it: policy.Binding, args: PermissionsArgs, child: pulumi.ResourceOptions
) -> pulumi.Resource:
    role, member, target = it.role, args.member, pulumi.Output.from_input(it.target)
    match it.on:
        case "account":
            return gcp.serviceaccount.IAMMember(
                name, service_account_id=args.account, role=role, member=member, opts=child
            )
        case "project":
            return gcp.projects.IAMMember(
                name, project=args.project, role=role, member=member, opts=child
            )
        case "bucket":
            below = policy.below(it.target, it.prefix) if it.prefix else None
            return gcp.storage.BucketIAMMember(
                name, bucket=target, role=role, member=member, condition=below, opts=child
            )
        case "secret":
            return gcp.secretmanager.SecretIamMember(
                name, secret_id=target, role=role, member=member, opts=child
            )
        case "repository":
            return gcp.artifactregistry.RepositoryIamMember(
                name, repository=target, role=role, member=member, opts=child
            )


class WorkloadAccount(pulumi.ComponentResource):
    """A Google account that exactly these service accounts of one cluster may act as."""

    identity: WorkloadIdentity
    """The account, with what makes service accounts act as it; usable as soon as its grants are."""

    def __init__(
        self,
        name: str,
        args: WorkloadIdentityArgs,
        account: GcpAccount,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:gcp:WorkloadAccount", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        physical = naming.service_account(owner, name)
        email = naming.email(account, physical)
        made = gcp.serviceaccount.Account(
            f"{name}-account",
            account_id=physical,
            display_name=naming.display(owner, name),
            opts=child,
        )
        full = known_after(made, naming.service_account_name(account, email))
        members = Members(f"{name}-members", MembersArgs(account=full, identity=args), child)
        permissions = Permissions(
            f"{name}-may",
            PermissionsArgs(
                account=full,
                member=known_after(made, f"serviceAccount:{email}"),
                project=account.project_id,
                bindings=[
                    it
                    for grant in args.grants
                    for it in grants.bindings(grant, args.cluster.account)
                ],
            ),
            child,
        )
        urns = [it.urn for it in (made, *members.made, *permissions.made)]
        address = pulumi.Output.all(*urns).apply(lambda _: email)
        self.identity = WorkloadIdentity(principal=address, annotations={SERVICE_ACCOUNT: address})
        self.register_outputs({"email": address})
