"""Page: configuration/authentication, at any other issuer."""

from components.config.authentication import Oidc
from components.config.controlplane import ExistingControlPlane
from components.config.secrets import SecretSource
from components.contracts import (
    AuthorizationServer,
    IdentityProvider,
    OidcClient,
    SecretRef,
    ServiceLogin,
)
from components.idp.oidc import oidc, service_login

ENTRA = {
    "kind": "oidc",
    "issuer": "https://login.microsoftonline.com/t/v2.0",
    "tokenUrl": "https://login.microsoftonline.com/t/oauth2/v2.0/token",
    "audience": "api://union",
    "otherAudiences": ["f0b2667d"],
    "scope": "api://union/.default",
    "loginScopes": ["api://union/all"],
    "nativeAudience": "api://union",
    "web": {"clientId": "web", "secret": {"store": "union/web"}},
    "nativeClientId": "native",
    "service": {"clientId": "service", "secret": {"store": "union/service"}},
    "eager": {"clientId": "eager", "secret": {"store": "union/clients", "property": "eager"}},
    "ci": {"github-actions": {"clientId": "ci", "secret": {"store": "union/ci"}}},
}


def look_up(source: SecretSource) -> SecretRef:
    return SecretRef(key=str(source.store), property=source.property, arn=f"arn of {source.store}")


def client(role: str, key: str, property_: str | None = None) -> OidcClient:
    secret = SecretRef(key=key, property=property_, arn=f"arn of {key}")
    return OidcClient(client_id=role, secret=secret)


def test_the_record_is_what_the_stack_file_names() -> None:
    service = client("service", "union/service")

    assert oidc(Oidc.model_validate(ENTRA), look_up) == IdentityProvider(
        authorization_server=AuthorizationServer(
            issuer=ENTRA["issuer"],
            token_url=ENTRA["tokenUrl"],
            audience="api://union",
            scope="api://union/.default",
        ),
        web=client("web", "union/web"),
        native=OidcClient(client_id="native"),
        control_plane=service,
        data_plane=service,
        eager=client("eager", "union/clients", "eager"),
        ci={"github-actions": client("ci", "union/ci")},
        metadata_path=".well-known/openid-configuration",
        other_audiences=["f0b2667d"],
        login_scopes=["api://union/all"],
        native_audience="api://union",
    )


def test_data_planes_may_have_a_client_of_their_own() -> None:
    own = {"clientId": "dp", "secret": {"store": "union/dp"}}
    settings = Oidc.model_validate({**ENTRA, "dataPlaneService": own})

    assert oidc(settings, look_up).data_plane == client("dp", "union/dp")


def test_data_planes_log_in_as_a_control_plane_elsewhere_has_it() -> None:
    server = {key: ENTRA[key] for key in ("issuer", "tokenUrl", "audience", "scope")}
    elsewhere = ExistingControlPlane.model_validate(
        {"host": "union.acme.com", "service": ENTRA["service"], **server}
    )

    assert service_login(elsewhere, look_up) == ServiceLogin(
        authorization_server=oidc(Oidc.model_validate(ENTRA), look_up).authorization_server,
        client=client("service", "union/service"),
    )
