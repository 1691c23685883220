"""What is generated is right, and as large as it says."""

from __future__ import annotations

import pytest

from components.config.multi_cluster import pools_that_meet

from .generated import merged, one_stack, only, seed, stack_file, stack_of_one


@pytest.mark.parametrize("planes", [1, 2, 5, 10])
def test_a_stack_has_as_many_data_planes_as_it_says_one_a_cluster(planes: int) -> None:
    config = one_stack(planes).config
    clusters = {it["cluster"] for it in config["union:dataPlanes"].values()}

    assert len(config["union:dataPlanes"]) == planes
    assert clusters == config["union:clusters"].keys()


def test_a_stack_of_two_is_the_repositorys_own_by_other_names() -> None:
    config, original = one_stack(2).config, stack_file("prod-aws")

    assert config.keys() == original.keys()
    assert {key: len(item) for key, item in config.items()} == {
        key: len(item) for key, item in original.items()
    }


def test_even_data_planes_join_the_first_and_odd_ones_stand_apart() -> None:
    config = one_stack(5).config
    pools = config["union:clusterPools"]

    assert pools["default"] == ["production-cluster-1", "joins-002", "joins-004"]
    assert pools_that_meet(pools) == [["apart-003"], ["apart-005"], ["default"]]
    assert {"acme-union-apart-003", "acme-union-apart-005"} <= {
        it.get("create") for it in config["union:buckets"].values()
    }


@pytest.mark.parametrize("planes", [1, 2, 10])
def test_a_seed_has_the_clusters_of_its_stack_and_no_other(planes: int) -> None:
    stack = one_stack(planes)
    there = {it for it in stack.seed["things"] if it.startswith("kubernetes/")}
    clusters = stack.config["union:clusters"].keys()

    assert stack.seed["clusters"].keys() == clusters
    assert there <= {f"kubernetes/{it}" for it in clusters}


def test_a_seed_of_two_finds_as_much_as_the_repositorys_own() -> None:
    def counted(things: dict[str, dict[str, list[object]]]) -> dict[str, list[int]]:
        realms = {it: sorted(map(len, types.values())) for it, types in things.items()}
        return {it.replace("union-002", "union-prod-2"): count for it, count in realms.items()}

    assert counted(one_stack(2).seed["things"]) == counted(seed("prod-aws")["things"])


@pytest.mark.parametrize("number", [2, 3])
def test_a_stack_of_one_attaches_one_data_plane(number: int) -> None:
    stack = stack_of_one(number)

    assert stack.config["union:controlPlane"] == {"stack": {"name": "prod-aws"}}
    assert [*stack.config["union:dataPlanes"]] == [stack.name]
    assert stack.seed["stacks"] == ["prod-aws"]


def test_a_data_planes_part_of_a_stack_file_is_what_it_names() -> None:
    part = only(stack_file("fleet-aws"), "research")

    assert {key: [*item] for key, item in part.items() if isinstance(item, dict)} == {
        "union:clusters": ["union-research"],
        "union:buckets": ["research", "research-raw"],
        "union:repositories": ["research"],
        "union:dataPlanes": ["research"],
        "union:clusterPools": ["research"],
    }
    assert part["union:clusterPoolAttributes"] == [
        {"domain": "development", "project": "genomics", "clusterPoolName": "research"}
    ]


def test_two_parts_that_contradict_are_not_merged() -> None:
    assert merged({"a": {"b": [1]}}, {"a": {"b": [1, 2], "c": 3}}) == {"a": {"b": [1, 2], "c": 3}}
    with pytest.raises(ValueError, match="a: 1 and 2"):
        merged({"a": 1}, {"a": 2})
