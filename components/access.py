"""Page: configuration/image-builder, *Cross Account access*: who may use another account's images.

A repository's policy names roles that must exist, so it comes after the data planes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi

from . import shared
from .cloud.platform import Platform, RegistryAccessArgs, RegistryArgs
from .config.settings import Settings
from .contracts import ImageRegistry
from .planes.cluster import Site
from .planes.identities import Identities


@dataclass(frozen=True, kw_only=True)
class AccessArgs:
    """Arguments of `access`."""

    settings: Settings
    clouds: Mapping[str, Platform]
    sites: Mapping[str, Site]
    repositories: Mapping[str, RegistryArgs]
    registries: Mapping[str, ImageRegistry]
    identities: Mapping[str, Identities]
    """Cloud identities of the data planes that are not retired."""


def access(
    name: str, args: AccessArgs, opts: pulumi.ResourceOptions | None = None
) -> dict[str, pulumi.Output[str]]:
    """Policies of our repositories and managed ones; those that somebody else must write."""
    unwritten: dict[str, pulumi.Output[str]] = {}
    users = shared.repository_users(args.settings, args.identities)
    for repository in args.repositories:
        wanted = _wanted(args, repository, users.get(repository, []))
        if not wanted.pull and not wanted.nodes:
            continue
        cloud = args.clouds[wanted.settings.account]
        cloud.registry_access(f"{name}-{repository}-access", wanted, opts)
        if policy := cloud.registry_policy(wanted):
            unwritten[repository] = policy
    return unwritten


def _wanted(args: AccessArgs, repository: str, users: Sequence[str]) -> RegistryAccessArgs:
    """`users`: the data planes that use it."""
    home = args.repositories[repository].settings.account
    strangers = shared.strangers(args.settings, home, users)
    builders = shared.builders(args.settings, repository, strangers)
    identities = args.identities
    return RegistryAccessArgs(
        registry=args.registries[repository],
        settings=args.repositories[repository].settings,
        pull={
            **{f"{name}-worker": identities[name].worker.principal for name in strangers},
            **_nodes(args, strangers),
        },
        push={f"{name}-worker": identities[name].worker.principal for name in builders},
        describe={f"{name}-proxy": identities[name].operator_proxy.principal for name in builders},
        nodes=_clusters(args, users),
    )


def _clusters(args: AccessArgs, users: Sequence[str]) -> dict[str, pulumi.Input[str]]:
    """Identities that all nodes of a cluster have, by cluster."""
    planes = (args.settings.data_planes[name] for name in users)
    names = dict.fromkeys(plane.cluster for plane in planes)
    principals = {name: args.sites[name].cluster.node_principal for name in names}
    return {name: principal for name, principal in principals.items() if principal is not None}


def _nodes(args: AccessArgs, planes: Sequence[str]) -> dict[str, pulumi.Input[str]]:
    """Identities of the nodes that pull, each once.

    The dot is in no name, so no pool of a cluster is taken for another's or for a plane's worker.
    """
    return {
        f"{cluster}.{pool.node_identity or pool.name}": pool.node_principal
        for cluster in dict.fromkeys(args.settings.data_planes[name].cluster for name in planes)
        for pool in args.sites[cluster].node_pools
        if pool.node_principal
    }
