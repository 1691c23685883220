"""Page: configuration/multi-cluster, as today's control plane has it."""

from components.config.multi_cluster import ClusterPoolAttributes
from components.values.queues import queue_commands, workflow_queues

LIMITS = "--run-concurrency 0 --action-concurrency 0"
PAGE = {
    "default": ["my-dev-cluster"],
    "development-cp": ["my-dev-cluster"],
    "staging-cp": ["my-staging-cluster"],
    "production-cp": ["production-cluster-1", "production-cluster-2"],
    "dr-region": ["dr-site-cluster"],
}
SNACKS = {"project": "flytesnacks", "cluster_pool_name": "production-cp"}


def test_the_pages_example_becomes_pools_clusters_and_queues() -> None:
    assert queue_commands(PAGE, []) == [
        "flyte create cluster-pool dr-region --edit",
        "flyte create cluster-pool production-cp --edit",
        "flyte create cluster-pool staging-cp --edit",
        "flyte create cluster dr-site-cluster --pool dr-region",
        "flyte create cluster my-dev-cluster --pool default",
        "flyte create cluster my-staging-cluster --pool staging-cp",
        "flyte create cluster production-cluster-1 --pool production-cp",
        "flyte create cluster production-cluster-2 --pool production-cp",
        "flyte create queue development-cp --cluster-pool default --cluster my-dev-cluster "
        f"{LIMITS}",
        f"flyte create queue dr-region --cluster-pool dr-region {LIMITS}",
        f"flyte create queue production-cp --cluster-pool production-cp {LIMITS}",
        f"flyte create queue staging-cp --cluster-pool staging-cp {LIMITS}",
    ]


def test_one_pool_needs_no_queue_of_its_own() -> None:
    assert queue_commands({"default": ["b", "a"]}, []) == [
        "flyte create cluster a --pool default",
        "flyte create cluster b --pool default",
    ]


def test_the_default_queue_keeps_to_its_own_where_the_pool_has_more() -> None:
    assert queue_commands({"default": ["a"], "all": ["a", "b"]}, []) == [
        "flyte create cluster a --pool default",
        "flyte create cluster b --pool default",
        f"flyte create queue all --cluster-pool default --cluster a --cluster b {LIMITS}",
        "flyte update queue default --edit  # clusters: [a]",
    ]


def test_a_pool_of_the_data_plane_of_its_name_has_its_queue() -> None:
    assert queue_commands({"default": ["a"], "dr": ["dr"]}, []) == [
        "flyte create cluster-pool dr --edit",
        "flyte create cluster a --pool default",
        "flyte create cluster dr --pool dr",
    ]


def test_runs_of_a_project_are_sent_by_its_settings_and_those_of_a_workflow_by_its_code() -> None:
    attributes = [
        ClusterPoolAttributes(domain="development", **SNACKS),
        ClusterPoolAttributes(domain="production", workflow="my_critical_wf", **SNACKS),
    ]

    assert queue_commands({"default": ["a"]}, attributes)[1:] == [
        "flyte edit settings --domain development --project flytesnacks"
        "  # run.default_queue: production-cp"
    ]
    assert workflow_queues(attributes) == {"flytesnacks/production/my_critical_wf": "production-cp"}


THERE = {"default": ["a"], "gpu": ["g", "h"]}
"""Pools of the control plane's stack."""


def test_data_planes_of_another_stack_join_the_pools_that_are_there() -> None:
    assert queue_commands({"default": ["b"], "gpu": ["i"], "dr": ["d"]}, [], THERE) == [
        "flyte create cluster-pool dr --edit",
        "flyte create cluster b --pool default",
        "flyte create cluster d --pool dr",
        "flyte create cluster i --pool gpu",
        f"flyte create queue dr --cluster-pool dr {LIMITS}",
    ]


def test_a_pool_that_is_there_keeps_its_name_and_its_queue_its_data_planes() -> None:
    assert queue_commands({"gpu": ["i"], "burst": ["i"]}, [], THERE) == [
        "flyte create cluster i --pool gpu",
        f"flyte create queue burst --cluster-pool gpu --cluster i {LIMITS}",
        "flyte update queue gpu --edit  # clusters: [g, h, i]",
    ]
