from components.values.authentication_dataplane import authentication

from .examples import SERVER, SERVICE

AUTH = {
    "enable": True,
    "type": "ClientSecret",
    "clientId": "0oaservice",
    "clientSecretLocation": "/etc/union/secret/client_secret",
    "authorizationMetadataKey": "flyte-authorization",
    "tokenRefreshWindow": "5m",
    "scopes": ["all"],
}
EAGER = {"config": {"unionAuth": {"injectSecret": True, "secretName": "EAGER_API_KEY"}}}


def test_the_whole_page_for_a_data_plane() -> None:
    assert authentication(SERVICE, SERVER).values == {
        "global": {"AUTH_CLIENT_ID": "0oaservice", "OIDC_S2S_SCOPE": "all"},
        "clusterresourcesync": {"config": {"union": {"auth": AUTH}}},
        "config": {
            "union": {"auth": AUTH},
            "admin": {
                "admin": {
                    "clientId": "0oaservice",
                    "clientSecretLocation": "/etc/union/secret/client_secret",
                }
            },
            "operator": {"apiKey": {"enabled": True}},
        },
        "executor": EAGER,
        "leaseworker": EAGER,
        "secrets": {
            "admin": {
                "enable": True,
                "create": False,
                "clientId": "0oaservice",
                "clientSecret": "placeholder",
            }
        },
        "flytepropellerwebhook": {
            "additionalVolumes": [{"name": "auth", "secret": {"secretName": "union-secret-auth"}}],
            "additionalVolumeMounts": [
                {"name": "auth", "mountPath": "/etc/union/secret", "readOnly": True}
            ],
        },
    }
