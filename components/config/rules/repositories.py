"""Page: configuration/image-builder. Repositories, each named once and in reach of who uses it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..accounts import Account, AwsAccount, AzureAccount, GcpAccount
from ..clusters import ClusterSettings
from ..dataplanes import DataPlane
from ..image_builder import Repository, left_to_us
from ..problems import Problem, quoted
from ..shapes import ROOT
from .planes import active


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """A repository, and how to speak of it."""

    repository: Repository
    stands: str
    """Where the stack file has it."""
    path: str
    """Where it has its name."""
    said: str
    """What was found there."""


def repositories_are_named_once(
    accounts: Mapping[str, Account],
    organization: str,
    clusters: Mapping[str, ClusterSettings],
    repositories: Mapping[str, Repository],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """What a cloud grants access to is one entry, or two of ours would make it twice."""
    unnamed = left_to_us(organization, clusters, repositories, data_planes)
    first: dict[tuple[str, ...], str] = {}
    for entry in (*_entries(repositories), *_defaults(unnamed)):
        account = accounts.get(entry.repository.account)
        if account is None:
            continue
        granted = _granted(account, entry.repository)
        other = first.setdefault(granted, entry.stands)
        if other == entry.stands:
            continue
        if isinstance(account, AwsAccount):
            found = f"which {other} names already"
            remedy = "name each once, and refer to that entry"
        else:
            found = f"in {quoted(granted[-1])}, of which {other} is already"
            remedy = (
                "refer to that entry: what follows the slash is a path, and whoever may use one "
                "may use them all; or write another name before the slash"
            )
        yield Problem(path=entry.path, found=f"{entry.said}, {found}", remedy=remedy)


def repositories_are_near(
    accounts: Mapping[str, Account],
    clusters: Mapping[str, ClusterSettings],
    repositories: Mapping[str, Repository],
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """A data plane's repositories are of its cluster's cloud: no other lets its identities in."""
    for name, plane in active(data_planes).items():
        cluster = clusters.get(plane.cluster)
        for path, it, remedy in _used(name, plane):
            repository = repositories.get(it)
            account = accounts.get(repository.account) if repository else None
            if cluster and account and account.provider != cluster.provider:
                yield Problem(
                    path=path,
                    found=f"found {quoted(it)}, a repository of {account.provider}, and cluster "
                    f"{plane.cluster} is of {cluster.provider}",
                    remedy=remedy.format(cloud=cluster.provider),
                )


def _entries(repositories: Mapping[str, Repository]) -> Iterator[_Entry]:
    for name, it in sorted(repositories.items()):
        stands = f"{ROOT}repositories.{name}"
        path = f"{stands}.{'create' if it.create else 'existing'}"
        yield _Entry(repository=it, stands=stands, path=path, said=f"found {_name(it)}")


def _defaults(unnamed: Iterator[tuple[str, str, Repository]]) -> Iterator[_Entry]:
    """Each once, where the first data plane that gets it stands."""
    told: set[str] = set()
    for plane, name, it in unnamed:
        if name not in told:
            stands = f"{ROOT}dataPlanes.{plane}.imageBuilder"
            said = f"names no repository, and would get {_name(it)}"
            yield _Entry(repository=it, stands=stands, path=stands, said=said)
        told.add(name)


def _granted(account: Account, it: Repository) -> tuple[str, ...]:
    """What grants and policies name: the whole repository, or what stands before its slash."""
    name = it.create or it.existing or ""
    match account:
        case AwsAccount():
            return (account.provider, account.account_id, account.region, name)
        case GcpAccount():
            return (account.provider, account.project_id, account.region, name.partition("/")[0])
        case AzureAccount():
            # A registry's name is unique in all of Azure.
            return (account.provider, name.partition("/")[0])


def _used(name: str, plane: DataPlane) -> Iterator[tuple[str, str, str]]:
    """Where a data plane names a repository, which, and what to do where it is out of reach."""
    builder, path = plane.image_builder, f"{ROOT}dataPlanes.{name}.imageBuilder"
    if builder == "disabled":
        return
    if builder.repository:
        here = "write a repository of an account of {cloud}, or leave it out: one is made there"
        yield f"{path}.repository", builder.repository, here
    for index, it in enumerate(builder.base_images):
        secret = f"leave it out, and name its registry at {path}.privateRegistries: builds then "
        yield f"{path}.baseImages[{index}]", it, f"{secret}pull with a Union secret"


def _name(it: Repository) -> str:
    return quoted(it.create or it.existing)
