"""Page: configuration/authentication. Any other OIDC issuer: its clients exist already."""

from collections.abc import Callable

from ..config.authentication import ExistingClient, Oidc
from ..config.controlplane import ExistingControlPlane
from ..config.secrets import SecretSource
from ..contracts import AuthorizationServer, IdentityProvider, OidcClient, Secret, ServiceLogin

SecretLookup = Callable[[SecretSource], Secret]
"""Finds a secret by where it comes from."""

METADATA_PATH = ".well-known/openid-configuration"
"""OpenID Connect Discovery has it at every issuer; OAuth's own path, which is flyteadmin's default,
not every issuer has. flyteadmin appends it to the issuer, whether that ends in a slash or not."""


def oidc(settings: Oidc, secret: SecretLookup) -> IdentityProvider:
    """The record of what the stack file names; `secret` knows the stack's and the cloud's store."""

    def client(existing: ExistingClient) -> OidcClient:
        return OidcClient(client_id=existing.client_id, secret=secret(existing.secret))

    service = client(settings.service)
    data_plane = settings.data_plane_service
    return IdentityProvider(
        authorization_server=AuthorizationServer(
            issuer=settings.issuer,
            token_url=settings.token_url,
            audience=settings.audience,
            scope=settings.scope,
        ),
        web=client(settings.web),
        native=OidcClient(client_id=settings.native_client_id),
        control_plane=service,
        data_plane=client(data_plane) if data_plane else service,
        eager=client(settings.eager),
        service_identity=settings.service_identity_claim,
        identity_type_claims=settings.identity_type_claims,
        metadata_path=METADATA_PATH,
        other_audiences=settings.other_audiences,
        login_scopes=settings.login_scopes,
        native_audience=settings.native_audience or "",
        ci={name: client(settings.ci[name]) for name in sorted(settings.ci)},
    )


def data_plane_client(settings: Oidc, secret: SecretLookup) -> OidcClient:
    """The client of data planes, with its secret as `secret` finds it."""
    existing = settings.data_plane_service or settings.service
    return OidcClient(client_id=existing.client_id, secret=secret(existing.secret))


def service_login(settings: ExistingControlPlane, secret: SecretLookup) -> ServiceLogin:
    """How data planes log in at a control plane that is elsewhere."""
    return ServiceLogin(
        authorization_server=AuthorizationServer(
            issuer=settings.issuer,
            token_url=settings.token_url,
            audience=settings.audience,
            scope=settings.scope,
        ),
        client=OidcClient(
            client_id=settings.service.client_id,
            secret=secret(settings.service.secret),
        ),
    )
