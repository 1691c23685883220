"""Grants that are resources of their own: who may do what, on what, under which condition."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..model import UNKNOWN, Resource

FEDERATED: Final = "azure-native:managedidentity:FederatedIdentityCredential"
_ASSIGNMENT: Final = "azure-native:authorization:RoleAssignment"
_ATTACHED: Final = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
_GROUP: Final = "okta:app/groupAssignment:GroupAssignment"
_GROUPS: Final = "okta:index/appGroupAssignments:AppGroupAssignments"
_MEMBER: Final = re.compile(r"gcp:.*I(?:AM|am)(?:Member|Binding)")
_TARGETS: Final = ("bucket", "repository", "serviceAccountId", "secretId", "project", "folder")
"""What a role of Google's is granted on."""
_SIGN_IN: Final = "may sign in as"
_VERBS: Final = {"roles/iam.workloadIdentityUser": _SIGN_IN}
_ROLES: Final[Mapping[str, str]] = {
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": "Storage Blob Data Reader",
    "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
    "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
    "73c42c96-874c-492b-b04d-ab87d138a893": "Log Analytics Reader",
    "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
    "8311e382-0749-4cb8-b61a-304f252e45ec": "AcrPush",
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
    "acdd72a7-3385-48ef-bd42-f606fba81ae7": "Reader",
    "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "db58b8e5-c6ad-4a2a-8342-4190687cbf4a": "Storage Blob Delegator",
}
"""https://learn.microsoft.com/azure/role-based-access-control/built-in-roles."""
_ANYBODY: Final = ("allUsers", "allAuthenticatedUsers")
_ANYTHING: Final = (
    "has roles/owner on",
    "has roles/editor on",
    "has Owner on",
    "has Contributor on",
    "has User Access Administrator on",
)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """Somebody may do something to something."""

    whom: str
    does: str
    """What the role lets them do, such that their name goes before it and `on` after it."""
    on: str
    condition: str = ""
    """Default: always."""
    by: str = ""
    """Who vouches for them: an issuer of tokens. Default: the cloud."""
    whom_key: str = field(default="", compare=False)
    """The input that says who they are."""
    on_key: str = field(default="", compare=False)

    @property
    def open(self) -> bool:
        """Too much even for or on a thing that is new: anybody, or all of a project."""
        everything = self.does in _ANYTHING or self.on.endswith(":policy/AdministratorAccess")
        return self.whom in _ANYBODY or everything

    @property
    def trusted(self) -> str:
        """Who vouches for who signs in; empty: nobody signs in by this."""
        pool = re.match(r"serviceAccount:([^\[]+)\[", self.whom)
        return self.by or (pool[1] if pool and self.does == _SIGN_IN else "")

    def covers(self, other: Grant) -> bool:
        """Whether it lets happen all that `other` does: the same, always, or on all around it."""
        same = (self.whom, self.does, self.by) == (other.whom, other.does, other.by)
        within = self.on == other.on or other.on.startswith(f"{self.on}/")
        return same and within and self.condition in ("", other.condition)


def grants(resource: Resource) -> Iterator[Grant]:
    """What a resource grants."""
    inputs = resource.inputs
    if _MEMBER.fullmatch(resource.type):
        yield from _google(inputs)
    elif resource.type == _ASSIGNMENT:
        role = str(inputs.get("roleDefinitionId", "")).rpartition("/")[2]
        yield Grant(
            whom=_called(resource, "principalId"),
            does=f"has {_ROLES.get(role.lower(), role)} on",
            on=str(inputs.get("scope", "")),
            condition=str(inputs.get("condition", "")),
            whom_key="principalId",
            on_key="scope",
        )
    elif resource.type == FEDERATED:
        yield Grant(
            whom=str(inputs.get("subject", "")),
            by=str(inputs.get("issuer", "")),
            does=_SIGN_IN,
            on=str(inputs.get("resourceName", "")),
            whom_key="issuer",
            on_key="resourceName",
        )
    elif resource.type == _ATTACHED:
        yield Grant(
            whom=str(inputs.get("role", "")),
            does="has the policy",
            on=str(inputs.get("policyArn", "")),
            whom_key="role",
            on_key="policyArn",
        )
    elif resource.type == _GROUP:
        yield _of_group(str(inputs.get("groupId", "")), resource)
    elif resource.type == _GROUPS:
        for it in inputs.get("groups") or ():
            yield _of_group(str(it.get("id", "")), resource)


def _google(inputs: Mapping[str, Any]) -> Iterator[Grant]:
    role = str(inputs.get("role", ""))
    key = next((it for it in _TARGETS if it in inputs), "")
    condition = inputs.get("condition")
    many = inputs.get("members")
    for member in many if isinstance(many, list) else [inputs.get("member", "")]:
        yield Grant(
            whom=str(member),
            does=_VERBS.get(role, f"has {role} on"),
            on=str(inputs.get(key, "")),
            condition=json.dumps(condition, sort_keys=True) if condition else "",
            whom_key="member",
            on_key=key,
        )


def _of_group(group: str, resource: Resource) -> Grant:
    return Grant(
        whom=f"group {group}",
        does="may use",
        on=_called(resource, "appId"),
        whom_key="groupId",
        on_key="appId",
    )


def _called(resource: Resource, key: str) -> str:
    """The logical name of what an id is of, where the preview tells; else the id."""
    names = [urn.rpartition("::")[2] for urn in resource.flows.get(key, ())]
    value = str(resource.inputs.get(key, ""))
    return names[0] if len(names) == 1 else (value if value != UNKNOWN or not names else names[0])
