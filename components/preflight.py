"""What only rooms beyond the configuration find wrong with settings."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from . import shared
from .cloud.names import PRODUCT, Owner
from .cloud.platform import RepositoryUsers, identity_problem, package, repository_problem
from .config.accounts import Account
from .config.problems import Problem
from .config.reading import Check
from .config.settings import Settings
from .values import overrides, service_accounts

OKTA = "okta"
"""Both the kind of the identity provider and its SDK."""


def workers_fit_one_identity(settings: Settings) -> Iterator[Problem]:
    """The clouds limit how many accounts one identity can trust."""
    for name, plane in settings.data_planes.items():
        cluster = settings.clusters[plane.cluster]
        subjects = service_accounts.workers(settings, plane)
        account = settings.accounts[cluster.account]
        if wrong := identity_problem(account, cluster, subjects):
            found, _, remedy = wrong.partition(": ")
            yield Problem(path=f"union:dataPlanes.{name}", found=found, remedy=remedy)


def repositories_let_everybody_in(settings: Settings) -> Iterator[Problem]:
    """A repository's policy names everybody of another account, and has a largest size."""
    living = [name for name, plane in settings.data_planes.items() if not plane.retired]
    users = shared.repository_users(settings, living)
    for name, wanted in shared.repositories(settings).items():
        home = wanted.settings.account
        strangers = shared.strangers(settings, home, users.get(name, []))
        if strangers:
            told = _told(settings, strangers, shared.builders(settings, name, strangers))
            if wrong := repository_problem(settings.accounts[home], told):
                found, _, remedy = wrong.partition(": ")
                yield Problem(path=f"union:repositories.{name}", found=found, remedy=remedy)


def _told(settings: Settings, strangers: Sequence[str], builders: Sequence[str]) -> RepositoryUsers:
    """The names are those that `Identities` and a cluster's node pools make of an installation's,
    in whose place names in the cloud have the product's."""
    clusters = {name: settings.clusters[settings.data_planes[name].cluster] for name in strangers}
    homes = {name: settings.accounts[cluster.account] for name, cluster in clusters.items()}
    pools = {
        settings.data_planes[name].cluster: (cluster.node_pools.values(), homes[name])
        for name, cluster in clusters.items()
    }

    def identities(who: str, planes: Sequence[str]) -> dict[str, Account]:
        return {f"{PRODUCT}-{it}-identities-{who}": homes[it] for it in planes}

    existing = (pool.existing for own, _ in pools.values() for pool in own)
    proxy = "backend" if settings.mode == "singleNamespace" else "operator-proxy"
    return RepositoryUsers(
        owner=Owner(organization=settings.organization, installation=PRODUCT),
        workers=identities("worker", strangers),
        builders=identities("worker", builders),
        proxies=identities(proxy, builders),
        nodes={
            f"{PRODUCT}-{cluster}-nodes": home
            for cluster, (own, home) in pools.items()
            if any(pool.create for pool in own)
        },
        existing_nodes=tuple(it.principal for it in existing if it and it.principal),
    )


def sdks_are_installed(settings: Settings) -> Iterator[Problem]:
    """Each cloud and Okta has an SDK of its own, which an extra of the library brings."""
    wanted: dict[str, tuple[str, str]] = {
        f"union:accounts.{name}": (package(account), account.provider)
        for name, account in settings.accounts.items()
    }
    if settings.identity_provider and settings.identity_provider.kind == OKTA:
        wanted["union:identityProvider"] = (OKTA, OKTA)
    for path, (sdk, extra) in wanted.items():
        if find_spec(f"pulumi_{sdk.replace('-', '_')}") is None:
            yield Problem(
                path=path,
                found=f"needs the SDK pulumi-{sdk}, which is not installed",
                remedy=f'run `pip install "union-selfmanaged[{extra}]"`',
            )


CHECKS: tuple[Check, ...] = (
    overrides.problems,
    workers_fit_one_identity,
    repositories_let_everybody_in,
    sdks_are_installed,
)
"""Every check."""
