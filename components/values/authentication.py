"""Page: configuration/authentication, *Control plane Helm configuration*."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..contracts import AuthorizationServer, Fragment, IdentityProvider
from .fragment import Values, tree
from .secrets import CONTROL_PLANE_SECRET, EAGER_SECRET, WEB_CLIENT_SECRET

PAGE = "configuration/authentication"
AUTHORIZATION_HEADER = "flyte-authorization"
CLI_REDIRECT = "http://localhost:53593/callback"
SERVICE_SECRET = "/etc/secrets/union/client_secret"  # noqa: S105
"""File of the service app's secret in every control-plane pod that mounts the service secret."""
WEB_SECRET = "/etc/secrets/oauth/client_secret"  # noqa: S105
"""File of the web app's secret in flyteadmin, from a Secret of its own that only we write."""
IDENTITY_HEADERS = (
    "Set-Cookie,X-User-Subject,X-User-Claim-Identitytype,X-User-Claim-Preferred-Username,"
    "X-User-Token"
)
"""The page has `Set-Cookie` alone, which takes the caller's identity from the services."""

NGINX = "nginx.ingress.kubernetes.io"


@dataclass(frozen=True, kw_only=True)
class ControlPlaneAuthentication:
    """What the control plane has to know to let people and services in."""

    host: str
    """Public host of the installation."""
    extra_hosts: Sequence[str] = ()
    """Other hosts of its ingress. Default: none."""
    namespace: str
    """Namespace of the release."""
    identity_provider: IdentityProvider
    """Who issues tokens, to which clients."""


def authentication(args: ControlPlaneAuthentication) -> Fragment:
    """Every block of the page, in its order; see docs/chart.md for what differs."""
    service = args.identity_provider.control_plane
    server = args.identity_provider.authorization_server
    service_client = {"clientId": service.client_id, "clientSecretLocation": SERVICE_SECRET}
    values = {
        "global": _globals(args.identity_provider),
        "flyte.configmap.adminServer.server.security.useAuth": True,
        "flyte.configmap.adminServer.auth": _flyteadmin(args),
        "flyte.configmap.adminServer.admin": service_client,
        "flyte.flyteadmin": _web_secret_volumes(),
        "configMap.admin": service_client,
        "configMap.union.auth": {**_service_auth(server), **service_client},
        "configMap.union.connection.trustedIdentityClaims": _trusted(args),
        "services.executions.configMap.executions.app.adminClient.connection": {
            "authorizationHeader": AUTHORIZATION_HEADER,
            **service_client,
            "tokenUrl": server.token_url,
            "scopes": [server.scope],
        },
        "services.identity.apiKeyOverrides": _api_keys(),
        "ingress.protectedIngressAnnotations": _protected(),
        "ingress.protectedIngressAnnotationsGrpc": _protected_grpc(args.namespace),
    }
    return Fragment(page=PAGE, values=tree(values))


def _globals(idp: IdentityProvider) -> Values:
    server = idp.authorization_server
    return {
        "OIDC_BASE_URL": server.issuer,
        "OIDC_CLIENT_ID": idp.web.client_id,
        "CLI_CLIENT_ID": idp.native.client_id,
        "INTERNAL_CLIENT_ID": idp.control_plane.client_id,
        "AUTH_TOKEN_URL": server.token_url,
        "OIDC_S2S_SCOPE": server.scope,
    }


def _flyteadmin(args: ControlPlaneAuthentication) -> Values:
    idp = args.identity_provider
    open_id = {
        "baseUrl": idp.authorization_server.issuer,
        "clientId": idp.web.client_id,
        "scopes": ["profile", "openid", "offline_access", *idp.login_scopes],
        "clientSecretFile": WEB_SECRET,
    }
    return {
        "grpcAuthorizationHeader": AUTHORIZATION_HEADER,
        "httpAuthorizationHeader": AUTHORIZATION_HEADER,
        "authorizedUris": _authorized_uris(args),
        "appAuth": _app_auth(args),
        "userAuth": {
            "openId": open_id,
            "cookieSetting": {"sameSitePolicy": "LaxMode", "domain": ""},
            "idpQueryParameter": "idp",
        },
    }


def _authorized_uris(args: ControlPlaneAuthentication) -> list[str]:
    public = [f"https://{host}" for host in (args.host, *args.extra_hosts)]
    in_cluster = f"http://flyteadmin.{args.namespace}.svc.cluster.local:80"
    return ["http://flyteadmin:80", in_cluster, *public]


def _app_auth(args: ControlPlaneAuthentication) -> Values:
    idp = args.identity_provider
    claims = {"identityTypeClaimsForApps": _lists(idp.identity_type_claims)}
    cli = {
        "clientId": idp.native.client_id,
        "redirectUri": CLI_REDIRECT,
        "scopes": [idp.authorization_server.scope],
        **({"audience": idp.native_audience} if idp.native_audience else {}),
    }
    return {
        "authServerType": "External",
        "externalAuthServer": _external_server(args.host, idp),
        "thirdPartyConfig": {"flyteClient": cli},
        **(claims if idp.identity_type_claims else {}),
    }


def _external_server(host: str, idp: IdentityProvider) -> Values:
    """The installation's URL is an accepted audience anyway; the chart's list is replaced whole."""
    url, server = f"https://{host}", idp.authorization_server
    audiences = [url, *(it for it in (server.audience, *idp.other_audiences) if it != url)]
    return {
        "baseUrl": server.issuer,
        "allowedAudience": audiences,
        **({"metadataUrl": idp.metadata_path} if idp.metadata_path else {}),
    }


def _lists(claims: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {claim: list(values) for claim, values in claims.items()}


def _web_secret_volumes() -> Values:
    """The chart's own two volumes stand here again, because Helm replaces lists whole."""
    volumes = [
        {"name": "union-secrets", "secret": {"secretName": CONTROL_PLANE_SECRET}},
        {"name": "private-config", "configMap": {"name": "flyte-admin-private-config"}},
        {"name": "oauth-client-secret", "secret": {"secretName": WEB_CLIENT_SECRET}},
    ]
    paths = ("/etc/secrets/union", "/etc/flyte/private", "/etc/secrets/oauth")
    mounts = [
        {"name": volume["name"], "mountPath": path, "readOnly": True}
        for volume, path in zip(volumes, paths, strict=True)
    ]
    return {"additionalVolumes": volumes, "additionalVolumeMounts": mounts}


def _service_auth(server: AuthorizationServer) -> Values:
    return {
        "enable": True,
        "type": "ClientSecret",
        "tokenUrl": server.token_url,
        "authorizationMetadataKey": AUTHORIZATION_HEADER,
        "scopes": [server.scope],
    }


def _trusted(args: ControlPlaneAuthentication) -> Values:
    client = args.identity_provider.control_plane.client_id
    known = args.identity_provider.service_identity
    return {"externalIdentityClaim": client if known is None else known}


def _api_keys() -> list[dict[str, Any]]:
    """The key of task pods in eager mode, made beforehand.

    Without a `clusterName` it serves every data plane, those that only another stack knows too.
    """
    return [{"key": "EAGER_API_KEY", "existingSecret": {"name": EAGER_SECRET}}]


def _protected() -> dict[str, str]:
    return {
        f"{NGINX}/auth-url": "https://$host/me",
        f"{NGINX}/auth-signin": "https://$host/login?redirect_url=$escaped_request_uri",
        f"{NGINX}/auth-response-headers": IDENTITY_HEADERS,
        f"{NGINX}/auth-cache-key": "$http_flyte_authorization$http_cookie",
    }


def _protected_grpc(namespace: str) -> dict[str, str]:
    """Asks flyteadmin inside the cluster: the page's public URL goes out and back in again."""
    cache_key = "$http_authorization$http_flyte_authorization$http_cookie"
    return {
        f"{NGINX}/auth-url": f"http://flyteadmin.{namespace}.svc.cluster.local/me",
        f"{NGINX}/auth-response-headers": IDENTITY_HEADERS,
        f"{NGINX}/auth-cache-key": cache_key,
    }
