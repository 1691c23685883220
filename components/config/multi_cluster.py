"""Page: configuration/multi-cluster. Which data planes a run may land on."""

from .model import Distinct, Name

DEFAULT_POOL = "default"
"""The pool where executions run, unless a mapping says another."""

ClusterPools = dict[Name, Distinct[Name]]
"""Names of data planes, by the name of their pool."""
