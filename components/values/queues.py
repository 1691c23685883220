"""Page: configuration/multi-cluster, as today's control plane has it: queues lead to pools.

There a cluster is in exactly one pool, and runs are sent to a queue. So pools of the stack file
that share a data plane become one, and each of them a queue that leads to its own data planes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..config.multi_cluster import DEFAULT_POOL, ClusterPoolAttributes, pools_that_meet

LIMITS = "--run-concurrency 0 --action-concurrency 0"
"""Limits of a queue, for which its command asks: none."""
ALL = ("*",)
"""Clusters of a queue that leads to all of its pool, later ones too."""

Pools = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Where a queue leads."""

    pool: str
    """A pool of today's control plane."""
    clusters: tuple[str, ...]
    """Clusters of it; `ALL`: all of it."""


def queue_commands(
    pools: Pools, attributes: Sequence[ClusterPoolAttributes], others: Pools | None = None
) -> list[str]:
    """Commands of today's SDK, in their order; what to write into an editor stands after `#`.

    `others`: pools of the stack that has the control plane, where that is another one.
    """
    there = others or {}
    together = {name: [*there.get(name, ()), *pools.get(name, ())] for name in {**there, **pools}}
    homes = _homes(together, there)
    planes = {plane: homes[name] for name, members in pools.items() for plane in members}
    known = {DEFAULT_POOL, *_homes(there, there).values()}
    return [
        *(f"flyte create cluster-pool {it} --edit" for it in sorted({*planes.values()} - known)),
        *(f"flyte create cluster {plane} --pool {planes[plane]}" for plane in sorted(planes)),
        *_changes(_queues(there, _homes(there, there)), _queues(together, homes)),
        *(_settings(it) for it in attributes if not it.workflow),
    ]


def workflow_queues(attributes: Sequence[ClusterPoolAttributes]) -> dict[str, str]:
    """Queues of workflows with a pool of their own, which only their code or a run can name."""
    return {
        f"{it.project}/{it.domain}/{it.workflow}": it.cluster_pool_name
        for it in attributes
        if it.workflow
    }


def _homes(pools: Pools, known: Pools) -> dict[str, str]:
    """The pool of today's control plane that each pool becomes; what is known keeps its name."""
    return {
        name: DEFAULT_POOL if DEFAULT_POOL in names else min(known.keys() & names or names)
        for names in map(set, pools_that_meet(pools))
        for name in names
    }


def _queues(pools: Pools, homes: Mapping[str, str]) -> dict[str, Queue]:
    """Queues but those that each data plane has of its own name."""
    queues = {DEFAULT_POOL: Queue(pool=DEFAULT_POOL, clusters=ALL)}
    beside = Counter(homes.values())
    everybody: dict[str, set[str]] = {}
    for name, members in pools.items():
        everybody.setdefault(homes[name], set()).update(members)
    for name, members in sorted(pools.items()):
        all_of_it = name == DEFAULT_POOL and everybody[homes[name]] == {*members}
        alone = beside[homes[name]] == 1 or all_of_it
        if [*members] != [name]:
            clusters = ALL if alone else tuple(sorted(members))
            queues[name] = Queue(pool=homes[name], clusters=clusters)
    return queues


def _changes(before: Mapping[str, Queue], after: Mapping[str, Queue]) -> Iterator[str]:
    for name, queue in sorted(after.items()):
        if name not in before:
            chosen = [f"--cluster {it}" for it in queue.clusters if queue.clusters != ALL]
            command = f"flyte create queue {name} --cluster-pool {queue.pool}"
            yield " ".join([command, *chosen, LIMITS])
        elif queue != before[name]:
            yield f"flyte update queue {name} --edit  # clusters: [{', '.join(queue.clusters)}]"


def _settings(attributes: ClusterPoolAttributes) -> str:
    scope = f"--domain {attributes.domain} --project {attributes.project}"
    return f"flyte edit settings {scope}  # run.default_queue: {attributes.cluster_pool_name}"
