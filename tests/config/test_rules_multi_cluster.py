"""Page: configuration/multi-cluster."""

from .stack import ONE, REMOVED, TWO, mistakes, problem, sections


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
            "union:dataPlanes.production-cluster-2.storage.metadata.bucket",
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


def test_a_data_plane_takes_no_name_that_stands_for_something_else() -> None:
    plane = sections()["dataPlanes"]["production-cluster-2"]
    assert mistakes(
        {
            TWO: REMOVED,
            "dataPlanes.ci": plane,
            "clusterPools.default": ["production-cluster-1", "ci"],
        }
    ) == [
        problem(
            "union:dataPlanes.ci",
            "has a name that stands for the pipelines",
            "write another name",
        ),
    ]


TO_DEFAULT = {"project": "flytesnacks", "domain": "development", "clusterPoolName": "default"}


def test_runs_of_a_project_or_of_one_workflow_are_sent_to_a_pool() -> None:
    critical = {**TO_DEFAULT, "workflow": "my_critical_wf"}
    assert not mistakes({"clusterPoolAttributes": [TO_DEFAULT, critical]})


def test_runs_are_sent_to_one_pool_that_exists_in_a_domain_that_exists() -> None:
    nowhere = {**TO_DEFAULT, "project": "other", "clusterPoolName": "defalt"}
    never = {**TO_DEFAULT, "project": "third", "domain": "developmnt"}
    assert mistakes({"clusterPoolAttributes": [TO_DEFAULT, TO_DEFAULT, nowhere, never]}) == [
        problem(
            "union:clusterPoolAttributes[1]",
            "says again where runs of flytesnacks in development go, after entry 0",
            "keep one of the two",
        ),
        problem(
            "union:clusterPoolAttributes[2].clusterPoolName",
            'found "defalt", which union:clusterPools does not have',
            'did you mean "default"? known: default',
        ),
        problem(
            "union:clusterPoolAttributes[3].domain",
            'found "developmnt", which union:domains does not have',
            'did you mean "development"? known: development, production, staging',
        ),
    ]
