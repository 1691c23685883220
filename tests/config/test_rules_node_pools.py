"""Page: configuration/node-pools."""

from .stack import ONE, REMOVED, TWO, mistakes, problem


def test_union_has_nodes_for_services() -> None:
    assert mistakes({"clusters.union-prod-2.nodePools.services": REMOVED}) == [
        problem(
            "union:clusters.union-prod-2.nodePools",
            "has no services pool, and Union's services run nowhere else",
            "write services: {create: {instanceTypes: [m6i.2xlarge], min: 2, max: 4}}, or "
            "services: {existing: {name: …}}",
        ),
    ]


def test_union_has_nodes_for_tasks() -> None:
    assert mistakes({"clusters.union-prod-2.nodePools.worker": REMOVED}) == [
        problem(
            "union:clusters.union-prod-2.nodePools",
            "has no worker pool, and tasks run nowhere else",
            "write worker: {create: {instanceTypes: [m6i.8xlarge], min: 0, max: 50}}, or "
            "worker: {existing: {name: …}}",
        ),
    ]


def test_pods_that_tolerate_no_taint_have_nodes() -> None:
    assert mistakes(
        {
            "clusters.union-prod.nodePools.system": REMOVED,
            "clusters.union-prod-2.nodePools.system": REMOVED,
            TWO + ".serving": "enabled",
        }
    ) == [
        problem(
            "union:clusters.union-prod-2.nodePools",
            "has no system pool, and no value makes these tolerate the services taint: the "
            "pre-upgrade hook Jobs, knative-operator, operator-webhook, Knative Serving",
            "write system: {create: {instanceTypes: [m6i.2xlarge], min: 2, max: 4}}, or "
            "system: {existing: {name: …}}",
        ),
        problem(
            "union:clusters.union-prod.nodePools",
            "has no system pool, and no value makes these tolerate the services taint: "
            "authorizer, cluster, dataproxy, executions, identity, leasor, organizations, "
            "run-scheduler, usage, the pre-upgrade hook Jobs",
            "write system: {create: {instanceTypes: [m6i.2xlarge], min: 2, max: 4}}, or "
            "system: {existing: {name: …}}",
        ),
    ]


def test_an_existing_pool_is_as_good() -> None:
    assert not mistakes({"clusters.union-prod.nodePools.system": {"existing": {"name": "default"}}})


def test_a_pool_of_any_name_may_have_a_role() -> None:
    assert not mistakes(
        {
            "clusters.union-prod.nodePools.system": REMOVED,
            "clusters.union-prod.nodePools.untainted": {
                "role": "system",
                "existing": {"name": "default"},
            },
        }
    )


def test_a_pool_whose_name_is_no_role_says_which_it_has() -> None:
    assert mistakes({"clusters.union-prod.nodePools.gpu": {"existing": {"name": "gpu"}}}) == [
        problem(
            "union:clusters.union-prod.nodePools.gpu.role",
            "is missing, and gpu is the name of no role",
            "write role: services, worker or system",
        ),
    ]


def test_pools_of_two_clusters_are_told_apart() -> None:
    new = {"create": {"instanceTypes": ["g5.xlarge"], "min": 0, "max": 4}, "role": "worker"}

    beside = {"provider": "aws", "account": "prod", "nodePools": {"worker": new}}

    assert mistakes(
        {
            "clusters.union-prod.nodePools.gpu-worker": new,
            "clusters.union-prod-gpu": beside,
        }
    ) == [
        problem(
            "union:clusters.union-prod-gpu.nodePools.worker",
            "would be called union-prod-gpu-worker, as "
            "union:clusters.union-prod.nodePools.gpu-worker is",
            "write another name for one of the two, and its role: beside it",
        ),
    ]


def test_a_cluster_without_planes_needs_no_pools() -> None:
    assert not mistakes(
        {
            TWO + ".retired": True,
            "clusterPools.default": ["production-cluster-1"],
            "clusters.union-prod-2.nodePools": {},
        }
    )


def test_a_cluster_of_the_control_plane_alone_needs_no_workers() -> None:
    assert not mistakes(
        {
            ONE + ".retired": True,
            "clusterPools.default": ["production-cluster-2"],
            "clusters.union-prod.nodePools.worker": REMOVED,
        }
    )


def test_the_fewest_nodes_are_not_more_than_the_most() -> None:
    assert mistakes({"clusters.union-prod.nodePools.services.create.min": 7}) == [
        problem(
            "union:clusters.union-prod.nodePools.services.create",
            "has min 7 above max 6",
            "write a min up to the max",
        ),
    ]


def test_a_pool_is_ours_or_somebodys() -> None:
    assert mistakes(
        {
            "clusters.union-prod.nodePools.worker": {},
            "clusters.union-prod.nodePools.system.existing": {"name": "default"},
        }
    ) == [
        problem(
            "union:clusters.union-prod.nodePools.system",
            "says create: and existing:",
            "write create: or existing:",
        ),
        problem(
            "union:clusters.union-prod.nodePools.worker",
            "says neither create: nor existing:",
            "write create: or existing:",
        ),
    ]


def test_a_pool_in_the_cloud_has_one_role() -> None:
    pools = "clusters.union-prod.nodePools"
    one = {"existing": {"name": "general", "nodeRoleArn": "arn:aws:iam::123456789012:role/node"}}

    told = mistakes(dict.fromkeys([f"{pools}.services", f"{pools}.worker", f"{pools}.system"], one))

    assert told == [
        problem(
            f"union:{pools}.{pool}.existing.name",
            f'found "general", which union:{pools}.services names already',
            "write the name of another pool: the nodes of one have one role",
        )
        for pool in ("system", "worker")
    ]
