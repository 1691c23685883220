"""Every stack file of the repository, on the stand-in for the engine."""

from pathlib import Path

import pytest
import yaml

from .engine import Engine
from .goldens import documents
from .programs import STACKS, exposed, run_program, sections, tree

GOLDEN = Path(__file__).parent / "golden"
ON_NO_NODE = {
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:core/v1:NamespacePatch",
}
"""What stays in a cluster when all is taken down that nobody protects, nodes too."""
NODE_POOLS = {
    "aws:eks/nodeGroup:NodeGroup",
    "azure-native:containerservice:AgentPool",
    "gcp:container/nodePool:NodePool",
}


@pytest.fixture(scope="module", params=STACKS)
def stack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def engine(stack: str) -> Engine:
    return run_program(stack)


def test_the_tree_is_the_golden_one(stack: str, engine: Engine, golden) -> None:
    golden(GOLDEN / f"{stack}.tree", tree(engine.registrations))


def test_the_values_of_each_release_are_the_golden_ones(stack: str, engine: Engine, golden) -> None:
    found = dict(documents(engine.registrations, sections(stack)))

    for release, document in found.items():
        golden(GOLDEN / stack / f"{release}.yaml", yaml.safe_dump(document, sort_keys=True))

    assert sorted(p.stem for p in (GOLDEN / stack).glob("*.yaml")) == sorted(found)


def test_a_planted_secret_is_seen_by_those_who_store_it_alone(engine: Engine) -> None:
    assert exposed(engine) == []


def test_every_child_has_a_parent_and_a_name_made_from_its_own(engine: Engine) -> None:
    strangers = [
        r.name
        for r in engine.registrations
        if r.name != "union" and not (r.parent and r.name.startswith("union-"))
    ]

    assert strangers == []


def test_no_component_makes_more_than_ten_children(engine: Engine) -> None:
    by_parent: dict[str, list[str]] = {}
    for r in engine.registrations:
        by_parent.setdefault(r.parent, []).append(r.name)

    # These two have as many as the stack file has clusters, buckets, repositories and planes.
    unbounded = {"union", "union-stores"}
    crowded = {p: len(c) for p, c in by_parent.items() if len(c) > 10 and p not in unbounded}
    assert crowded == {}


def test_a_cluster_runs_nothing_before_its_node_pools_and_nothing_after_them(
    engine: Engine,
) -> None:
    needs = {r.name: r.dependencies for r in engine.registrations}

    def behind(name: str) -> set[str]:
        return {it for direct in needs[name] for it in (direct, *behind(direct))}

    pools: dict[str, set[str]] = {}
    for r in engine.registrations:
        if r.type in NODE_POOLS:
            pools.setdefault(r.parent.rpartition("-")[0], set()).add(r.name)
    alone = {
        r.name: missing
        for r in engine.registrations
        if r.type.startswith("kubernetes:") and r.type not in ON_NO_NODE
        if (missing := pools.get(r.provider, set()) - behind(r.name))
    }

    assert pools
    assert alone == {}
