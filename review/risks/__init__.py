"""The rules: each pure, each with an id, the most dangerous first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from ..model import Preview
from .access import widened_access
from .charts import chart_changed, crd_changed, namespace_mapping
from .new_access import new_access
from .places import database_moved, endpoint_changed, pool_bucket
from .protection import protection_removed
from .renames import renamed
from .retention import retention
from .risk import Risk, Rule
from .scheduling import taint_removed, taint_without_toleration, toleration_removed
from .secrets import secret_removed
from .state import nodes_replaced, state_lost

__all__ = ["RULES", "Risk", "risks"]

RULES: Final[Mapping[str, Rule]] = {
    "state-lost": state_lost,
    "namespace-mapping": namespace_mapping,
    "database-moved": database_moved,
    "pool-bucket": pool_bucket,
    "retention": retention,
    "protection-removed": protection_removed,
    "renamed": renamed,
    "access-widened": widened_access,
    "access-new": new_access,
    "secret-removed": secret_removed,
    "endpoint-changed": endpoint_changed,
    "taint-untolerated": taint_without_toleration,
    "toleration-removed": toleration_removed,
    "taint-removed": taint_removed,
    "crd-changed": crd_changed,
    "chart-changed": chart_changed,
    "nodes-replaced": nodes_replaced,
}
"""Rule by its id; the order is the order in which risks are told."""


def risks(preview: Preview, accepted: Collection[str] = ()) -> tuple[Risk, ...]:
    """Every risk of a preview, the most dangerous first."""
    told: list[Risk] = []
    for rule, look in RULES.items():
        alike: dict[str, set[str]] = {}
        for it in look(preview):
            alike.setdefault(it.reason, set()).update(it.resources)
        for reason, resources in alike.items():
            names = tuple(sorted(resources))
            told.append(Risk(rule=rule, stack=preview.stack, resources=names, reason=reason))
    return tuple(replace(it, accepted=it.id in accepted) for it in told)
