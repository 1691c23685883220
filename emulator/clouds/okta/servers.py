"""Okta authorization servers: scopes, policies, rules and claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Count, Exists, Fixed, In, Number, Text
from ...shapes import Failure
from ...store import Record
from ...table import Row, Scene, by_token
from ...values import UNKNOWN, first
from .apps import APP, GRANTS, GROUP

SERVER: Final = "okta:auth/server:Server"
SCOPE: Final = "okta:auth/serverScope:ServerScope"
_POLICY: Final = "okta:auth/serverPolicy:ServerPolicy"
_RULE: Final = "okta:auth/serverPolicyRule:ServerPolicyRule"
_CLAIM: Final = "okta:auth/serverClaim:ServerClaim"

_SYSTEM_SCOPES: Final = (
    "openid",
    "profile",
    "email",
    "address",
    "phone",
    "offline_access",
    "device_sso",
)
_ALL_GRANTS: Final = tuple(sorted({grant for kind in GRANTS.values() for grant in kind}))


def _same_server(scene: Scene, record: Record) -> bool:
    return bool(record.properties.get("authServerId") == scene.props.get("authServerId"))


def _of_server(scene: Scene) -> Iterator[Record]:
    for token in (SCOPE, _POLICY, _RULE, _CLAIM):
        for record in scene.store.find(token, scene.realm):
            if record.properties.get("authServerId") == scene.facts["id"]:
                yield record


def _of_policy(scene: Scene) -> Iterator[Record]:
    for record in scene.store.find(_RULE, scene.realm):
        if record.properties.get("policyId") == scene.facts["id"]:
            yield record


def _one_default(scene: Scene) -> bool:
    if scene.props.get("default") is not True:
        return True
    return not any(
        _same_server(scene, record)
        and first(record.properties, "default") is True
        and record.id != scene.facts["id"]
        for record in scene.store.find(SCOPE, scene.realm)
    )


def _lifetimes(scene: Scene) -> Iterator[Failure]:
    names = (
        "accessTokenLifetimeMinutes",
        "refreshTokenLifetimeMinutes",
        "refreshTokenWindowMinutes",
    )
    access, refresh, window = (scene.props.get(name) or 0 for name in names)
    if UNKNOWN in (access, refresh, window) or not refresh:
        return
    if refresh < access:
        yield Failure(names[1], "must not be below accessTokenLifetimeMinutes")
    if not access <= window <= refresh:
        yield Failure(names[2], "must lie between the access and the refresh token's lifetime")


def _people(scene: Scene) -> bool:
    """The implicit grant needs people."""
    grants = scene.props.get("grantTypeWhitelists")
    people = scene.props.get("userWhitelists") or scene.props.get("groupWhitelists")
    return not isinstance(grants, list) or "implicit" not in grants or bool(people)


def _group_claim(scene: Scene) -> bool:
    groups = scene.props.get("valueType") == "GROUPS"
    return groups == (scene.props.get("groupFilterType") is not None)


def _issuer(scene: Scene) -> Any:
    if scene.props.get("issuerMode") == "CUSTOM_URL":
        return "https://login.{domain}/oauth2/{id}".format_map(scene.facts)
    return "https://{domain}/oauth2/{id}".format_map(scene.facts)


_SERVER_THERE: Final = Exists("authServerId", SERVER)

ROWS = by_token(
    Row(
        token=SERVER,
        source="Okta API, Authorization servers",
        id="aus{hex:.17}",
        named="name",
        defaults={"credentialsRotationMode": "AUTO", "issuerMode": "ORG_URL", "status": "ACTIVE"},
        computed={
            "credentialsLastRotated": "2026-01-01T00:00:00Z",
            "credentialsNextRotation": "2026-04-01T00:00:00Z",
            "issuer": _issuer,
            "kid": "{hex:.43}",
        },
        rules=(
            Count("audiences", 1, 1),
            Text("name", "", 1, 100),
            In("issuerMode", ("ORG_URL", "CUSTOM_URL", "DYNAMIC")),
            In("credentialsRotationMode", ("AUTO", "MANUAL")),
            In("status", ("ACTIVE", "INACTIVE")),
        ),
        unique=("name",),
        cascade=_of_server,
    ),
    Row(
        token=SCOPE,
        source="Okta API, Authorization server scopes",
        id="scp{hex:.17}",
        named="name",
        defaults={"consent": "IMPLICIT", "default": False, "metadataPublish": "ALL_CLIENTS"},
        computed={"system": False},
        rules=(
            Text(
                "name",
                r"(?!okta\.)[\x21\x23-\x5b\x5d-\x7e]+",
                1,
                100,
                "free of white space, quotes and the prefix okta.",
            ),
            In("consent", ("IMPLICIT", "REQUIRED", "FLEXIBLE")),
            In("metadataPublish", ("ALL_CLIENTS", "NO_CLIENTS")),
            Check(
                "is a scope that every server has",
                lambda scene: scene.props.get("name") not in _SYSTEM_SCOPES,
                "name",
            ),
        ),
        cloud=(
            _SERVER_THERE,
            Fixed("authServerId"),
            Check("another scope of the server is its default", _one_default, "default"),
        ),
        unique=("authServerId", "name"),
    ),
    Row(
        token=_POLICY,
        source="Okta API, Authorization server policies",
        id="00p{hex:.17}",
        named="name",
        defaults={"status": "ACTIVE"},
        rules=(
            Count("clientWhitelists", 1, 1000),
            Number("priority", 1, 1000),
            Text("description", "", 1, 1024),
            In("status", ("ACTIVE", "INACTIVE")),
        ),
        cloud=(
            _SERVER_THERE,
            Fixed("authServerId"),
            Exists("clientWhitelists[*]", APP, also=("ALL_CLIENTS",)),
        ),
        unique=("authServerId", "name"),
        cascade=_of_policy,
    ),
    Row(
        token=_RULE,
        source="Okta API, Authorization server rules",
        id="0pr{hex:.17}",
        named="name",
        defaults={
            "accessTokenLifetimeMinutes": 60,
            "refreshTokenWindowMinutes": 10_080,
            "status": "ACTIVE",
            "type": "RESOURCE_ACCESS",
        },
        computed={"system": False},
        rules=(
            Count("grantTypeWhitelists", 1, 20),
            In("grantTypeWhitelists[*]", _ALL_GRANTS),
            Number("priority", 1, 1000),
            Number("accessTokenLifetimeMinutes", 5, 1440),
            Number("refreshTokenLifetimeMinutes", 0, 2_628_000),
            Number("refreshTokenWindowMinutes", 10, 2_628_000),
            In("status", ("ACTIVE", "INACTIVE")),
            _lifetimes,
            Check("the implicit grant needs users or groups", _people, "groupWhitelists"),
        ),
        cloud=(
            _SERVER_THERE,
            Fixed("authServerId"),
            Fixed("policyId"),
            Exists("policyId", _POLICY, where=_same_server),
            Exists(
                "scopeWhitelists[*]",
                SCOPE,
                by="name",
                also=("*", *_SYSTEM_SCOPES),
                where=_same_server,
            ),
            Exists("groupWhitelists[*]", GROUP, also=("EVERYONE",)),
            Exists("groupBlacklists[*]", GROUP),
        ),
        unique=("policyId", "name"),
    ),
    Row(
        token=_CLAIM,
        source="Okta API, Authorization server claims",
        id="ocl{hex:.17}",
        named="name",
        defaults={"alwaysIncludeInToken": True, "status": "ACTIVE", "valueType": "EXPRESSION"},
        rules=(
            In("claimType", ("RESOURCE", "IDENTITY")),
            In("valueType", ("EXPRESSION", "GROUPS", "SYSTEM")),
            In("groupFilterType", ("STARTS_WITH", "EQUALS", "CONTAINS", "REGEX")),
            In("status", ("ACTIVE", "INACTIVE")),
            Check("goes with valueType GROUPS, and only with it", _group_claim, "groupFilterType"),
        ),
        cloud=(
            _SERVER_THERE,
            Fixed("authServerId"),
            Exists("scopes[*]", SCOPE, by="name", also=_SYSTEM_SCOPES, where=_same_server),
        ),
        unique=("authServerId", "name", "claimType"),
    ),
)
