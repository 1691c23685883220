"""What the control plane keeps its state in: PostgreSQL and Scylla. No page; today's chart asks."""

from collections.abc import Sequence
from typing import Any

import pulumi

from ..config.controlplane import Database, Scylla
from ..contracts import Fragment, NodePool
from .fragment import Values, tree
from .node_pools import placement
from .secrets import CONTROL_PLANE_SECRET

PAGE = "chart"
SERVICES = ("cluster", "executions", "organizations", "run-scheduler")
"""Services with a database connection of their own; their port is no global."""
FLYTE = ("admin", "cacheservice", "datacatalog")
"""Databases of the flyte subchart: `flyteadmin`, `cacheservice`, `datacatalog`."""


def databases(database: Database, host: pulumi.Input[str]) -> Fragment:
    """PostgreSQL at `host`; the password is `pass.txt` of the service secret."""
    values = {
        "global": {
            "DB_HOST": host,
            "DB_NAME": database.name,
            "DB_USER": database.user,
            "KUBERNETES_SECRET_NAME": CONTROL_PLANE_SECRET,
        },
        # A literal in the chart, where every other place follows the global.
        "flyte.common.databaseSecret.name": CONTROL_PLANE_SECRET,
        **{f"services.{name}.configMap.db.port": database.port for name in SERVICES},
        **{f"flyte.db.{name}.database.port": database.port for name in FLYTE},
    }
    return Fragment(page=PAGE, values=tree(values))


def scylla(section: Scylla, pools: Sequence[NodePool]) -> Fragment:
    """Scylla of the release, on the services nodes, or a cluster of one's own."""
    if section.external is None:
        return Fragment(page=PAGE, values={"scylla": {"enabled": True, "racks": [_rack(pools)]}})
    hosts = list(section.external.hosts)
    values = {
        "scylla.enabled": False,
        "services.leasor.configMap.leasor.db.cql.hosts": hosts,
        "actions.configMap.actions.db.cql.hosts": hosts,
    }
    return Fragment(page=PAGE, values=tree(values))


def _rack(pools: Sequence[NodePool]) -> dict[str, Any]:
    """The chart's own rack again, because Helm replaces lists whole, and where it runs."""
    services = placement("services", pools)
    where: Values = {**services["affinity"], "tolerations": services["tolerations"]}
    return {
        "name": "rack1",
        "members": 3,
        "agentResources": {"requests": {"cpu": "50m", "memory": "10M"}},
        "storage": {"capacity": "100Gi", "storageClassName": "scylladb"},
        "resources": {
            "limits": {"cpu": 2, "memory": "4Gi"},
            "requests": {"cpu": 1, "memory": "2Gi"},
        },
        "placement": where,
    }
