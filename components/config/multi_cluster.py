"""Page: configuration/multi-cluster. Which data planes a run may land on."""

from .model import Distinct, Line, Model, Name, Namespace

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


ClusterPools = dict[Name, Distinct[Name]]
"""Names of data planes, by the name of their pool."""
