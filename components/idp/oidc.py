"""Page: configuration/authentication. Any other OIDC issuer: its clients exist already."""

from collections.abc import Callable

from ..config.authentication import ExistingClient, Oidc
from ..config.controlplane import ExistingControlPlane
from ..config.secrets import SecretSource
from ..contracts import AuthorizationServer, IdentityProvider, OidcClient, Secret, ServiceLogin

SecretLookup = Callable[[str, SecretSource], Secret]
"""Finds a secret: what it is for, e.g. `web-client-secret`, and where it comes from."""


def oidc(settings: Oidc, secret: SecretLookup) -> IdentityProvider:
    """The record of what the stack file names; `secret` knows the stack's and the cloud's store."""

    def client(role: str, existing: ExistingClient) -> OidcClient:
        found = secret(f"{role}-client-secret", existing.secret)
        return OidcClient(client_id=existing.client_id, secret=found)

    service = client("service", settings.service)
    data_plane = settings.data_plane_service
    return IdentityProvider(
        authorization_server=AuthorizationServer(
            issuer=settings.issuer,
            token_url=settings.token_url,
            audience=settings.audience,
            scope=settings.scope,
        ),
        web=client("web", settings.web),
        native=OidcClient(client_id=settings.native_client_id),
        control_plane=service,
        data_plane=client("data-plane", data_plane) if data_plane else service,
        eager=client("eager", settings.eager),
        service_identity=settings.service_identity_claim,
        identity_type_claims=settings.identity_type_claims,
        ci={name: client(f"ci-{name}", settings.ci[name]) for name in sorted(settings.ci)},
    )


def data_plane_client(settings: Oidc, secret: SecretLookup) -> OidcClient:
    """The client of data planes, with its secret as `secret` finds it."""
    existing = settings.data_plane_service or settings.service
    found = secret("data-plane-client-secret", existing.secret)
    return OidcClient(client_id=existing.client_id, secret=found)


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
            secret=secret("service-client-secret", settings.service.secret),
        ),
    )
