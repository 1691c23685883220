"""User-assigned managed identities that service accounts use (workload identity)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_azure_native import authorization, managedidentity

from ...config.accounts import AzureAccount
from ...contracts import ServiceAccount, WorkloadIdentity, known_after
from ..args import WorkloadIdentityArgs
from ..names import Owner
from . import grants, naming, policy
from .chart import CLIENT_ID, USE

SERVICE_PRINCIPAL = "ServicePrincipal"
"""Said with every assignment, so that Azure does not look for a principal that is still on its way
through Entra: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting."""


@dataclass(frozen=True, kw_only=True)
class CredentialsArgs:
    """Arguments of `Credentials`."""

    identity: pulumi.Input[str]
    """Name of the identity."""
    issuer: pulumi.Input[str]
    """OIDC issuer of the cluster."""
    subjects: Sequence[ServiceAccount]
    """Service accounts that may use it, at most 20."""


class Credentials(pulumi.ComponentResource):
    """Federated credentials of one identity, one a service account."""

    last: pulumi.Resource | None
    """The one that is made last; None: there is none."""

    def __init__(
        self,
        name: str,
        args: CredentialsArgs,
        account: AzureAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:Credentials", name, None, opts)
        self.last = None
        for it in policy.distinct(args.subjects):
            # Azure answers 409 to two writes at once on one identity, so each waits for another.
            before = [self.last] if self.last else []
            self.last = managedidentity.FederatedIdentityCredential(
                f"{name}-{it.namespace}-{it.name}",
                federated_identity_credential_resource_name=naming.credential(
                    it.namespace, it.name
                ),
                resource_group_name=account.resource_group,
                resource_name_=args.identity,
                issuer=args.issuer,
                subject=policy.subject(it),
                audiences=[policy.AUDIENCE],
                opts=pulumi.ResourceOptions(parent=self, depends_on=before),
            )
        self.register_outputs({})


@dataclass(frozen=True, kw_only=True)
class RoleAssignmentsArgs:
    """Arguments of `RoleAssignments`."""

    principal: pulumi.Input[str]
    """Object id of whom they are for."""
    known_as: str
    """A name of ours for the same, which makes the assignments' names."""
    assignments: Sequence[grants.Assignment]
    """What it may do, and on what."""


class RoleAssignments(pulumi.ComponentResource):
    """What one principal may do."""

    made: tuple[authorization.RoleAssignment, ...]
    """What has to be there before the principal is used."""

    def __init__(
        self,
        name: str,
        args: RoleAssignmentsArgs,
        account: AzureAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:RoleAssignments", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.made = tuple(_assigned(name, it, args, account, child) for it in args.assignments)
        self.register_outputs({})


def _assigned(
    name: str,
    it: grants.Assignment,
    args: RoleAssignmentsArgs,
    account: AzureAccount,
    child: pulumi.ResourceOptions,
) -> authorization.RoleAssignment:
    role = naming.role_id(account, it.role.guid)

    def guid(scope: str) -> str:
        return naming.role_assignment(scope, role, args.known_as)

    return authorization.RoleAssignment(
        f"{name}-{it.name}",
        role_assignment_name=pulumi.Output.from_input(it.scope).apply(guid),
        scope=it.scope,
        role_definition_id=role,
        principal_id=args.principal,
        principal_type=SERVICE_PRINCIPAL,
        opts=child,
    )


class ManagedIdentity(pulumi.ComponentResource):
    """An identity that exactly these service accounts of one cluster may use."""

    identity: WorkloadIdentity
    """The identity, with what makes service accounts use it; usable as soon as its roles are."""

    def __init__(
        self,
        name: str,
        args: WorkloadIdentityArgs,
        account: AzureAccount,
        owner: Owner,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:ManagedIdentity", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        physical = naming.identity(owner, name)
        identity = managedidentity.UserAssignedIdentity(
            f"{name}-identity",
            resource_name_=physical,
            resource_group_name=account.resource_group,
            location=account.location,
            tags=account.tags or None,
            opts=child,
        )
        trusted = CredentialsArgs(
            identity=known_after(identity, physical),
            issuer=args.cluster.oidc_issuer,
            subjects=args.subjects,
        )
        credentials = Credentials(f"{name}-credentials", trusted, account, child)
        allowed = RoleAssignmentsArgs(
            principal=identity.principal_id,
            known_as=naming.identity_id(account, physical),
            assignments=grants.distinct(account, args.grants),
        )
        roles = RoleAssignments(f"{name}-roles", allowed, account, child)
        made = [*roles.made, *([credentials.last] if credentials.last else [])]
        client = pulumi.Output.all(identity.client_id, *(it.urn for it in made)).apply(
            lambda them: str(them[0])
        )
        self.identity = WorkloadIdentity(
            principal=client, annotations={CLIENT_ID: client}, pod_labels={USE: "true"}
        )
        self.register_outputs({"clientId": client})
