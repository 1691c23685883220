"""The identity provider that the stack file chose; the only place that asks which one it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import pulumi

from ..config.authentication import IdentityProviderSettings, Oidc, Okta
from ..contracts import IdentityProvider, ServiceLogin
from .oidc import SecretLookup, data_plane_client, oidc


@dataclass(frozen=True, kw_only=True)
class IdentityProviderArgs:
    """Arguments of `identity_provider`."""

    settings: IdentityProviderSettings
    """Section `identityProvider` of the stack file."""
    host: str
    """Public host of the installation."""
    extra_hosts: Sequence[str] = ()
    """Further hosts that people log in at. Default: none."""
    organization: str
    """Name of the organization."""
    secret: SecretLookup
    """Finds the client secrets of an issuer whose clients exist."""


def identity_provider(
    name: str, args: IdentityProviderArgs, opts: pulumi.ResourceOptions | None = None
) -> IdentityProvider:
    """The authorization server and its clients; Okta's SDK is imported only for Okta."""
    match args.settings:
        case Okta():
            from .okta import Okta as OktaComponent
            from .okta import OktaArgs

            wanted = OktaArgs(
                settings=args.settings,
                host=args.host,
                extra_hosts=args.extra_hosts,
                organization=args.organization,
            )
            return OktaComponent(name, wanted, opts).identity_provider
        case Oidc():
            return oidc(args.settings, args.secret)
        case _:
            assert_never(args.settings)


def data_plane_login(
    settings: IdentityProviderSettings, provider: IdentityProvider, secret: SecretLookup
) -> ServiceLogin:
    """How data planes log in at a control plane of ours.

    `secret`: knows the store of the data plane's own cloud, where a secret that exists has to be.
    """
    match settings:
        case Okta():
            client = provider.data_plane
        case Oidc():
            client = data_plane_client(settings, secret)
        case _:
            assert_never(settings)
    return ServiceLogin(authorization_server=provider.authorization_server, client=client)
