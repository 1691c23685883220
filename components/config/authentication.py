"""Page: configuration/authentication. The identity provider and its clients."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .model import Host, HttpsUrl, Model, Name
from .secrets import SecretSource


class ExistingAuthorizationServer(Model):
    """An authorization server that exists, e.g. `default`."""

    id: str
    """Its id: `default`, or the last part of the issuer."""
    audience: str
    """Its audience, e.g. `api://default`; flyteadmin is told to accept it."""
    manage: bool = False
    """Whether to add the scope, the access policy and its rule to it. Without it they are named as an output."""


class Okta(Model):
    """Apps and authorization server are made in Okta; the API token is `okta:apiToken`, a stack secret."""

    kind: Literal["okta"]
    domain: Host
    """Host of the Okta organization, e.g. `acme.okta.com`."""
    authorization_server: ExistingAuthorizationServer | None = None
    """Default: a custom authorization server is made."""
    groups: Annotated[list[str], Field(min_length=1)]
    """Groups whose people may log in."""
    service_clients: Literal["shared", "perComponent"] = "shared"
    """One service app, or one each for control plane and data planes (the page's note)."""
    ci_clients: list[Name] = Field(default_factory=list)
    """Names of service apps for pipelines."""


class ExistingClient(Model):
    """A client that exists at the issuer."""

    client_id: str
    secret: SecretSource


class Oidc(Model):
    """Any other OIDC issuer, whose clients exist already."""

    kind: Literal["oidc"]
    issuer: HttpsUrl
    token_url: HttpsUrl
    audience: str
    """`aud` of its access tokens."""
    scope: str = "all"
    """Scope of service-to-service calls, e.g. `api://union/.default` at Entra ID."""
    identity_type_claims: dict[str, list[str]] = Field(default_factory=dict)
    """Claims that tell an application from a person, e.g. `{idtyp: [app]}` at Entra ID."""
    service_identity_claim: str | None = None
    """What the issuer calls the service client in `sub`. Default: its client id; at Entra ID, the object id."""
    web: ExistingClient
    native_client_id: str
    service: ExistingClient
    data_plane_service: ExistingClient | None = None
    """Default: the same service client."""
    eager: ExistingClient
    ci: dict[Name, ExistingClient] = Field(default_factory=dict)


IdentityProviderSettings = Annotated[Okta | Oidc, Field(discriminator="kind")]
