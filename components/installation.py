"""One self-managed installation: every part of it, and what flows between them."""

from collections.abc import Mapping
from typing import Any

import pulumi

from . import shared
from .access import AccessArgs, access
from .cloud.platform import Platform, platform
from .config.loader import Loaded
from .config.secrets import SecretSource
from .contracts import IdentityProvider, Secret
from .idp.identity_provider import IdentityProviderArgs, identity_provider
from .outputs import Parts, outputs
from .planes.cluster import Site, SiteArgs, site
from .planes.controlplane import ControlPlane, ControlPlaneArgs
from .planes.dataplane import DataPlane, DataPlaneArgs
from .planes.vault import Vault, VaultArgs, confidential, secret
from .stores import Stores, StoresArgs

Options = pulumi.ResourceOptions
Clouds = Mapping[str, Platform]
Sites = Mapping[str, Site]


class Installation(pulumi.ComponentResource):
    """The identity provider, the clouds, the clusters, the control plane and its data planes."""

    outputs: Mapping[str, Any]
    """What the program exports, by name: see `outputs`."""

    def __init__(self, name: str, args: Loaded, opts: Options | None = None) -> None:
        super().__init__("union:index:Installation", name, None, opts)
        child = Options(parent=self)
        settings = args.settings
        clouds = _clouds(name, args, child)
        sites = _sites(name, args, clouds, child)
        stores = Stores(f"{name}-stores", StoresArgs(settings=settings, clouds=clouds), child)
        provider = identity_provider(f"{name}-idp", _provider(args, clouds), child)
        ControlPlane(f"{name}-control-plane", _control_plane(args, sites, stores, provider), child)
        data_planes = {
            plane: DataPlane(
                f"{name}-{plane}", _data_plane(plane, args, sites, stores, provider), child
            )
            for plane in sorted(settings.data_planes)
        }
        ci = Vault(f"{name}-ci", _ci(args, sites, provider), child)
        unwritten = access(name, _access(args, clouds, sites, stores, data_planes), child)
        self.outputs = outputs(
            Parts(
                settings=settings,
                clouds=clouds,
                stores=stores,
                identity_provider=provider,
                ci_secrets=ci.kept,
                data_planes=data_planes,
                registry_policies=unwritten,
            )
        )
        self.register_outputs(dict(self.outputs))


def _clouds(name: str, args: Loaded, child: Options) -> Clouds:
    organization = args.settings.organization
    return {
        it: platform(f"{name}-{it}", account, organization, child)
        for it, account in sorted(args.settings.accounts.items())
    }


def _sites(name: str, args: Loaded, clouds: Clouds, child: Options) -> Sites:
    settings = args.settings
    return {
        it: site(
            f"{name}-{it}",
            SiteArgs(settings=settings, cluster=it, platform=clouds[section.account]),
            child,
        )
        for it, section in sorted(settings.clusters.items())
    }


def _provider(args: Loaded, clouds: Clouds) -> IdentityProviderArgs:
    settings, control_plane = args.settings, args.settings.control_plane
    home = clouds[settings.clusters[control_plane.cluster].account]

    def look_up(_: str, source: SecretSource) -> Secret:
        return secret(source, home, args.secrets)

    return IdentityProviderArgs(
        settings=settings.identity_provider,
        host=control_plane.host,
        extra_hosts=control_plane.ingress.extra_hosts,
        organization=settings.organization,
        secret=look_up,
    )


def _control_plane(
    args: Loaded, sites: Sites, stores: Stores, provider: IdentityProvider
) -> ControlPlaneArgs:
    section = args.settings.control_plane
    return ControlPlaneArgs(
        settings=args.settings,
        site=sites[section.cluster],
        identity_provider=provider,
        metadata=stores.location(section.metadata),
        stack_secrets=args.secrets,
    )


def _data_plane(
    plane: str, args: Loaded, sites: Sites, stores: Stores, provider: IdentityProvider
) -> DataPlaneArgs:
    section = args.settings.data_planes[plane]
    repository = shared.repository(args.settings, section)
    return DataPlaneArgs(
        settings=args.settings,
        plane=plane,
        site=sites[section.cluster],
        identity_provider=provider,
        places=stores.places(plane),
        registry=stores.registries[repository] if repository else None,
        base_images=tuple(stores.registries[it] for it in shared.base_images(section)),
        remote_write=stores.remote_writes.get(plane),
        stack_secrets=args.secrets,
    )


def _ci(args: Loaded, sites: Sites, provider: IdentityProvider) -> VaultArgs:
    return VaultArgs(
        settings=args.settings,
        platform=sites[args.settings.control_plane.cluster].platform,
        plane="ci",
        sources={name: confidential(client) for name, client in provider.ci.items()},
    )


def _access(
    args: Loaded,
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
