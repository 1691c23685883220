"""Prod-aws as the planes' components are given it."""

from collections.abc import Mapping

import pulumi

from components.config.dataplanes import DataPlane
from components.config.settings import Settings
from components.contracts import (
    AuthorizationServer,
    IdentityProvider,
    OidcClient,
    SecretValue,
)
from components.planes.identities import Places

from ..config.stack import Changes
from ..config.stack import settings as prod_aws
from ..fakes import whole

FIRST, SECOND = "production-cluster-1", "production-cluster-2"
ONE, TWO = f"dataPlanes.{FIRST}", f"dataPlanes.{SECOND}"
OPTION_B: Changes = {"secretDelivery": {"kubernetes": True}}
SINGLE: Changes = {"mode": "singleNamespace", "namespaceMapping": {}}
RETIRED: Changes = {f"{ONE}.retired": True, "clusterPools.default": [SECOND]}
PLACES = Places(metadata=whole("metadata"), fast_registration=whole("code"), raw_data=whole("raw"))
"""Of a data plane whose three places are buckets of their own."""


def settings(*changes: Changes) -> Settings:
    """Prod-aws, with each of `changes` on top of those before it."""
    return prod_aws({path: value for change in changes for path, value in change.items()})


def first(found: Settings) -> DataPlane:
    """Its first data plane."""
    return found.data_planes[FIRST]


def stack_secrets() -> Mapping[str, pulumi.Output[str]]:
    """The stack's own secrets; a program must be running."""
    keys = ("databasePassword", "grafanaPassword", "registryCredentials")
    return {key: pulumi.Output.secret(f"planted-{key}") for key in keys}


def provider() -> IdentityProvider:
    """Clients whose secrets nobody stored yet; a program must be running."""

    def client(role: str) -> OidcClient:
        return OidcClient(client_id=f"0oa{role}", secret=SecretValue.of(f"planted-{role}"))

    service = client("service")
    return IdentityProvider(
        authorization_server=AuthorizationServer(
            issuer="https://acme.okta.com/oauth2/aus1",
            token_url="https://acme.okta.com/oauth2/aus1/v1/token",  # noqa: S106
            audience="https://union.acme.com",
        ),
        web=client("web"),
        native=OidcClient(client_id="0oanative"),
        control_plane=service,
        data_plane=service,
        eager=client("eager"),
        ci={"github-actions": client("ci")},
    )
