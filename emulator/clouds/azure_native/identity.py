"""Managed identities, their federated credentials, and role assignments."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Count, Exists, In, Text, known
from ...shapes import Failure
from ...store import Record
from ...table import Row, Scene, by_token
from ...values import UNKNOWN, first
from .arm import API, MADE, SYSTEM, arm, guid, in_group, same_group

IDENTITY: Final = "azure-native:managedidentity:UserAssignedIdentity"
CREDENTIAL: Final = "azure-native:managedidentity:FederatedIdentityCredential"
ASSIGNMENT: Final = "azure-native:authorization:RoleAssignment"
CLUSTER: Final = "azure-native:containerservice:ManagedCluster"
_KIND: Final = "Microsoft.ManagedIdentity/userAssignedIdentities"
_MOST: Final = 20
_AUDIENCE: Final = "api://AzureADTokenExchange"
_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_SAID: Final = "letters, digits, hyphens and underscores, with a letter or digit first"

ROLES: Final = {
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": "Storage Blob Data Reader",
    "db58b8e5-c6ad-4a2a-8342-4190687cbf4a": "Storage Blob Delegator",
    "8311e382-0749-4cb8-b61a-304f252e45ec": "AcrPush",
    "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
    "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
    "73c42c96-874c-492b-b04d-ab87d138a893": "Log Analytics Reader",
    "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
}
"""Azure's own roles that are known here, by GUID."""
SCOPES: Final = (
    "azure-native:resources:ResourceGroup",
    "azure-native:storage:StorageAccount",
    "azure-native:storage:BlobContainer",
    "azure-native:containerregistry:Registry",
    "azure-native:keyvault:Vault",
    "azure-native:keyvault:Secret",
    "azure-native:operationalinsights:Workspace",
)
"""What a role may be assigned on."""


def _principal(scene: Scene) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"principal of {scene.facts['hex']}"))


def _credentials_of(scene: Scene) -> Iterator[Record]:
    for record in scene.store.find(CREDENTIAL, scene.realm):
        if record.properties.get("resourceName") == scene.props["resourceName"]:
            yield record


def _too_many(scene: Scene) -> Iterator[str]:
    name = scene.props.get("federatedIdentityCredentialResourceName")
    others = [
        record
        for record in _credentials_of(scene)
        if record.properties.get("federatedIdentityCredentialResourceName") != name
    ]
    if len(others) >= _MOST:
        yield f"the identity has {len(others)} federated credentials already; {_MOST} go"


def _exact(scene: Scene) -> Iterator[str]:
    subject = scene.props.get("subject")
    if isinstance(subject, str) and set(subject) & set("*?"):
        yield f"{subject!r} has a wildcard, which Azure takes for itself: no token has such a one"


def _same_subject(scene: Scene) -> Iterator[str]:
    name = scene.props.get("federatedIdentityCredentialResourceName")
    if not known(scene, "issuer", "subject"):
        return
    for record in _credentials_of(scene):
        same = all(record.properties.get(it) == scene.props[it] for it in ("issuer", "subject"))
        if same and record.properties.get("federatedIdentityCredentialResourceName") != name:
            yield f"{record.id} trusts this issuer and subject already"


def _role(scene: Scene) -> Iterator[str]:
    role = scene.props.get("roleDefinitionId")
    if isinstance(role, str) and role.rpartition("/")[2] not in ROLES:
        yield f"RoleDefinitionDoesNotExist: {role.rpartition('/')[2]}"
    elif isinstance(role, str) and "/roleDefinitions/" not in role:
        yield f"{role!r} is no id of a role definition"


def _scope(scene: Scene) -> Iterator[Failure]:
    scope = scene.props.get("scope")
    if not isinstance(scope, str):
        return
    ids = {r.id.lower() for token in SCOPES for r in scene.store.find(token, "azure-native")}
    if scope.lower() not in ids:
        yield Failure("scope", f"ResourceNotFound: there is no {scope}")


def _principal_there(scene: Scene) -> Iterator[Failure]:
    principal = scene.props.get("principalId")
    found = {
        first(r.properties, "principalId") for r in scene.store.find(IDENTITY, "azure-native")
    } | {
        first(r.properties, "identityProfile.kubeletidentity.objectId")
        for r in scene.store.find(CLUSTER, "azure-native")
    }
    if principal is not UNKNOWN and principal not in found:
        yield Failure("principalId", f"PrincipalNotFound: {principal}")


def _waits_for_entra(scene: Scene) -> bool:
    """Without its type Azure looks for a principal that Entra has not told everybody of yet."""
    return scene.props.get("principalType") is not None


def _assignments_of(scene: Scene) -> Iterator[Record]:
    yield from _credentials_of(scene)


def _assignment(scene: Scene) -> Any:
    scope, name = scene.props.get("scope"), scene.props.get("roleAssignmentName")
    if UNKNOWN in (scope, name):
        return UNKNOWN
    return f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}"


ROWS = by_token(
    arm(
        "managedidentity:UserAssignedIdentity",
        "Azure resource naming rules; Managed Identity REST API",
        _KIND,
        "resourceName",
        computed={
            "clientId": "{uuid}",
            "principalId": _principal,
            "tenantId": "{tenant}",
            **SYSTEM,
        },
        replaces=frozenset({"location"}),
        rules=(Text("resourceName", _NAME, 3, 128, _SAID),),
        cascade=_assignments_of,
    ),
    arm(
        "managedidentity:FederatedIdentityCredential",
        "Workload identity federation, important considerations and restrictions",
        f"{_KIND}/federatedIdentityCredentials",
        "federatedIdentityCredentialResourceName",
        id=in_group(_KIND, "resourceName")
        + "/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
        computed=SYSTEM,
        replaces=frozenset({"resourceName"}),
        rules=(
            Text("federatedIdentityCredentialResourceName", _NAME, 3, 120, _SAID),
            Text("issuer", r"https://.+", 1, 600, "an https URL"),
            Text("subject", "", 1, 600),
            Count("audiences", 1, 1),
            In("audiences[*]", (_AUDIENCE,)),
            Check("the subject does not go", _exact, "subject"),
        ),
        cloud=(
            Exists("resourceName", IDENTITY, by="resourceName", where=same_group),
            Check("LimitExceeded", _too_many, "subject"),
            Check("Conflict", _same_subject, "subject"),
        ),
        alone="resourceName",
    ),
    Row(
        token=ASSIGNMENT,
        source="Role assignments REST API; Troubleshoot Azure RBAC",
        id=_assignment,
        computed={
            "name": "{roleAssignmentName}",
            "type": "Microsoft.Authorization/roleAssignments",
            "createdBy": "emulated",
            "createdOn": MADE,
            "updatedBy": "emulated",
            "updatedOn": MADE,
            **API,
            **SYSTEM,
        },
        replaces=frozenset(
            {"principalId", "principalType", "roleAssignmentName", "roleDefinitionId", "scope"}
        ),
        rules=(
            guid("roleAssignmentName"),
            guid("principalId"),
            In("principalType", ("User", "Group", "ServicePrincipal", "ForeignGroup", "Device")),
            Check("is not said", _waits_for_entra, "principalType"),
            Check("the role is not known", _role, "roleDefinitionId"),
        ),
        cloud=(_scope, _principal_there),
        unique=("scope", "principalId", "roleDefinitionId"),
    ),
)
