"""One self-managed installation: every part of it, and what flows between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from . import shared
from .access import AccessArgs, access
from .arguments import InstallationArgs
from .attachment import AttachmentArgs
from .cloud.platform import Platform, PlatformArgs, platform
from .config import controlplane as config
from .config.authentication import IdentityProviderSettings
from .config.controlplane import ours
from .config.settings import Settings
from .contracts import IdentityProvider, ServiceLogin
from .idp.identity_provider import (
    IdentityProviderArgs,
    data_plane_login,
    identity_provider,
)
from .idp.oidc import SecretLookup, service_login
from .outputs import Parts, outputs
from .planes.cluster import Site, SiteArgs, site
from .planes.controlplane import ControlPlane, ControlPlaneArgs
from .planes.dataplane import DataPlane, DataPlaneArgs
from .planes.vault import Vault, VaultArgs, confidential, secret
from .providers import Given, given
from .stores import Stores, StoresArgs

Options = pulumi.ResourceOptions
Clouds = Mapping[str, Platform]
Sites = Mapping[str, Site]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the planes stand on."""

    args: InstallationArgs
    clouds: Clouds
    sites: Sites
    stores: Stores

    @property
    def settings(self) -> Settings:
        """All of them."""
        return self.args.settings

    def home(self, control_plane: config.ControlPlane) -> Platform:
        """The account of the control plane's cluster."""
        return self.clouds[self.settings.clusters[control_plane.cluster].account]

    def look_up(self, home: Platform) -> SecretLookup:
        """Finds secrets that the settings name, in the store of one account."""

        return lambda source: secret(source, home, self.args.secrets)


@dataclass(frozen=True, kw_only=True)
class Head:
    """What an installation has only once: nothing of it where the control plane is elsewhere."""

    identity_provider: IdentityProvider
    ci: Vault
    """Client secrets of pipelines."""
    attachment: AttachmentArgs
    """What stacks of further data planes need to know."""


class Installation(pulumi.ComponentResource):
    """The identity provider, the clouds, the clusters, the control plane and its data planes.

    Options mean what they mean everywhere: providers of `opts` or of a parent are used where one
    account or cluster can be meant, and a rename with an alias replaces nothing. See
    docs/library.md.
    """

    outputs: Mapping[str, Any]
    """What the program exports, by name: see docs/outputs.md."""

    def __init__(self, name: str, args: InstallationArgs, opts: Options | None = None) -> None:
        theirs = given(args, opts)
        super().__init__("union:index:Installation", name, None, opts)
        child = Options(parent=self)
        settings = args.settings
        clouds = _clouds(name, args, theirs, child)
        sites = _sites(name, args, theirs, clouds, child)
        stores = Stores(f"{name}-stores", StoresArgs(settings=settings, clouds=clouds), child)
        ground = Ground(args=args, clouds=clouds, sites=sites, stores=stores)
        head = _head(name, ground, child)
        data_planes = {
            plane: DataPlane(f"{name}-{plane}", _data_plane(plane, ground, head), child)
            for plane in sorted(settings.data_planes)
        }
        unwritten = access(name, _access(ground, data_planes), child)
        self.outputs = outputs(
            Parts(
                settings=settings,
                clouds=clouds,
                stores=stores,
                identity_provider=head.identity_provider if head else None,
                ci_secrets=head.ci.kept if head else {},
                attachment=head.attachment if head else None,
                data_planes=data_planes,
                registry_policies=unwritten,
                pools_elsewhere=args.attachment.cluster_pools if args.attachment else {},
            )
        )
        self.register_outputs(dict(self.outputs))


def _clouds(name: str, args: InstallationArgs, theirs: Given, child: Options) -> Clouds:
    def wanted(account: str) -> PlatformArgs:
        return PlatformArgs(
            account=args.settings.accounts[account],
            organization=args.settings.organization,
            installation=name,
            provider=theirs.accounts.get(account),
        )

    return {
        it: platform(f"{name}-{it}", wanted(it), child) for it in sorted(args.settings.accounts)
    }


def _sites(
    name: str, args: InstallationArgs, theirs: Given, clouds: Clouds, child: Options
) -> Sites:
    def wanted(cluster: str) -> SiteArgs:
        account = args.settings.clusters[cluster].account
        return SiteArgs(
            settings=args.settings,
            cluster=cluster,
            platform=clouds[account],
            given=theirs.clusters[cluster],
        )

    return {it: site(f"{name}-{it}", wanted(it), child) for it in sorted(args.settings.clusters)}


def _head(name: str, ground: Ground, child: Options) -> Head | None:
    settings = ground.settings
    section, login = ours(settings.control_plane), settings.identity_provider
    if section is None or login is None:
        return None
    provider = identity_provider(f"{name}-idp", _provider(ground, section, login), child)
    wanted = _control_plane(ground, section, provider)
    control_plane = ControlPlane(f"{name}-control-plane", wanted, child)
    ci = Vault(f"{name}-ci", _ci(ground, section, provider), child)
    attachment = AttachmentArgs(
        settings=settings,
        control_plane=section,
        identity_provider=provider,
        client_secret=control_plane.data_plane_secret,
    )
    return Head(identity_provider=provider, ci=ci, attachment=attachment)


def _provider(
    ground: Ground, control_plane: config.ControlPlane, login: IdentityProviderSettings
) -> IdentityProviderArgs:
    return IdentityProviderArgs(
        settings=login,
        host=control_plane.host,
        extra_hosts=control_plane.ingress.extra_hosts,
        organization=ground.settings.organization,
        secret=ground.look_up(ground.home(control_plane)),
    )


def _control_plane(
    ground: Ground, section: config.ControlPlane, provider: IdentityProvider
) -> ControlPlaneArgs:
    return ControlPlaneArgs(
        settings=ground.settings,
        site=ground.sites[section.cluster],
        identity_provider=provider,
        metadata=ground.stores.location(section.metadata),
        stack_secrets=ground.args.secrets,
        database_host=ground.args.database_host,
    )


def _ci(
    ground: Ground, control_plane: config.ControlPlane, provider: IdentityProvider
) -> VaultArgs:
    return VaultArgs(
        settings=ground.settings,
        platform=ground.home(control_plane),
        plane="ci",
        sources={name: confidential(client) for name, client in provider.ci.items()},
    )


def _data_plane(plane: str, ground: Ground, head: Head | None) -> DataPlaneArgs:
    settings, stores = ground.settings, ground.stores
    section = settings.data_planes[plane]
    site = ground.sites[section.cluster]
    repository = shared.repository(settings, section)
    return DataPlaneArgs(
        settings=settings,
        plane=plane,
        site=site,
        login=_login(ground, site.platform, head),
        places=stores.places(plane),
        registry=stores.registries[repository] if repository else None,
        base_images=tuple(stores.registries[it] for it in shared.base_images(section)),
        remote_write=stores.remote_writes.get(plane),
        stack_secrets=ground.args.secrets,
    )


def _login(ground: Ground, home: Platform, head: Head | None) -> ServiceLogin:
    """As a client of our identity provider, or as the control plane elsewhere has it."""
    control_plane, look_up = ground.settings.control_plane, ground.look_up(home)
    if isinstance(control_plane, config.AttachedControlPlane):
        return service_login(control_plane.existing, look_up)
    settings = ground.settings.identity_provider
    if head is None or settings is None:
        raise ValueError("a control plane of ours has an identity provider")
    return data_plane_login(settings, head.identity_provider, look_up)


def _access(ground: Ground, data_planes: Mapping[str, DataPlane]) -> AccessArgs:
    return AccessArgs(
        settings=ground.settings,
        clouds=ground.clouds,
        sites=ground.sites,
        repositories=shared.repositories(ground.settings),
        registries=ground.stores.registries,
        identities={name: it.identities for name, it in data_planes.items() if it.identities},
    )
