"""Page: configuration/authentication, in Okta."""

import pulumi
import pytest

from components.config.authentication import ExistingAuthorizationServer
from components.config.authentication import Okta as OktaSettings
from components.contracts import AuthorizationServer, OidcClient
from components.idp.okta import Okta, OktaArgs
from components.idp.okta_apps import label
from components.idp.okta_server import issuer_mode

from ..engine import Engine, Hidden, Registration

GROUPS = {"ml-engineers": "00g1", "ml-platform": "00g2"}
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
ISSUER = "https://acme.okta.com/oauth2/aus1"


def settings(**more: object) -> OktaSettings:
    return OktaSettings.model_validate(
        {"kind": "okta", "domain": "acme.okta.com", "groups": [*GROUPS], **more}
    )


def engine(**more: object) -> Engine:
    return Engine(
        outputs={
            "okta:app/oAuth:OAuth": lambda inputs: {
                "id": f"0oa-{inputs['label']}",
                "clientId": f"0oa-{inputs['label']}",
                "clientSecret": Hidden(f"secret of {inputs['label']}"),
            },
            "okta:auth/server:Server": {"id": "aus1", "issuer": ISSUER},
            "okta:auth/serverPolicy:ServerPolicy": {"id": "00p1"},
        },
        answers={
            "okta:group/getGroup:getGroup": lambda args: {
                "id": GROUPS[args["name"]],
                "name": args["name"],
            }
        },
        config={"okta:apiToken": "00T"},
        **more,
    )


def registered(found: OktaSettings, **more: object) -> tuple[Engine, list[Registration]]:
    run = engine(**more)
    args = OktaArgs(settings=found, host="union.acme.com", organization="acme")
    return run, run.run(lambda: Okta("idp", args).identity_provider)


def service(role: str) -> tuple[str, str, dict[str, object]]:
    return (
        "okta:app/oAuth:OAuth",
        f"idp-services-{role}",
        {
            "label": f"acme-union-{role}",
            "type": "service",
            "grantTypes": ["client_credentials"],
            "responseTypes": ["token"],
            "tokenEndpointAuthMethod": "client_secret_basic",
        },
    )


def assignment(app: str, group: str) -> tuple[str, str, dict[str, object]]:
    return (
        "okta:app/groupAssignment:GroupAssignment",
        f"idp-login-{app}-{group}",
        {"appId": f"0oa-acme-union-{app}", "groupId": GROUPS[group]},
    )


def test_everything_that_the_page_asks_for_is_made() -> None:
    _, found = registered(settings(ciClients=["github-actions"]))

    assert sorted((r.brief() for r in found), key=lambda it: (it[0], it[1])) == [
        assignment("native", "ml-engineers"),
        assignment("native", "ml-platform"),
        assignment("web", "ml-engineers"),
        assignment("web", "ml-platform"),
        (
            "okta:app/oAuth:OAuth",
            "idp-login-native",
            {
                "label": "acme-union-native",
                "type": "native",
                "grantTypes": ["authorization_code", DEVICE],
                "responseTypes": ["code"],
                "redirectUris": ["http://localhost:53593/callback"],
                "tokenEndpointAuthMethod": "none",
                "pkceRequired": True,
                "consentMethod": "TRUSTED",
            },
        ),
        (
            "okta:app/oAuth:OAuth",
            "idp-login-web",
            {
                "label": "acme-union-web",
                "type": "web",
                "grantTypes": ["authorization_code", "refresh_token"],
                "responseTypes": ["code"],
                "redirectUris": ["https://union.acme.com/callback"],
                "postLogoutRedirectUris": ["https://union.acme.com/logout"],
                "tokenEndpointAuthMethod": "client_secret_basic",
                "pkceRequired": False,
                "consentMethod": "TRUSTED",
            },
        ),
        service("ci-github-actions"),
        service("eager"),
        service("service"),
        (
            "okta:auth/server:Server",
            "idp-server-server",
            {
                "name": "acme-union",
                "description": "Tokens of Union at https://union.acme.com",
                "audiences": ["https://union.acme.com"],
                "issuerMode": "ORG_URL",
            },
        ),
        (
            "okta:auth/serverPolicy:ServerPolicy",
            "idp-server-policy",
            {
                "authServerId": "aus1",
                "name": "acme-union",
                "description": "Clients of Union",
                "clientWhitelists": [
                    "0oa-acme-union-web",
                    "0oa-acme-union-native",
                    "0oa-acme-union-service",
                    "0oa-acme-union-eager",
                    "0oa-acme-union-ci-github-actions",
                ],
                "priority": 1,
            },
        ),
        (
            "okta:auth/serverPolicyRule:ServerPolicyRule",
            "idp-server-rule",
            {
                "authServerId": "aus1",
                "policyId": "00p1",
                "name": "acme-union",
                "priority": 1,
                "grantTypeWhitelists": ["authorization_code", "client_credentials", DEVICE],
                "groupWhitelists": ["00g1", "00g2"],
                "scopeWhitelists": ["all", "offline_access", "openid", "profile"],
            },
        ),
        (
            "okta:auth/serverScope:ServerScope",
            "idp-server-scope",
            {
                "authServerId": "aus1",
                "name": "all",
                "description": "Everything in Union",
                "default": True,
                "consent": "IMPLICIT",
                "metadataPublish": "ALL_CLIENTS",
            },
        ),
        (
            "pulumi:providers:okta",
            "idp-provider",
            {"orgName": "acme", "baseUrl": "okta.com", "apiToken": "00T"},
        ),
        ("union:idp:LoginApps", "idp-login", {}),
        ("union:idp:Okta", "idp", {}),
        ("union:idp:OktaServer", "idp-server", {}),
        ("union:idp:ServiceApps", "idp-services", {}),
    ]


def test_the_record_carries_clients_server_and_secret_values() -> None:
    run, _ = registered(settings(ciClients=["github-actions"]))

    provider = run.result
    assert provider.authorization_server == AuthorizationServer(
        issuer=ISSUER,
        token_url=f"{ISSUER}/v1/token",
        audience="https://union.acme.com",
        scope="all",
    )
    assert provider.native == OidcClient(client_id="0oa-acme-union-native")
    clients = {
        "web": provider.web,
        "service": provider.control_plane,
        "eager": provider.eager,
        "ci-github-actions": provider.ci["github-actions"],
    }
    for role, client in clients.items():
        assert client.client_id == f"0oa-acme-union-{role}"
        assert client.secret.value == Hidden(f"secret of acme-union-{role}")
    assert provider.data_plane == provider.control_plane
    assert provider.unmanaged is None


def test_the_token_and_the_client_secrets_are_secret() -> None:
    run, found = registered(settings())

    assert run.named("idp-provider").secrets == ("apiToken",)
    assert [r.name for r in found if r.secrets] == ["idp-provider"]
    assert repr(run.result.web.secret) == "SecretValue([secret])"


def test_every_resource_is_reached_by_the_provider_of_the_configured_domain() -> None:
    _, found = registered(settings())

    custom = [r for r in found if r.type.startswith("okta:")]
    assert {r.provider for r in custom} == {"idp-provider"}


def test_the_client_id_is_okta_s_own_and_whoever_uses_one_waits_for_its_app() -> None:
    def program() -> None:
        args = OktaArgs(settings=settings(), host="union.acme.com", organization="acme")
        web = Okta("idp", args).identity_provider.web
        pulumi.CustomResource("test:index:User", "user", {"clientId": web.client_id})

    run = engine()
    run.run(program)

    assert run.named("user").inputs == {"clientId": "0oa-acme-union-web"}
    assert run.named("user").dependencies == ("idp-login-web",)


def test_a_first_preview_does_not_know_the_client_ids() -> None:
    run = engine(preview=True)
    args = OktaArgs(settings=settings(), host="union.acme.com", organization="acme")
    run.run(lambda: Okta("idp", args).identity_provider.unmanaged)

    assert run.named("idp-server-policy").inputs["clientWhitelists"] == ["Unknown"] * 4


def test_whoever_uses_the_issuer_waits_for_the_rule() -> None:
    def program() -> None:
        args = OktaArgs(settings=settings(), host="union.acme.com", organization="acme")
        server = Okta("idp", args).identity_provider.authorization_server
        pulumi.CustomResource("test:index:User", "user", {"issuer": server.issuer})

    run = engine()
    run.run(program)

    assert "idp-server-rule" in run.named("user").dependencies


def test_a_service_app_for_each_component_is_a_choice() -> None:
    run, found = registered(settings(serviceClients="perComponent"))

    names = [r.name for r in found if r.type == "okta:app/oAuth:OAuth"]
    assert sorted(names) == [
        "idp-login-native",
        "idp-login-web",
        "idp-services-control-plane",
        "idp-services-data-plane",
        "idp-services-eager",
    ]
    assert run.result.control_plane.client_id == "0oa-acme-union-control-plane"
    assert run.result.data_plane.client_id == "0oa-acme-union-data-plane"


def test_an_existing_server_is_left_alone_and_named() -> None:
    existing = {"id": "default", "audience": "api://default"}
    issuer = "https://acme.okta.com/oauth2/default"
    run, found = registered(settings(authorizationServer=existing))

    assert [r.name for r in found if r.type.startswith("okta:auth/")] == []
    assert run.result.authorization_server == AuthorizationServer(
        issuer=issuer,
        token_url=f"{issuer}/v1/token",
        audience="api://default",
        scope="all",
    )
    assert run.result.unmanaged == (
        "Authorization server default is not managed here. Add to it in Okta: a scope 'all', set "
        "as a default scope; an access policy assigned to the clients 0oa-acme-union-web, "
        "0oa-acme-union-native, 0oa-acme-union-service, 0oa-acme-union-eager; in it a rule for the "
        "grant types "
        f"authorization_code, client_credentials, {DEVICE}, for people in the groups "
        "ml-engineers, ml-platform, for the scopes all, offline_access, openid, profile. Or say "
        "identityProvider.authorizationServer.manage: true."
    )


def test_an_existing_server_gets_scope_policy_and_rule_when_told_to_manage_it() -> None:
    existing = {"id": "default", "audience": "api://default", "manage": True}
    run, found = registered(settings(authorizationServer=existing))

    made = {r.name: r.inputs["authServerId"] for r in found if r.type.startswith("okta:auth/")}
    assert made == dict.fromkeys(
        ("idp-server-policy", "idp-server-rule", "idp-server-scope"), "default"
    )
    assert run.result.authorization_server.issuer == "https://acme.okta.com/oauth2/default"
    assert run.result.authorization_server.audience == "api://default"
    assert run.result.unmanaged is None


def test_people_may_log_in_at_further_hosts() -> None:
    run = engine()
    args = OktaArgs(
        settings=settings(),
        host="union.acme.com",
        extra_hosts=("ml.acme.com",),
        organization="acme",
    )
    run.run(lambda: Okta("idp", args).identity_provider.unmanaged)

    web = run.named("idp-login-web").inputs
    assert web["redirectUris"] == [
        "https://union.acme.com/callback",
        "https://ml.acme.com/callback",
    ]
    assert web["postLogoutRedirectUris"] == [
        "https://union.acme.com/logout",
        "https://ml.acme.com/logout",
    ]


def test_a_group_whose_name_only_begins_alike_is_refused() -> None:
    run = engine()
    run.answers["okta:group/getGroup:getGroup"] = {"id": "00g9", "name": "ml-engineers-guests"}
    args = OktaArgs(
        settings=settings(groups=["ml-engineers"]), host="union.acme.com", organization="acme"
    )

    with pytest.raises(pulumi.RunError) as error:
        run.run(lambda: Okta("idp", args).identity_provider.unmanaged)

    assert str(error.value) == (
        "identityProvider.groups: Okta has no group 'ml-engineers', the nearest is "
        "'ml-engineers-guests'; write the name as Okta has it"
    )


def test_the_token_may_come_from_the_environment() -> None:
    run = engine()
    run.config = {}
    args = OktaArgs(settings=settings(), host="union.acme.com", organization="acme")
    run.run(lambda: Okta("idp", args).identity_provider.unmanaged)

    assert run.named("idp-provider").inputs == {"orgName": "acme", "baseUrl": "okta.com"}


@pytest.mark.parametrize(
    ("domain", "mode"),
    [
        ("acme.okta.com", "ORG_URL"),
        ("acme.oktapreview.com", "ORG_URL"),
        ("login.acme.com", "CUSTOM_URL"),
    ],
)
def test_the_issuer_is_at_the_configured_domain(domain: str, mode: str) -> None:
    assert issuer_mode(domain) == mode


def test_the_longest_label_fits_into_what_okta_allows() -> None:
    assert len(label("a" * 40, f"ci-{'b' * 40}")) <= 100


def test_existing_servers_are_not_managed_unless_told() -> None:
    assert ExistingAuthorizationServer(id="default", audience="api://default").manage is False
