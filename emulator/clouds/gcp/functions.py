"""Provider functions of Google Cloud: lookups of what exists."""

from __future__ import annotations

from typing import Final

from ... import schema
from ...places import Place
from ...refusals import NotFound
from ...store import Store
from ...table import Function
from ...values import Props
from .members import CLUSTER

_GET_CLUSTER: Final = "gcp:container/getCluster:getCluster"


def _cluster(place: Place, store: Store, arguments: Props) -> Props:
    name = arguments["name"]
    where = arguments.get("location") or place.region
    project = arguments.get("project") or place.facts["project"]
    for record in store.find(CLUSTER, f"gcp/{project}"):
        if (record.properties["name"], record.properties["location"]) == (name, where):
            found = record.properties
            return {
                **dict.fromkeys(schema.function(_GET_CLUSTER).outputs),
                **{key: found[key] for key in ("endpoint", "location", "name", "masterVersion")},
                "id": record.id,
                "project": project,
                "masterAuths": [found["masterAuth"]],
                "workloadIdentityConfigs": [
                    one for one in (found.get("workloadIdentityConfig"),) if one
                ],
            }
    raise NotFound(f"there is no cluster {name!r} in {where} of project {project}")


FUNCTIONS: Final = {
    _GET_CLUSTER: Function(
        token=_GET_CLUSTER, source="GKE REST reference, clusters.get", answer=_cluster
    )
}
