"""The identity provider that the stack file chose; the only place that asks which one it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import pulumi

from ..config.authentication import IdentityProviderSettings, Oidc, Okta
from ..contracts import IdentityProvider
from .oidc import SecretLookup, oidc


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
