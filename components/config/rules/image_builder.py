"""Page: configuration/image-builder."""

from collections.abc import Iterator, Mapping

from ..accounts import Account
from ..clusters import ClusterSettings
from ..dataplanes import DataPlane
from ..image_builder import ImageBuilder, Repository
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active

QUOTED_TWICE = ("2026.8.3",)
"""Charts that render `buildkitUri` with literal quotes around it."""


def buildkit_uri_works(
    chart_version: str, data_planes: Mapping[str, DataPlane]
) -> Iterator[Problem]:
    """An external buildkitd, on charts that pass its address on as written."""
    for name, plane in active(data_planes).items():
        builder = plane.image_builder
        if builder == "disabled" or not builder.buildkit_uri or chart_version not in QUOTED_TWICE:
            continue
        yield Problem(
            path=f"{ROOT}dataPlanes.{name}.imageBuilder.buildkitUri",
            found=f"found {quoted(builder.buildkit_uri)}, which chart {chart_version} quotes "
            "twice, so that no build finds it",
            remedy="leave it out: the release then runs a buildkitd of its own",
        )


def nodes_may_pull(
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    repositories: Mapping[str, Repository],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """Nodes of an existing worker pool pull from another account only as a role that we know."""
    for plane in active(data_planes).values():
        cluster = clusters.get(plane.cluster)
        if cluster is None or plane.image_builder == "disabled":
            continue
        foreign = _foreign(accounts, cluster, repositories, plane.image_builder)
        for pool, settings in sorted(cluster.node_pools.items()):
            theirs = settings.existing
            unsaid = theirs and theirs.principal_key and not theirs.principal
            if foreign and settings.role == "worker" and theirs and unsaid:
                where = f"{ROOT}clusters.{plane.cluster}.nodePools.{pool}.existing"
                yield Problem(
                    path=f"{where}.{theirs.principal_key}",
                    found=f"is missing, and its nodes pull from repository {foreign[0]} of another "
                    "account",
                    remedy=f"write {theirs.principal_said}, which the repository's policy then "
                    "lets in",
                )


def _foreign(
    accounts: Mapping[str, Account],
    cluster: ClusterSettings,
    repositories: Mapping[str, Repository],
    builder: ImageBuilder,
) -> list[str]:
    """Repositories of other accounts whose policy we write."""
    names = {*([builder.repository] if builder.repository else []), *builder.base_images}
    home = accounts.get(cluster.account)
    found = []
    for name in sorted(names & repositories.keys()):
        repository = repositories[name]
        account = accounts.get(repository.account)
        ours = repository.create or repository.manage
        if not (ours and home and account and account.provider == home.provider):
            continue
        if account.account_id != home.account_id:
            found.append(name)
    return found
