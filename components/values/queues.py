"""Page: configuration/multi-cluster, as today's control plane has it: queues lead to pools.

There a cluster is in exactly one pool, and runs are sent to a queue. So pools of the stack file
that share a data plane become one, and each of them a queue that leads to its own data planes.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..config.multi_cluster import DEFAULT_POOL, ClusterPoolAttributes, pools_that_meet

LIMITS = "--run-concurrency 0 --action-concurrency 0"
"""Limits of a queue, for which its command asks: none."""

Pools = Mapping[str, Sequence[str]]


def queue_commands(pools: Pools, attributes: Sequence[ClusterPoolAttributes]) -> list[str]:
    """Commands of today's SDK, in their order; what to write into an editor stands after `#`."""
    groups = {_pool(names): names for names in pools_that_meet(pools)}
    planes = {
        plane: pool for pool, names in groups.items() for name in names for plane in pools[name]
    }
    return [
        *(f"flyte create cluster-pool {pool} --edit" for pool in groups if pool != DEFAULT_POOL),
        *(f"flyte create cluster {plane} --pool {planes[plane]}" for plane in sorted(planes)),
        *(line for pool, names in groups.items() for line in _queues(pool, names, pools)),
        *(_settings(it) for it in attributes if not it.workflow),
    ]


def workflow_queues(attributes: Sequence[ClusterPoolAttributes]) -> dict[str, str]:
    """Queues of workflows with a pool of their own, which only their code or a run can name."""
    return {
        f"{it.project}/{it.domain}/{it.workflow}": it.cluster_pool_name
        for it in attributes
        if it.workflow
    }


def _pool(names: Sequence[str]) -> str:
    return DEFAULT_POOL if DEFAULT_POOL in names else names[0]


def _queues(pool: str, names: Sequence[str], pools: Pools) -> Iterator[str]:
    """Without a choice of clusters a queue leads to all of its pool, later ones too."""
    everybody = {plane for name in names for plane in pools[name]}
    for name in names:
        own = sorted(pools[name])
        if name == DEFAULT_POOL:
            if {*own} != everybody:
                yield f"flyte update queue {name} --edit  # clusters: [{', '.join(own)}]"
        elif own != [name]:
            chosen = [f"--cluster {plane}" for plane in own] if len(names) > 1 else []
            yield " ".join([f"flyte create queue {name} --cluster-pool {pool}", *chosen, LIMITS])


def _settings(attributes: ClusterPoolAttributes) -> str:
    scope = f"--domain {attributes.domain} --project {attributes.project}"
    return f"flyte edit settings {scope}  # run.default_queue: {attributes.cluster_pool_name}"
