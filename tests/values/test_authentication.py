from dataclasses import replace
from typing import Any

import pulumi
import pytest

from components.contracts import OidcClient
from components.values import authentication as page
from components.values.authentication import ControlPlaneAuthentication, authentication
from components.values.workflow_scheduler import workflow_scheduler

from .examples import HOST, IDP, SERVER, SERVICE

ARGS = ControlPlaneAuthentication(host=HOST, namespace="union-cp", identity_provider=IDP)
ISSUER = "https://acme.okta.com/oauth2/ausunion"
TOKEN_URL = f"{ISSUER}/v1/token"
SERVICE_CLIENT = {
    "clientId": "0oaservice",
    "clientSecretLocation": "/etc/secrets/union/client_secret",
}
HEADERS = (
    "Set-Cookie,X-User-Subject,X-User-Claim-Identitytype,X-User-Claim-Preferred-Username,"
    "X-User-Token"
)


def test_the_whole_page_for_the_control_plane() -> None:
    assert authentication(ARGS).values == {
        "global": {
            "OIDC_BASE_URL": ISSUER,
            "OIDC_CLIENT_ID": "0oaweb",
            "CLI_CLIENT_ID": "0oanative",
            "INTERNAL_CLIENT_ID": "0oaservice",
            "AUTH_TOKEN_URL": TOKEN_URL,
            "OIDC_S2S_SCOPE": "all",
        },
        "flyte": {
            "configmap": {"adminServer": FLYTEADMIN},
            "flyteadmin": {"additionalVolumes": VOLUMES, "additionalVolumeMounts": MOUNTS},
        },
        "configMap": {
            "admin": SERVICE_CLIENT,
            "union": {
                "auth": {
                    "enable": True,
                    "type": "ClientSecret",
                    **SERVICE_CLIENT,
                    "tokenUrl": TOKEN_URL,
                    "authorizationMetadataKey": "flyte-authorization",
                    "scopes": ["all"],
                },
                "connection": {"trustedIdentityClaims": {"externalIdentityClaim": "0oaservice"}},
            },
        },
        "services": {
            "executions": {"configMap": {"executions": {"app": {"adminClient": EXECUTIONS}}}},
            "identity": {
                "apiKeyOverrides": [
                    {"key": "EAGER_API_KEY", "existingSecret": {"name": "union-eager-api-key"}}
                ]
            },
        },
        "ingress": INGRESS,
    }


FLYTEADMIN = {
    "server": {"security": {"useAuth": True}},
    "auth": {
        "grpcAuthorizationHeader": "flyte-authorization",
        "httpAuthorizationHeader": "flyte-authorization",
        "authorizedUris": [
            "http://flyteadmin:80",
            "http://flyteadmin.union-cp.svc.cluster.local:80",
            "https://union.acme.com",
        ],
        "appAuth": {
            "authServerType": "External",
            "externalAuthServer": {
                "baseUrl": ISSUER,
                "allowedAudience": ["https://union.acme.com"],
            },
            "thirdPartyConfig": {
                "flyteClient": {
                    "clientId": "0oanative",
                    "redirectUri": "http://localhost:53593/callback",
                    "scopes": ["all"],
                }
            },
        },
        "userAuth": {
            "openId": {
                "baseUrl": ISSUER,
                "clientId": "0oaweb",
                "scopes": ["profile", "openid", "offline_access"],
                "clientSecretFile": "/etc/secrets/oauth/client_secret",
            },
            "cookieSetting": {"sameSitePolicy": "LaxMode", "domain": ""},
            "idpQueryParameter": "idp",
        },
    },
    "admin": SERVICE_CLIENT,
}
VOLUMES = [
    {"name": "union-secrets", "secret": {"secretName": "union-controlplane-secrets"}},
    {"name": "private-config", "configMap": {"name": "flyte-admin-private-config"}},
    {"name": "oauth-client-secret", "secret": {"secretName": "flyteadmin-oidc-client-secret"}},
]
MOUNTS = [
    {"name": "union-secrets", "mountPath": "/etc/secrets/union", "readOnly": True},
    {"name": "private-config", "mountPath": "/etc/flyte/private", "readOnly": True},
    {"name": "oauth-client-secret", "mountPath": "/etc/secrets/oauth", "readOnly": True},
]
EXECUTIONS = {
    "connection": {
        "authorizationHeader": "flyte-authorization",
        **SERVICE_CLIENT,
        "tokenUrl": TOKEN_URL,
        "scopes": ["all"],
    }
}
NGINX = "nginx.ingress.kubernetes.io"
INGRESS = {
    "protectedIngressAnnotations": {
        f"{NGINX}/auth-url": "https://$host/me",
        f"{NGINX}/auth-signin": "https://$host/login?redirect_url=$escaped_request_uri",
        f"{NGINX}/auth-response-headers": HEADERS,
        f"{NGINX}/auth-cache-key": "$http_flyte_authorization$http_cookie",
    },
    "protectedIngressAnnotationsGrpc": {
        f"{NGINX}/auth-url": "http://flyteadmin.union-cp.svc.cluster.local/me",
        f"{NGINX}/auth-response-headers": HEADERS,
        f"{NGINX}/auth-cache-key": "$http_authorization$http_flyte_authorization$http_cookie",
    },
}


def auth(args: ControlPlaneAuthentication) -> dict[str, Any]:
    values = authentication(args).values["flyte"]["configmap"]["adminServer"]["auth"]
    assert isinstance(values, dict)
    return values


def test_login_works_on_every_public_host() -> None:
    args = replace(ARGS, extra_hosts=["union.acme.net"])

    assert auth(args)["authorizedUris"] == [
        "http://flyteadmin:80",
        "http://flyteadmin.union-cp.svc.cluster.local:80",
        "https://union.acme.com",
        "https://union.acme.net",
    ]


@pytest.mark.parametrize(
    ("audience", "allowed"),
    [
        pytest.param("https://union.acme.com", ["https://union.acme.com"], id="its own"),
        pytest.param("api://default", ["https://union.acme.com", "api://default"], id="another"),
    ],
)
def test_tokens_of_an_existing_authorization_server_are_accepted(
    audience: str, allowed: list[str]
) -> None:
    idp = replace(IDP, authorization_server=replace(SERVER, audience=audience))
    server = authentication(replace(ARGS, identity_provider=idp)).values["flyte"]["configmap"][
        "adminServer"
    ]["auth"]["appAuth"]["externalAuthServer"]

    assert server["allowedAudience"] == allowed


def test_programs_are_told_from_people_by_claims_where_the_issuer_has_them() -> None:
    idp = replace(IDP, identity_type_claims={"idtyp": ("app",)})
    app_auth = auth(replace(ARGS, identity_provider=idp))["appAuth"]

    assert isinstance(app_auth, dict)
    assert app_auth["identityTypeClaimsForApps"] == {"idtyp": ["app"]}


def test_another_issuers_discovery_audiences_and_scopes_reach_flyteadmin() -> None:
    idp = replace(
        IDP,
        authorization_server=replace(SERVER, audience="api://union"),
        metadata_path=".well-known/openid-configuration",
        other_audiences=["f0b2667d"],
        login_scopes=["api://union/all"],
        native_audience="api://union",
    )
    found = auth(replace(ARGS, identity_provider=idp))

    assert found["appAuth"] == {
        "authServerType": "External",
        "externalAuthServer": {
            "baseUrl": ISSUER,
            "allowedAudience": ["https://union.acme.com", "api://union", "f0b2667d"],
            "metadataUrl": ".well-known/openid-configuration",
        },
        "thirdPartyConfig": {
            "flyteClient": {
                "clientId": "0oanative",
                "redirectUri": "http://localhost:53593/callback",
                "scopes": ["all"],
                "audience": "api://union",
            }
        },
    }
    assert found["userAuth"]["openId"]["scopes"] == [
        "profile",
        "openid",
        "offline_access",
        "api://union/all",
    ]


def test_another_name_of_the_service_client_is_trusted_where_the_issuer_has_one() -> None:
    values = authentication(
        replace(ARGS, identity_provider=replace(IDP, service_identity="object-id"))
    ).values

    assert values["configMap"]["union"]["connection"] == {
        "trustedIdentityClaims": {"externalIdentityClaim": "object-id"}
    }


def test_another_scope_reaches_every_service() -> None:
    scope = "api://union/.default"
    idp = replace(IDP, authorization_server=replace(SERVER, scope=scope))
    values = authentication(replace(ARGS, identity_provider=idp)).values

    assert values["global"]["OIDC_S2S_SCOPE"] == scope
    assert values["configMap"]["union"]["auth"]["scopes"] == [scope]
    assert str(values).count("'scopes': ['api://union/.default']") == 3


def test_one_eager_key_serves_every_data_plane() -> None:
    keys = authentication(ARGS).values["services"]["identity"]["apiKeyOverrides"]

    assert keys == [
        {"key": "EAGER_API_KEY", "existingSecret": {"name": "union-eager-api-key"}},
    ]


def test_ids_that_are_known_only_later_stay_leaves() -> None:
    later = pulumi.Output.from_input("0oalater")
    idp = replace(IDP, web=OidcClient(client_id=later))
    values = authentication(replace(ARGS, identity_provider=idp)).values

    assert values["global"]["OIDC_CLIENT_ID"] is later


def test_the_chart_makes_no_secret_for_the_scheduler() -> None:
    fragment = workflow_scheduler("union-cp", SERVICE, SERVER, enabled=False)

    assert fragment.values == {
        "flyte": {"secrets": {"adminOauthClientCredentials": {"enabled": True, "clientSecret": ""}}}
    }


def test_the_v1_scheduler_has_all_it_needs() -> None:
    fragment = workflow_scheduler("union-cp", SERVICE, SERVER, enabled=True)

    assert fragment.values == {
        "flyte": {
            "workflow_scheduler": {"enabled": True},
            "secrets": {
                "adminOauthClientCredentials": {
                    "enabled": True,
                    "clientSecret": "",
                    "clientId": "0oaservice",
                }
            },
            "configmap": {
                "admin": {
                    "admin": {
                        "endpoint": "flyteadmin.union-cp.svc.cluster.local:81",
                        "insecure": True,
                        "clientId": "0oaservice",
                        "clientSecretLocation": "/etc/secrets/client_secret",
                        "scopes": ["all"],
                    }
                }
            },
        }
    }


def test_the_page_is_named() -> None:
    assert authentication(ARGS).page == page.PAGE == "configuration/authentication"
