"""Who may do what: wider than before, compared by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..differences import document
from ..model import UNKNOWN, Change, Op, Preview
from ..policies import widened
from .renames import twins
from .risk import Finding, found, listed

_DOCUMENTS: Final = ("assumeRolePolicy", "policy", "inlinePolicies")
_ATTACHMENTS: Final = ("policyArn",)
_GRANTS: Final[Mapping[str, tuple[str, str]]] = {
    "gcp:projects/iAMMember:IAMMember": ("role", "member"),
    "gcp:storage/bucketIAMMember:BucketIAMMember": ("role", "member"),
    "gcp:serviceaccount/iAMMember:IAMMember": ("role", "member"),
    "gcp:secretmanager/secretIamMember:SecretIamMember": ("role", "member"),
    "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": ("role", "member"),
    "azure-native:authorization:RoleAssignment": ("roleDefinitionId", "principalId"),
    "azure-native:managedidentity:FederatedIdentityCredential": ("issuer", "subject"),
    "okta:app/groupAssignment:GroupAssignment": ("appId", "groupId"),
}
"""Resources that are one grant each: what is granted, and to whom."""
_OF: Final = ("bucket", "repository", "resourceName", "scope", "secretId", "serviceAccountId")
"""What a grant is for."""
_LISTS: Final = frozenset(
    {
        "clientWhitelists",
        "grantTypeWhitelists",
        "grantTypes",
        "groupWhitelists",
        "groupsIncluded",
        "members",
        "redirectUris",
        "scopeWhitelists",
        "userWhitelists",
    }
)
"""Lists of who or what is let in."""


def widened_access(preview: Preview) -> Iterator[Finding]:
    """A new action, principal or subject for something that exists already."""
    if all(it.before is None for it in preview.changes):
        return
    made = _made(preview)
    renamed = {after.urn for after, _ in twins(preview)}
    for change in preview.changes:
        after = change.after
        if after is None or change.op is Op.SAME or after.urn in renamed:
            continue
        told = [*_by_documents(change, made), *_by_grants(change, made), *_by_lists(change)]
        if told:
            yield found(after, f"allows more than before: {listed(told)}")


def _by_documents(change: Change, made: frozenset[str]) -> Iterator[str]:
    old = change.before.inputs if change.before else {}
    new = change.resource.inputs
    ours = change.op is Op.CREATE and (_identities(change) & made or "assumeRolePolicy" in new)
    for key in _DOCUMENTS:
        after = new.get(key)
        if after is None or after == old.get(key):
            continue
        if after == UNKNOWN:
            yield f"{key} cannot be compared: it is only known when it is applied"
            continue
        parsed = document(after) if isinstance(after, str) else after
        if not isinstance(parsed, Mapping):
            continue
        before = document(old.get(key)) if isinstance(old.get(key), str) else old.get(key)
        found_ = widened(before if isinstance(before, Mapping) else None, parsed, made)
        yield from (it for it in found_ if not ours or _open(it))
    if change.op is Op.CREATE and not ours:
        yield from (f"{new[key]} to {_who(change)}" for key in _ATTACHMENTS if key in new)


def _by_grants(change: Change, made: frozenset[str]) -> Iterator[str]:
    if change.type not in _GRANTS:
        return
    what, whom = _GRANTS[change.type]
    inputs = change.resource.inputs
    old = change.before.inputs if change.before else {}
    if (inputs.get(what), inputs.get(whom)) == (old.get(what), old.get(whom)):
        return
    member = str(inputs.get(whom, ""))
    of = [str(inputs[key]) for key in _OF if key in inputs]
    ours = any(it == UNKNOWN or _within(it, made) for it in (member, *of))
    if change.op is Op.CREATE and ours:
        return
    yield f"{inputs.get(what)} to {member}"


def _by_lists(change: Change) -> Iterator[str]:
    if change.op is Op.CREATE:
        return
    old, new = change.before.inputs if change.before else {}, change.resource.inputs
    for key in sorted(_LISTS & new.keys()):
        had, has = old.get(key) or [], new[key]
        if isinstance(had, list) and isinstance(has, list):
            gained = [str(it) for it in has if it not in had and it != UNKNOWN]
            yield from (f"{key} gains {it}" for it in sorted(gained))


def _made(preview: Preview) -> frozenset[str]:
    """Names of identities that this very change makes: what they may do widens nothing."""
    created = [it.resource for it in preview.changes if it.op is Op.CREATE]
    keys = ("name", "accountId", "resourceName", "bucket", "secretId", "repositoryId")
    return frozenset(
        str(it.inputs[key])
        for it in created
        for key in keys
        if it.custom and it.type not in _GRANTS and it.inputs.get(key) not in (None, UNKNOWN)
    )


def _within(text: str, made: frozenset[str]) -> bool:
    """Whether a text names one of them, as an id, an e-mail or a path does."""
    return any(re.search(rf"(?<![\w-]){re.escape(it)}(?![\w-])", text) for it in made)


def _identities(change: Change) -> frozenset[str]:
    inputs = change.resource.inputs
    return frozenset(str(inputs[key]) for key in ("role", "bucket", "repository") if key in inputs)


def _who(change: Change) -> str:
    return ", ".join(sorted(_identities(change))) or change.name


def _open(told: str) -> bool:
    """Too much even for a thing that is new: anybody, or anything anywhere."""
    return told.startswith("* may") or " may * on *" in f" {told}" or told.startswith("* on *")
