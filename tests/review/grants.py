"""Identities and what they are granted, in few words."""

from __future__ import annotations

import json
from typing import Any

from review.model import Resource

from .things import POLICY, ROLE, kept, thing, urn

CREDENTIAL = "azure-native:managedidentity:FederatedIdentityCredential"
ASSIGNMENT = "azure-native:authorization:RoleAssignment"
IDENTITY = "azure-native:managedidentity:UserAssignedIdentity"
ACCOUNT = "gcp:serviceaccount/account:Account"
BUCKET_MEMBER = "gcp:storage/bucketIAMMember:BucketIAMMember"
STORAGE = "/subscriptions/1/resourceGroups/union/providers/Microsoft.Storage/storageAccounts/acme"
CONTAINER = f"{STORAGE}/blobServices/default/containers/raw"
CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
POOL = "acme-prod.svc.id.goog"
MEMBERS = urn("union:gcp:Members", "members")
HERE = kept(thing("aws:ec2/vpc:Vpc", "something-that-exists"))
"""What makes of a preview one of a stack that exists."""
BOB = "bob@acme.iam.gserviceaccount.com"


def member(
    role: str, who: str, name: str = "grant", *, bucket: str = "raw", condition: Any = None
) -> Resource:
    inputs = {"bucket": bucket, "role": role, "member": who}
    more = {"condition": condition} if condition else {}
    return thing(BUCKET_MEMBER, name, {**inputs, **more}, parent=MEMBERS)


def impersonates(subject: str, account: str, name: str = "member") -> Resource:
    inputs = {
        "serviceAccountId": f"projects/acme-prod/serviceAccounts/{account}",
        "role": "roles/iam.workloadIdentityUser",
        "member": f"serviceAccount:{POOL}[{subject}]",
    }
    return thing("gcp:serviceaccount/iAMMember:IAMMember", name, inputs, parent=MEMBERS)


def account(name: str) -> Resource:
    return thing(ACCOUNT, name, {"accountId": name})


def identity(name: str) -> Resource:
    return thing(IDENTITY, name, {"resourceName": name})


def credential(subject: str, of: str = "worker", *, issuer: str = "https://one/") -> Resource:
    inputs = {"issuer": issuer, "subject": f"system:serviceaccount:{subject}", "resourceName": of}
    return thing(CREDENTIAL, f"credential-{subject}", inputs)


def assignment(scope: str, role: str = READER, principal: str = "5d3f-1c0a") -> Resource:
    definition = f"/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/{role}"
    inputs = {"scope": scope, "roleDefinitionId": definition, "principalId": principal}
    return thing(ASSIGNMENT, "may", inputs, flows={"principalId": (identity("worker").urn,)})


def custom_role(*permissions: str) -> Resource:
    inputs = {"roleId": "unionSigner", "permissions": list(permissions)}
    return thing("gcp:projects/iAMCustomRole:IAMCustomRole", "role", inputs)


def group(group_id: str, app: str = "web") -> Resource:
    inputs = {"appId": "0oa1", "groupId": group_id}
    flows = {"appId": (thing("okta:app/oAuth:OAuth", app).urn,)}
    return thing("okta:app/groupAssignment:GroupAssignment", "assignment", inputs, flows=flows)


def rule(policy: str, *groups: str) -> Resource:
    inputs = {"policyId": policy, "groupWhitelists": list(groups)}
    return thing("okta:auth/serverPolicyRule:ServerPolicyRule", "rule", inputs)


def document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def may(action: str, resource: str, role: str = "role", name: str = "policy") -> Resource:
    told = document({"Effect": "Allow", "Action": action, "Resource": resource})
    return thing(POLICY, name, {"role": role, "policy": told})


def trusting(issuer: str, name: str = "role") -> Resource:
    told = document({"Effect": "Allow", "Action": "sts:Assume", "Principal": {"Federated": issuer}})
    return thing(ROLE, name, {"name": name, "assumeRolePolicy": told})


def attached(policy: str, role: str = "role") -> Resource:
    inputs = {"role": role, "policyArn": f"arn:aws:iam::aws:policy/{policy}"}
    return thing("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", inputs)


def tls_only(*, name: str = "tls", **more: Any) -> Resource:
    told = document({"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "raw"})
    return thing(
        "aws:s3/bucketPolicy:BucketPolicy", name, {"bucket": "raw", "policy": told}, **more
    )
