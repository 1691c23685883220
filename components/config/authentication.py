"""Page: configuration/authentication. The identity provider and its clients."""

from typing import Annotated, Literal

from pydantic import Field

from .model import Distinct, Flag, Model
from .secrets import SecretSource
from .texts import HttpsUrl, Line, Name, Text

OktaDomain = Annotated[
    str,
    Text(
        r"^(?!.*-admin\.)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
        "the host of the Okta organization, without https:// and without -admin, "
        "e.g. acme.okta.com",
    ),
]


class ExistingAuthorizationServer(Model):
    """An authorization server that exists, e.g. `default`."""

    id: Line
    """Its id: `default`, or the last part of the issuer."""
    audience: Line
    """Its audience, e.g. `api://default`; flyteadmin is told to accept it."""
    manage: Flag = False
    """Whether to add the scope, the access policy and its rule. Default: `false`, an output
    names them."""


class Okta(Model):
    """Apps and authorization server are made in Okta, with the stack secret `okta:apiToken`."""

    kind: Literal["okta"]
    """Okta."""
    domain: OktaDomain
    """Host of the Okta organization, without `-admin`, e.g. `acme.okta.com`."""
    authorization_server: ExistingAuthorizationServer | None = None
    """An authorization server that exists. Default: a custom one is made."""
    groups: Annotated[Distinct[Line], Field(min_length=1)]
    """Groups whose people may log in, e.g. `[Everyone]`."""
    service_clients: Literal["shared", "perComponent"] = "shared"
    """One service app, or one each for control plane and data planes. Default: `shared`."""
    ci_clients: Distinct[Name] = Field(default_factory=list)
    """Names of service apps for pipelines. Default: none."""


class ExistingClient(Model):
    """A client that exists at the issuer."""

    client_id: Line
    """Its client id."""
    secret: SecretSource
    """Its client secret."""


class Oidc(Model):
    """Any other OIDC issuer, whose clients exist already."""

    kind: Literal["oidc"]
    """Another issuer."""
    issuer: HttpsUrl
    """Issuer URI, as its discovery document says."""
    token_url: HttpsUrl
    """Token endpoint."""
    audience: Line
    """`aud` of its access tokens."""
    other_audiences: Distinct[Line] = Field(default_factory=list)
    """Further `aud` to accept, at Entra ID the id of the client that `audience` names. Default:
    none but the installation's own URL."""
    scope: Line = "all"
    """Scope of service-to-service calls, at Entra ID `api://union/.default`. Default: `all`."""
    identity_type_claims: dict[str, list[str]] = Field(default_factory=dict)
    """Claims that tell a program from a person, at Entra ID `{idtyp: [app]}`. Default: none."""
    service_identity_claim: Line | None = None
    """The service client in `sub`, at Entra ID its object id. Default: its client id."""
    web: ExistingClient
    """Browser login (`OIDC_CLIENT_ID`)."""
    login_scopes: Distinct[Line] = Field(default_factory=list)
    """Scopes of a browser login beside `profile`, `openid` and `offline_access`, at Entra ID
    `[api://union/all]`. Default: none."""
    native_client_id: Line
    """SDK and CLI (`CLI_CLIENT_ID`), a public client."""
    native_audience: Line | None = None
    """Audience that SDK and CLI ask for, at Entra ID `api://union`. Default: they ask for none."""
    service: ExistingClient
    """Service-to-service calls (`INTERNAL_CLIENT_ID`)."""
    data_plane_service: ExistingClient | None = None
    """Calls of data planes (`AUTH_CLIENT_ID`). Default: the same service client."""
    eager: ExistingClient
    """What task pods use in eager mode (`EAGER_API_KEY`)."""
    ci: dict[Name, ExistingClient] = Field(default_factory=dict)
    """Clients of pipelines, by name. Default: none."""


IdentityProviderSettings = Annotated[Okta | Oidc, Field(discriminator="kind")]
