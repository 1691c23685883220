"""Page: configuration/authentication, *Dataplane Helm configuration*."""

from ..contracts import AuthorizationServer, Fragment, OidcClient
from .authentication import AUTHORIZATION_HEADER, PAGE
from .fragment import Values, tree
from .secrets import DATA_PLANE_SECRET

SECRET = "/etc/union/secret/client_secret"  # noqa: S105
"""File of the service app's secret in every data-plane pod."""


def authentication(client: OidcClient, server: AuthorizationServer) -> Fragment:
    """Every block of the page, in its order; see docs/chart.md for what differs."""
    eager = {"injectSecret": True, "secretName": "EAGER_API_KEY"}
    values = {
        "global.AUTH_CLIENT_ID": client.client_id,
        "global.OIDC_S2S_SCOPE": server.scope,
        "clusterresourcesync.config.union.auth": _service_auth(client, server),
        "config.union.auth": _service_auth(client, server),
        "config.admin.admin": {"clientId": client.client_id, "clientSecretLocation": SECRET},
        # `executor` is gone from today's chart; the leaseworker took its place.
        "executor.config.unionAuth": eager,
        "leaseworker.config.unionAuth": eager,
        "config.operator.apiKey.enabled": True,
        "secrets.admin": {
            "enable": True,
            "create": False,
            "clientId": client.client_id,
            "clientSecret": "placeholder",
        },
        "flytepropellerwebhook": _webhook_secret(),
    }
    return Fragment(page=PAGE, values=tree(values))


def _service_auth(client: OidcClient, server: AuthorizationServer) -> Values:
    """The scopes stand in no default of the operator's block, and not on the page."""
    return {
        "enable": True,
        "type": "ClientSecret",
        "clientId": client.client_id,
        "clientSecretLocation": SECRET,
        "authorizationMetadataKey": AUTHORIZATION_HEADER,
        "tokenRefreshWindow": "5m",
        "scopes": [server.scope],
    }


def _webhook_secret() -> Values:
    """The webhook reads the leaseworker's configuration, which names a file that it lacks."""
    volume = {"name": "auth", "secret": {"secretName": DATA_PLANE_SECRET}}
    mount = {"name": "auth", "mountPath": "/etc/union/secret", "readOnly": True}
    return {"additionalVolumes": [volume], "additionalVolumeMounts": [mount]}
