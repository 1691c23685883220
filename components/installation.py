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
from .config.secrets import SecretSource
from .contracts import IdentityProvider, Secret, ServiceLogin
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
        head = _head(name, args, clouds, sites, stores, child)
        data_planes = {
            plane: DataPlane(
                f"{name}-{plane}", _data_plane(plane, args, sites, stores, head), child
            )
            for plane in sorted(settings.data_planes)
        }
        unwritten = access(name, _access(args, clouds, sites, stores, data_planes), child)
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


def _head(  # noqa: PLR0913, PLR0917 - the parts made before it
    name: str, args: InstallationArgs, clouds: Clouds, sites: Sites, stores: Stores, child: Options
) -> Head | None:
    section, login = ours(args.settings.control_plane), args.settings.identity_provider
    if section is None or login is None:
        return None
    wanted = _provider(args, section, login, clouds)
    provider = identity_provider(f"{name}-idp", wanted, child)
    wanted_plane = _control_plane(args, section, sites, stores, provider)
    control_plane = ControlPlane(f"{name}-control-plane", wanted_plane, child)
    ci = Vault(f"{name}-ci", _ci(args, sites[section.cluster], provider), child)
    attachment = AttachmentArgs(
        settings=args.settings,
        control_plane=section,
        identity_provider=provider,
        client_secret=control_plane.data_plane_secret,
    )
    return Head(identity_provider=provider, ci=ci, attachment=attachment)


def _look_up(args: InstallationArgs, home: Platform) -> SecretLookup:
    def look_up(_: str, source: SecretSource) -> Secret:
        return secret(source, home, args.secrets)

    return look_up


def _provider(
    args: InstallationArgs,
    control_plane: config.ControlPlane,
    login: IdentityProviderSettings,
    clouds: Clouds,
) -> IdentityProviderArgs:
    settings = args.settings
    home = clouds[settings.clusters[control_plane.cluster].account]
    return IdentityProviderArgs(
        settings=login,
        host=control_plane.host,
        extra_hosts=control_plane.ingress.extra_hosts,
        organization=settings.organization,
        secret=_look_up(args, home),
    )


def _control_plane(
    args: InstallationArgs,
    section: config.ControlPlane,
    sites: Sites,
    stores: Stores,
    provider: IdentityProvider,
) -> ControlPlaneArgs:
    return ControlPlaneArgs(
        settings=args.settings,
        site=sites[section.cluster],
        identity_provider=provider,
        metadata=stores.location(section.metadata),
        stack_secrets=args.secrets,
        database_host=args.database_host,
    )


def _data_plane(
    plane: str, args: InstallationArgs, sites: Sites, stores: Stores, head: Head | None
) -> DataPlaneArgs:
    section = args.settings.data_planes[plane]
    site = sites[section.cluster]
    repository = shared.repository(args.settings, section)
    return DataPlaneArgs(
        settings=args.settings,
        plane=plane,
        site=site,
        login=_login(args, site.platform, head),
        places=stores.places(plane),
        registry=stores.registries[repository] if repository else None,
        base_images=tuple(stores.registries[it] for it in shared.base_images(section)),
        remote_write=stores.remote_writes.get(plane),
        stack_secrets=args.secrets,
    )


def _login(args: InstallationArgs, home: Platform, head: Head | None) -> ServiceLogin:
    """As a client of our identity provider, or as the control plane elsewhere has it."""
    control_plane = args.settings.control_plane
    if isinstance(control_plane, config.AttachedControlPlane):
        return service_login(control_plane.existing, _look_up(args, home))
    settings = args.settings.identity_provider
    if head is None or settings is None:
        raise ValueError("a control plane of ours has an identity provider")
    return data_plane_login(settings, head.identity_provider, _look_up(args, home))


def _ci(args: InstallationArgs, site: Site, provider: IdentityProvider) -> VaultArgs:
    return VaultArgs(
        settings=args.settings,
        platform=site.platform,
        plane="ci",
        sources={name: confidential(client) for name, client in provider.ci.items()},
    )


def _access(
    args: InstallationArgs,
    clouds: Clouds,
    sites: Sites,
    stores: Stores,
    data_planes: Mapping[str, DataPlane],
) -> AccessArgs:
    return AccessArgs(
        settings=args.settings,
        clouds=clouds,
        sites=sites,
        repositories=shared.repositories(args.settings),
        registries=stores.registries,
        identities={name: it.identities for name, it in data_planes.items() if it.identities},
    )
