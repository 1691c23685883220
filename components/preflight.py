"""What only rooms beyond the configuration find wrong with settings."""

from collections.abc import Iterator

from .cloud.platform import identity_problem
from .config.problems import Problem
from .config.reading import Check
from .config.settings import Settings
from .values import overrides, service_accounts


def workers_fit_one_identity(settings: Settings) -> Iterator[Problem]:
    """The clouds limit how many accounts one identity can trust."""
    for name, plane in settings.data_planes.items():
        cluster = settings.clusters[plane.cluster]
        subjects = service_accounts.workers(settings, plane)
        account = settings.accounts[cluster.account]
        if wrong := identity_problem(account, cluster, subjects):
            found, _, remedy = wrong.partition(": ")
            yield Problem(path=f"union:dataPlanes.{name}", found=found, remedy=remedy)


CHECKS: tuple[Check, ...] = (overrides.problems, workers_fit_one_identity)
"""Every check."""
