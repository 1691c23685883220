"""Okta applications, groups and who may use what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Count, Exists, In, Json, Text, Unused
from ...shapes import Failure
from ...store import Record
from ...table import Row, Scene, by_token
from ...values import UNKNOWN, select

APP: Final = "okta:app/oAuth:OAuth"
GROUP: Final = "okta:group/group:Group"
_ASSIGNMENT: Final = "okta:app/groupAssignment:GroupAssignment"
_ASSIGNMENTS: Final = "okta:index/appGroupAssignments:AppGroupAssignments"
_SCOPES: Final = "okta:index/appOauthApiScope:AppOauthApiScope"

_OIE: Final = ("interaction_code", "urn:ietf:params:oauth:grant-type:device_code")
_SHARED: Final = (
    "implicit",
    "urn:ietf:params:oauth:grant-type:saml2-bearer",
    "urn:ietf:params:oauth:grant-type:token-exchange",
    "urn:okta:params:oauth:grant-type:oob",
    "urn:okta:params:oauth:grant-type:otp",
    *_OIE,
)
_USER: Final = ("authorization_code", "refresh_token", *_SHARED)
GRANTS: Final = {
    "web": (*_USER, "client_credentials", "urn:openid:params:grant-type:ciba"),
    "native": (*_USER, "password", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
    "browser": _USER,
    "service": ("client_credentials", *_SHARED),
}
_NEEDED: Final = {"native": "authorization_code", "service": "client_credentials"}
_PUBLIC: Final = ("none", "private_key_jwt")


def _grants(scene: Scene) -> Iterator[Failure]:
    """Each type of application has its own grant types, some of them needed."""
    kind, grants = scene.props.get("type"), scene.props.get("grantTypes")
    if kind not in GRANTS or not isinstance(grants, list) or UNKNOWN in grants:
        return
    for grant in grants:
        if grant not in GRANTS[kind]:
            yield Failure("grantTypes", f"{grant} does not go with type {kind}")
    needed = _NEEDED.get(kind)
    if needed and needed not in grants:
        yield Failure("grantTypes", f"type {kind} needs {needed}")
    responses = scene.props.get("responseTypes") or []
    if "implicit" in grants and not {"token", "id_token"} & set(responses):
        yield Failure("responseTypes", "implicit needs token or id_token")


def _redirects(scene: Scene) -> Iterator[Failure]:
    """Every type but service needs a redirect URI where a grant redirects."""
    grants = scene.props.get("grantTypes")
    redirects = {"authorization_code", "implicit"}
    if scene.props.get("type") == "service" or not isinstance(grants, list):
        return
    if redirects & {one for one in grants if isinstance(one, str)} and not scene.props.get(
        "redirectUris"
    ):
        yield Failure("redirectUris", "is required for this type of application")
    for where, uri in select(scene.props, "redirectUris[*]"):
        if isinstance(uri, str) and ("#" in uri or ":" not in uri):
            yield Failure(where, f"{uri!r} must be an absolute URI without a fragment")
        plain = scene.props.get("wildcardRedirect") in (None, "DISABLED")
        if isinstance(uri, str) and "*" in uri and plain:
            yield Failure(where, f"{uri!r} has a wildcard, and wildcardRedirect is DISABLED")


def _authentication(scene: Scene) -> Iterator[Failure]:
    """How the client authenticates goes with its type and its keys."""
    method, kind = scene.props.get("tokenEndpointAuthMethod"), scene.props.get("type")
    if method == "private_key_jwt" and not (scene.props.get("jwks") or scene.props.get("jwksUri")):
        yield Failure("tokenEndpointAuthMethod", "private_key_jwt needs jwks or jwksUri")
    if method == "none" and kind in ("web", "service"):
        yield Failure("tokenEndpointAuthMethod", f"none does not go with type {kind}")
    if kind == "browser" and method != "none":
        yield Failure("tokenEndpointAuthMethod", "type browser takes none only")
    if method == "none" and scene.props.get("pkceRequired") is False:
        yield Failure("pkceRequired", "a public client must use PKCE")


def _login(scene: Scene) -> Iterator[Failure]:
    mode = scene.props.get("loginMode", "DISABLED")
    if mode != "DISABLED" and not scene.props.get("loginUri"):
        yield Failure("loginUri", f"is required with loginMode {mode}")


def _secret(scene: Scene) -> str:
    if scene.props.get("omitSecret") or scene.props.get("tokenEndpointAuthMethod") in _PUBLIC:
        return ""
    return "emulated-client-secret-{hex:.24}".format_map(scene.facts)


def _responses(scene: Scene) -> list[str]:
    return ["token"] if scene.props.get("type") == "service" else ["code"]


def _least_grants(scene: Scene) -> list[str]:
    return [_NEEDED.get(str(scene.props.get("type")), "authorization_code")]


def _omitted(scene: Scene) -> frozenset[str]:
    return frozenset() if scene.props.get("omitSecret") else frozenset({"omitSecret"})


def _of_app(scene: Scene) -> Iterator[Record]:
    for token in (_ASSIGNMENT, _ASSIGNMENTS, _SCOPES):
        for record in scene.store.find(token, scene.realm):
            if record.properties.get("appId") == scene.facts["id"]:
                yield record


def _own_issuer(scene: Scene) -> bool:
    issuer: Any = scene.props.get("issuer")
    return issuer is UNKNOWN or issuer == f"https://{scene.place.facts['domain']}"


def _granted_scopes(scene: Scene) -> Iterator[str]:
    for _, scope in select(scene.props, "scopes[*]"):
        if isinstance(scope, str) and not scope.startswith("okta."):
            yield f"{scope} is not a scope of the Okta API"


ROWS = by_token(
    Row(
        token=APP,
        source="Okta provider, okta_app_oauth; Okta API, Applications",
        id="0oa{hex:.17}",
        defaults={
            "autoKeyRotation": True,
            "autoSubmitToolbar": False,
            "consentMethod": "TRUSTED",
            "hideIos": True,
            "hideWeb": True,
            "issuerMode": "ORG_URL",
            "loginMode": "DISABLED",
            "omitSecret": False,
            "refreshTokenLeeway": 0,
            "refreshTokenRotation": "STATIC",
            "status": "ACTIVE",
            "tokenEndpointAuthMethod": "client_secret_basic",
            "wildcardRedirect": "DISABLED",
        },
        computed={
            "authenticationPolicy": "rst{hex:.17}",
            "clientId": "0oa{hex:.17}",
            "clientSecret": _secret,
            "logoUrl": "",
            "name": "oidc_client",
            "pkceRequired": lambda scene: scene.props.get("tokenEndpointAuthMethod") == "none",
            "responseTypes": _responses,
            "grantTypes": _least_grants,
            "signOnMode": "OPENID_CONNECT",
        },
        replaces=frozenset({"type", "clientId"}),
        replaces_if=_omitted,
        secret=frozenset({"clientSecret", "clientBasicSecret", "clientBasicSecretWo"}),
        rules=(
            Text("label", "", 1, 100),
            Text("clientId", r"[A-Za-z0-9$\-_.+!*'(),]+", 6, 100, "letters, digits, $-_.+!*'(),"),
            In("type", tuple(GRANTS)),
            In("status", ("ACTIVE", "INACTIVE")),
            In("consentMethod", ("TRUSTED", "REQUIRED")),
            In("issuerMode", ("ORG_URL", "CUSTOM_URL", "DYNAMIC")),
            In("responseTypes[*]", ("code", "token", "id_token")),
            In("refreshTokenRotation", ("STATIC", "ROTATE")),
            In(
                "tokenEndpointAuthMethod",
                (
                    "client_secret_basic",
                    "client_secret_post",
                    "client_secret_jwt",
                    "private_key_jwt",
                    "none",
                ),
            ),
            Json("profile"),
            _grants,
            _redirects,
            _authentication,
            _login,
        ),
        unique=("clientId",),
        cascade=_of_app,
    ),
    Row(
        token=GROUP,
        source="Okta API, Groups",
        id="00g{hex:.17}",
        named="name",
        defaults={"skipUsers": False},
        rules=(
            Text("name", "", 1, 255),
            Text("description", "", 0, 1024),
            Json("customProfileAttributes"),
        ),
        unique=("name",),
        holds=(Unused(_ASSIGNMENTS, "groups[*].id"), Unused(_ASSIGNMENT, "groupId")),
    ),
    Row(
        token=_ASSIGNMENT,
        source="Okta provider, okta_app_group_assignment",
        id="{appId}-{groupId}",
        defaults={"profile": "{{}}", "retainAssignment": False},
        replaces=frozenset({"appId", "groupId"}),
        rules=(Json("profile"),),
        cloud=(Exists("appId", APP), Exists("groupId", GROUP)),
    ),
    Row(
        token=_ASSIGNMENTS,
        source="Okta provider, okta_app_group_assignments",
        id="{appId}",
        replaces=frozenset({"appId"}),
        rules=(Count("groups", 1, 200), Json("groups[*].profile")),
        cloud=(Exists("appId", APP), Exists("groups[*].id", GROUP)),
        singleton=True,
    ),
    Row(
        token=_SCOPES,
        source="Okta provider, okta_app_oauth_api_scope",
        id="{appId}",
        replaces=frozenset({"appId"}),
        rules=(
            Check("must be the organization's own URL", _own_issuer, "issuer"),
            Check("InvalidScope", _granted_scopes, "scopes"),
        ),
        cloud=(Exists("appId", APP),),
        singleton=True,
    ),
)
