"""AWS IAM: roles and policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...rules import Check, Exists, Number, Text, Unused, known
from ...shapes import Failure
from ...table import Row, Scene, by_token
from ...values import first
from .documents import Policy, policy_size, principals
from .tags import all_tags, tags

ROLE: Final = "aws:iam/role:Role"
POLICY: Final = "aws:iam/policy:Policy"
OIDC: Final = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
_INLINE: Final = "aws:iam/rolePolicy:RolePolicy"
_ATTACHMENT: Final = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"

_TRUST_MOST: Final = 4096
_INLINE_TOTAL: Final = 10_240
_ATTACHED: Final = 10
_NAME: Final = r"[\w+=,.@-]+"
_NAME_SAID: Final = "letters, digits and _+=,.@-"


def _trust_quota(scene: Scene) -> Iterator[str]:
    """The account's quota, 2048 unless it was raised, at most 4096."""
    if known(scene, "assumeRolePolicy"):
        size = policy_size(scene.props["assumeRolePolicy"])
        if size > scene.place.facts["trust_quota"]:
            yield f"{size} characters; this account's quota is {scene.place.facts['trust_quota']}"


def _inline_total(scene: Scene) -> Iterator[str]:
    total = policy_size(scene.props["policy"])
    for record in scene.store.find(_INLINE, scene.realm):
        mine = record.properties.get("role") == scene.props["role"]
        if mine and record.properties.get("name") != scene.props.get("name"):
            total += policy_size(record.properties["policy"])
    if total > _INLINE_TOTAL:
        yield f"{total} characters in all inline policies of the role; {_INLINE_TOTAL} go"


def _attached_total(scene: Scene) -> Iterator[str]:
    others = [
        record
        for record in scene.store.find(_ATTACHMENT, scene.realm)
        if record.properties.get("role") == scene.props["role"]
    ]
    if len(others) >= _ATTACHED:
        yield f"{len(others)} policies are attached to the role already; {_ATTACHED} go"


def _principals_exist(scene: Scene) -> Iterator[Failure]:
    """The roles and identity providers of this account that a trust policy names are there."""
    account, partition = scene.place.facts["account"], scene.place.facts["partition"]
    text = scene.props.get("assumeRolePolicy")
    for kind, token, resource in (
        ("AWS", ROLE, "role/"),
        ("Federated", OIDC, "oidc-provider/"),
    ):
        there = {first(one.properties, "arn") for one in scene.store.find(token, scene.realm)}
        for arn in principals(text, kind):
            ours = arn.startswith(f"arn:{partition}:iam::{account}:{resource}")
            if ours and arn not in there:
                yield Failure("assumeRolePolicy", f"Invalid principal: there is no {arn}")


def unfit(
    scene: Scene, arn: str, service: str, wanted: tuple[tuple[str, ...], ...]
) -> Iterator[str]:
    """What a role of the program lacks for a service: its trust, and one policy of each choice."""
    role = next(
        (
            record
            for record in scene.store.find(ROLE, scene.place.realm)
            if first(record.properties, "arn") == arn
        ),
        None,
    )
    if role is None or not role.name:
        return
    if service not in principals(role.properties["assumeRolePolicy"], "Service"):
        yield f"role {role.id} does not trust {service}"
    attached = {
        str(record.properties["policyArn"]).rpartition("/")[2]
        for record in scene.store.find(_ATTACHMENT, scene.place.realm)
        if record.properties.get("role") == role.properties["name"]
    }
    for choice in wanted:
        if not attached & set(choice):
            yield f"role {role.id} has no {choice[0]} attached (yet)"


def _is_own_policy(arn: object) -> bool:
    return ":iam::aws:policy/" not in str(arn)


def _oidc_arn(scene: Scene) -> str:
    host = str(scene.props["url"]).removeprefix("https://")
    return f"arn:{scene.facts['partition']}:iam::{scene.facts['account']}:oidc-provider/{host}"


ROWS = by_token(
    Row(
        token=ROLE,
        source="IAM user guide, IAM and STS quotas",
        id="{name}",
        named="name",
        defaults={"forceDetachPolicies": False, "maxSessionDuration": 3600, "path": "/"},
        computed={
            "arn": "arn:{partition}:iam::{account}:role{path}{name}",
            "createDate": "2026-01-01T00:00:00Z",
            "tagsAll": all_tags,
            "uniqueId": "AROA{HEX:.17}",
        },
        early=frozenset({"tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"name", "namePrefix", "path"}),
        rules=(
            Text("name", _NAME, 1, 64, _NAME_SAID),
            Text("description", r"[\t\n\r\x20-\x7e\xa1-\xff]*", 0, 1000, "printable"),
            Number("maxSessionDuration", 3600, 43_200),
            Policy("assumeRolePolicy", "trust", _TRUST_MOST),
            Check("LimitExceeded: the trust policy", _trust_quota, "assumeRolePolicy"),
            tags,
        ),
        cloud=(_principals_exist,),
        holds=(
            Unused(_ATTACHMENT, "role", "name"),
            Unused(_INLINE, "role", "name"),
        ),
    ),
    Row(
        token=_INLINE,
        source="IAM user guide, IAM and STS quotas",
        id="{role}:{name}",
        named="name",
        replaces=frozenset({"name", "namePrefix", "role"}),
        rules=(
            Text("name", _NAME, 1, 128, _NAME_SAID),
            Policy("policy", "identity", _INLINE_TOTAL),
        ),
        cloud=(
            Exists("role", ROLE, by="name"),
            Check("LimitExceeded", _inline_total, "policy"),
        ),
    ),
    Row(
        token=POLICY,
        source="IAM user guide, IAM and STS quotas",
        id="arn:{partition}:iam::{account}:policy{path}{name}",
        named="name",
        defaults={"path": "/"},
        computed={
            "arn": "arn:{partition}:iam::{account}:policy{path}{name}",
            "attachmentCount": 0,
            "policyId": "ANPA{HEX:.17}",
            "tagsAll": all_tags,
        },
        early=frozenset({"tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"name", "namePrefix", "path", "description"}),
        rules=(
            Text("name", _NAME, 1, 128, _NAME_SAID),
            Policy("policy", "identity", 6144),
            tags,
        ),
        holds=(Unused(_ATTACHMENT, "policyArn"),),
    ),
    Row(
        token=_ATTACHMENT,
        source="IAM API reference, AttachRolePolicy",
        id="{role}/{policyArn}",
        replaces=frozenset({"role", "policyArn"}),
        rules=(Text("policyArn", r"arn:[a-z-]+:iam::(\d{12}|aws):policy/.+", 20, 2048, "an ARN"),),
        cloud=(
            Exists("role", ROLE, by="name"),
            Exists("policyArn", POLICY, when=_is_own_policy),
            Check("LimitExceeded", _attached_total, "policyArn"),
        ),
    ),
    Row(
        token=OIDC,
        source="IAM user guide, Create an OpenID Connect identity provider",
        id=_oidc_arn,
        computed={"arn": _oidc_arn, "tagsAll": all_tags},
        early=frozenset({"tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"url"}),
        rules=(Text("url", r"https://.+", 1, 255, "an https URL"), tags),
    ),
)
