"""What only rooms beyond the configuration find wrong with settings."""

from collections.abc import Iterator
from importlib.util import find_spec

from .cloud.platform import identity_problem, package
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


CHECKS: tuple[Check, ...] = (overrides.problems, workers_fit_one_identity, sdks_are_installed)
"""Every check."""
