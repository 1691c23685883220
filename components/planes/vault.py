"""A plane's secrets, put where the delivery option reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pulumi

from ..cloud.platform import Platform, StoreSecretArgs
from ..config.secrets import SecretSource
from ..config.settings import Settings
from ..contracts import IdentityProvider, OidcClient, Secret, SecretRef, SecretValue

StackSecrets = Mapping[str, pulumi.Input[str]]
"""Secrets by the key under which the settings name them."""


@dataclass(frozen=True, kw_only=True)
class VaultArgs:
    """Arguments of `Vault`."""

    settings: Settings
    """The whole installation, which says by which option."""
    platform: Platform
    """The account whose secret store keeps them."""
    plane: str
    """Name of the plane, part of the names in the cloud's store."""
    sources: Mapping[str, Secret]
    """Secrets by what they are for, e.g. `database`."""
    retired: bool = False
    """Unprotect what is stored. Default: no."""


class Vault(pulumi.ComponentResource):
    """Under option A every value goes to the cloud's store; under option B it stays a value."""

    kept: Mapping[str, Secret]
    """The secrets as pods' Secrets are made of them, by what they are for."""

    def __init__(
        self, name: str, args: VaultArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:planes:Vault", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        def keep(what: str, secret: Secret) -> Secret:
            if isinstance(secret, SecretRef) or args.settings.secret_delivery.kubernetes:
                return secret
            stored = StoreSecretArgs(
                key=f"{args.settings.organization}/union/{args.plane}/{what}",
                value=secret,
                retired=args.retired,
            )
            return args.platform.store_secret(f"{name}-{what}", stored, opts=child)

        self.kept = {what: keep(what, secret) for what, secret in sorted(args.sources.items())}
        self.register_outputs({})


def secret(source: SecretSource, platform: Platform, stack_secrets: StackSecrets) -> Secret:
    """What `source` names: a stack secret's value, or a reference into the cloud's store."""
    if source.store is not None:
        found = platform.existing_secret(source.store, source.property)
        return replace(found, version=source.version)
    return SecretValue.of(stack_secrets[str(source.config)])


def confidential(client: OidcClient) -> Secret:
    """The secret of a client that has one."""
    if client.secret is None:
        raise ValueError("a confidential client has no secret")
    return client.secret


def with_kept(provider: IdentityProvider, kept: Mapping[str, Secret]) -> IdentityProvider:
    """`provider` whose control-plane clients carry what the vault kept of them."""
    return replace(
        provider,
        web=replace(provider.web, secret=kept["web-client"]),
        control_plane=replace(provider.control_plane, secret=kept["service-client"]),
        eager=replace(provider.eager, secret=kept["eager-client"]),
    )
