"""Page: configuration/multi-cluster. Which data planes a run may land on."""

from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import Field

from .model import Model
from .texts import Line, Name, Namespace

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
    met = {pool: pool for pool in pools}

    def last(pool: str) -> str:
        while met[pool] != pool:
            pool = met[pool]
        return pool

    first: dict[str, str] = {}
    for pool, members in pools.items():
        for plane in members:
            met[last(pool)] = last(first.setdefault(plane, pool))
    groups: dict[str, list[str]] = {}
    for pool in sorted(pools):
        groups.setdefault(last(pool), []).append(pool)
    return sorted(groups.values())
