"""Page: configuration/multi-cluster."""

from collections.abc import Callable
from pathlib import Path

import pytest

from components.config.multi_cluster import pools_that_meet
from components.config.problems import report

from .stack import ONE, REMOVED, TWO, mistakes, problem, sections

GOLDEN = Path(__file__).parent / "golden"


def _plane(cluster: str, **more: object) -> dict[str, object]:
    """A data plane beside those of prod-aws."""
    host = f"{more.get('namespace', cluster)}.union.acme.com"
    ingress = {"host": host, "tlsSecret": "dataplane-tls"}
    return {"cluster": cluster, "storage": {"metadata": "metadata"}, "ingress": ingress, **more}


CLUSTER = {**sections()["clusters"]["union-prod-2"], "oidcIssuer": None}
WRONG = {
    "clusters.union-staging": CLUSTER,
    "clusters.union-old": CLUSTER,
    "clusters.union-new": CLUSTER,
    "dataPlanes.staging": _plane("union-staging"),
    "dataPlanes.old": _plane("union-old", retired=True),
    "dataPlanes.forgotten": _plane("union-new"),
    "dataPlanes.beside": _plane("union-new", namespace="beside"),
    TWO + ".storage.metadata": "code",
    "projects": ["flytesnacks"],
    "clusterPools": {
        "production-cp": ["production-cluster-1", "production-cluster-2", "production-cluster-1"],
        "staging-cp": ["stagin", "staging", "old"],
        "staging": ["staging", "beside"],
        "dr-region": [],
    },
    "clusterPoolAttributes": [
        {"project": "flytesnacks", "domain": "development", "clusterPoolName": "production-cp"},
        {"project": "flytesnacks", "domain": "development", "clusterPoolName": "production-cp"},
        {"project": "flytesnaks", "domain": "developmnt", "clusterPoolName": "staging-pc"},
    ],
}
"""A file in which every rule of the page is broken."""


def test_all_mistakes_of_a_pool_file_are_told_at_once(
    golden: Callable[[Path, str], None],
) -> None:
    golden(GOLDEN / "pools.txt", report(mistakes(WRONG)) + "\n")


def test_two_data_planes_do_not_share_a_cluster() -> None:
    assert mistakes({TWO + ".cluster": "union-prod", TWO + ".namespace": "union-2"}) == [
        problem(
            "union:dataPlanes.production-cluster-2.cluster",
            'found "union-prod", where data plane production-cluster-1 is',
            "write another cluster: two data planes in one would fight over its webhook, "
            "priority class and ingress class",
        ),
    ]


def test_a_retired_data_plane_makes_room_for_another() -> None:
    assert not mistakes(
        {
            TWO + ".cluster": "union-prod",
            ONE + ".retired": True,
            "clusterPools.default": ["production-cluster-2"],
        }
    )


def test_there_is_a_default_pool() -> None:
    assert mistakes(
        {"clusterPools": {"production": ["production-cluster-1", "production-cluster-2"]}}
    ) == [
        problem(
            "union:clusterPools",
            "has no pool default, where executions run unless a mapping says another",
            "write default: with the names of data planes",
        ),
    ]


def test_a_slip_in_the_name_of_the_default_pool_is_the_pools() -> None:
    pools = {"defalut": ["production-cluster-1", "production-cluster-2"]}
    attributes = [{"project": "maps", "domain": "production", "clusterPoolName": "default"}]

    assert mistakes({"clusterPools": pools, "clusterPoolAttributes": attributes}) == [
        problem(
            "union:clusterPools",
            "has no pool default, where executions run unless a mapping says another",
            "write default: with the names of data planes, in place of defalut:",
        ),
    ]


def test_no_pool_is_empty() -> None:
    assert mistakes({"clusterPools.staging": []}) == [
        problem(
            "union:clusterPools.staging",
            "is empty, and what is sent there would wait for ever",
            "write the names of data planes, or leave the pool out",
        ),
    ]


def test_no_data_plane_is_forgotten() -> None:
    assert mistakes({"clusterPools.default": ["production-cluster-1"]}) == [
        problem(
            "union:clusterPools",
            "has data plane production-cluster-2 in no pool, where nothing would ever run",
            "write production-cluster-2 into a pool, or retired: true at "
            "union:dataPlanes.production-cluster-2",
        ),
    ]


def test_a_data_plane_stands_once_in_a_pool() -> None:
    assert mistakes(
        {
            "clusterPools.default": [
                "production-cluster-1",
                "production-cluster-2",
                "production-cluster-1",
            ]
        }
    ) == [
        problem(
            "union:clusterPools.default",
            "names production-cluster-1 more than once",
            "write each once",
        ),
    ]


def test_a_retired_data_plane_is_in_no_pool() -> None:
    assert mistakes({TWO + ".retired": True}) == [
        problem(
            "union:clusterPools.default[1]",
            'found "production-cluster-2", which is retired and runs nothing',
            "take it out of the pool",
        ),
    ]


def test_the_last_data_plane_is_not_retired() -> None:
    assert mistakes({ONE + ".retired": True, TWO + ".retired": True, "clusterPools": {}}) == [
        problem(
            "union:clusterPools",
            "has no pool default, where executions run unless a mapping says another",
            "write default: with the names of data planes",
        ),
        problem(
            "union:dataPlanes",
            "has no data plane that is not retired",
            "keep one at work",
        ),
    ]


def test_data_planes_of_one_pool_share_their_metadata_bucket() -> None:
    assert mistakes({TWO + ".storage.metadata": "code"}) == [
        problem(
            "union:dataPlanes.production-cluster-2.storage.metadata",
            "found code, and production-cluster-1 of the same cluster pool has metadata",
            "write metadata, or put the two into pools that share no data plane",
        ),
    ]


def test_and_the_place_in_it() -> None:
    assert mistakes({TWO + ".storage.metadata": {"bucket": "metadata", "prefix": "two"}}) == [
        problem(
            "union:dataPlanes.production-cluster-2.storage.metadata",
            "found metadata/two, and production-cluster-1 of the same cluster pool has metadata",
            "write metadata, or put the two into pools that share no data plane",
        ),
    ]


def test_data_planes_of_different_pools_have_different_metadata_buckets() -> None:
    assert mistakes(
        {"clusterPools": {"default": ["production-cluster-1"], "dr": ["production-cluster-2"]}}
    ) == [
        problem(
            "union:dataPlanes.production-cluster-2.storage.metadata",
            'found "metadata", which production-cluster-1 of another cluster pool has',
            "write a bucket of its own, or put the two into one pool",
        ),
    ]


def test_pools_that_share_a_data_plane_are_taken_together() -> None:
    assert not mistakes(
        {
            "clusterPools": {
                "default": ["production-cluster-1"],
                "production-cp": ["production-cluster-2"],
                "all": ["production-cluster-2", "production-cluster-1"],
            }
        }
    )


def test_a_pool_of_its_own_with_a_bucket_of_its_own_is_right() -> None:
    assert not mistakes(
        {
            "clusterPools": {"default": ["production-cluster-1"], "dr": ["production-cluster-2"]},
            "buckets.metadata-2": {"account": "prod", "create": "acme-union-metadata-2"},
            TWO + ".storage.metadata": "metadata-2",
        }
    )


def test_the_pages_example_is_right() -> None:
    assert not mistakes(
        {
            "clusterPools": {
                "default": ["production-cluster-1"],
                "development-cp": ["production-cluster-1"],
                "dr-region": ["production-cluster-2"],
            },
            "buckets.metadata-2": {"account": "prod", "create": "acme-union-metadata-2"},
            TWO + ".storage.metadata": "metadata-2",
        }
    )


@pytest.mark.parametrize(
    ("name", "whose"),
    [("ci", "the pipelines"), ("control-plane", "the control plane")],
)
def test_a_data_plane_takes_no_name_that_stands_for_something_else(name: str, whose: str) -> None:
    plane = sections()["dataPlanes"]["production-cluster-2"]
    assert mistakes(
        {
            TWO: REMOVED,
            f"dataPlanes.{name}": plane,
            "clusterPools.default": ["production-cluster-1", name],
        }
    ) == [
        problem(
            f"union:dataPlanes.{name}",
            f"has a name that stands for {whose}",
            "write another name",
        ),
    ]


def test_nor_that_of_the_queue_that_every_organization_has() -> None:
    plane = sections()["dataPlanes"]["production-cluster-2"]
    assert mistakes(
        {
            ONE: REMOVED,
            TWO: REMOVED,
            "dataPlanes.default": plane,
            "clusterPools.default": ["default"],
        }
    ) == [
        problem(
            "union:dataPlanes.default",
            "has a name that stands for the queue that every organization has",
            "write another name",
        ),
    ]


def test_a_pool_takes_no_name_of_a_data_plane() -> None:
    both = ["production-cluster-1", "production-cluster-2"]
    assert mistakes({"clusterPools.production-cluster-1": both}) == [
        problem(
            "union:clusterPools.production-cluster-1",
            "has the name of a data plane, whose own queue leads to it alone",
            "write another name for the pool",
        ),
    ]


def test_but_of_the_only_one_in_it() -> None:
    assert not mistakes({"clusterPools.production-cluster-1": ["production-cluster-1"]})


def test_pools_meet_in_a_data_plane_at_whatever_remove() -> None:
    pools = {"default": ["a"], "gpu": ["b", "c"], "all": ["a", "b"], "dr": ["d"], "none": []}

    assert pools_that_meet(pools) == [["all", "default", "gpu"], ["dr"], ["none"]]
