"""The authorization server and its clients."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi

from .secrets import Secret


@dataclass(frozen=True, kw_only=True)
class AuthorizationServer:
    """What issues tokens to every client."""

    issuer: pulumi.Input[str]
    """Issuer URI, e.g. `https://acme.okta.com/oauth2/aus1`."""
    token_url: pulumi.Input[str]
    """Token endpoint."""
    audience: pulumi.Input[str]
    """The `aud` claim of its tokens."""
    scope: str = "all"
    """The scope that service-to-service calls ask for."""


@dataclass(frozen=True, kw_only=True)
class OidcClient:
    """An application registered with the identity provider."""

    client_id: pulumi.Input[str]
    """Its client id."""
    secret: Secret | None = None
    """Its client secret. Default: none, a public client."""


@dataclass(frozen=True, kw_only=True)
class ServiceLogin:
    """What a data plane needs to call the control plane."""

    authorization_server: AuthorizationServer
    """The server that issues its tokens."""
    client: OidcClient
    """Its service client (`AUTH_CLIENT_ID`)."""


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """The authorization server and the clients that page *Authentication* asks for."""

    authorization_server: AuthorizationServer
    """The server that every client uses."""
    web: OidcClient
    """Browser login (`OIDC_CLIENT_ID`)."""
    native: OidcClient
    """SDK and CLI (`CLI_CLIENT_ID`), public."""
    control_plane: OidcClient
    """Service-to-service calls of the control plane (`INTERNAL_CLIENT_ID`)."""
    data_plane: OidcClient
    """Service-to-service calls of data planes (`AUTH_CLIENT_ID`), often the same client."""
    eager: OidcClient
    """What task pods use in eager mode (`EAGER_API_KEY`)."""
    ci: Mapping[str, OidcClient] = field(default_factory=dict)
    """Clients of pipelines, by name."""
    service_identity: pulumi.Input[str] | None = None
    """What the control-plane client is in `sub` of its tokens. Default: its client id."""
    identity_type_claims: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Claims that tell a program from a person. Default: none, the server's scopes do."""
    metadata_path: str = ""
    """Where its metadata is, below the issuer. Default: where OAuth servers have it,
    `.well-known/oauth-authorization-server`."""
    other_audiences: Sequence[str] = ()
    """`aud` to accept beside the server's. Default: none."""
    login_scopes: Sequence[str] = ()
    """Scopes of a browser login beside those of OIDC. Default: none."""
    native_audience: str = ""
    """Audience that SDK and CLI ask for. Default: they ask for none."""
    unmanaged: pulumi.Input[str] | None = None
    """What somebody else has to add to an authorization server. Default: nothing."""
