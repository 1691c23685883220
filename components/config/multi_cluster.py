"""Page: configuration/multi-cluster. Which data planes a run may land on."""

from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import Field

from .model import Line, Model, Name, Namespace

DEFAULT_POOL = "default"
"""The pool where executions run, unless a mapping says another."""


class ClusterPoolAttributes(Model):
    """Sends runs of a project in a domain, or of one workflow of them, to a pool."""

    domain: Namespace
    """Domain, e.g. `development`."""
    project: Namespace
    """Project, e.g. `flytesnacks`."""
    workflow: Line | None = None
    """One workflow, e.g. `my_critical_wf`. Default: all of the project."""
    cluster_pool_name: Name
    """Name of the pool, see `union:clusterPools`."""


ClusterPools = dict[Name, Annotated[list[Name], Field(json_schema_extra={"uniqueItems": True})]]
"""Names of data planes, by the name of their pool.

That none stands twice in a pool is a rule, not a type: a type would hide what else is wrong.
"""


def pools_that_meet(pools: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Names of pools that share a data plane, together, at whatever remove; sorted."""
    groups: list[tuple[set[str], set[str]]] = []
    for pool, members in pools.items():
        met = [group for group in groups if not group[1].isdisjoint(members)]
        names = {pool}.union(*(names for names, _ in met))
        planes = {*members}.union(*(planes for _, planes in met))
        groups = [*(group for group in groups if group not in met), (names, planes)]
    return sorted(sorted(names) for names, _ in groups)
