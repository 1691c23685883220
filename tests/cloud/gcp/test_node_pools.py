"""Node pools."""

from typing import Any

from components.cloud.args import NodePoolsArgs
from components.config.clusters import GcpCluster
from components.config.node_pools import GcpExistingNodePool, GcpNewNodePool, GcpNodePool
from components.contracts import NodePool
from tests.engine import Engine

from .facts import cluster, platform

EMAIL = "acme-prod-nodes@acme-union.iam.gserviceaccount.com"


def _new(**settings: Any) -> GcpNodePool:
    told = {"machine_type": "n2-standard-8", "min": 2, "max": 4, **settings}
    return GcpNodePool(create=GcpNewNodePool(**told))


def _engine(**pools: GcpNodePool) -> Engine:
    settings = GcpCluster(provider="gcp", account="prod", node_pools=pools)
    engine = Engine()
    engine.run(
        lambda: platform().node_pools("prod", NodePoolsArgs(cluster=cluster(), settings=settings))
    )
    return engine


def test_a_worker_pool_is_labelled_tainted_and_grows_from_nothing() -> None:
    engine = _engine(worker=_new(min=0, max=50, capacity="spot"))
    pool = engine.named("prod-worker-pool")

    assert pool.inputs == {
        "cluster": "union-prod",
        "location": "us-central1",
        "name": pool.inputs["name"],
        "initialNodeCount": 0,
        "autoscaling": {"totalMinNodeCount": 0, "totalMaxNodeCount": 50, "locationPolicy": "ANY"},
        "management": {"autoRepair": True, "autoUpgrade": True},
        "nodeConfig": {
            "machineType": "n2-standard-8",
            "diskSizeGb": 100,
            "diskType": "pd-balanced",
            "imageType": "COS_CONTAINERD",
            "spot": True,
            "labels": {"union.ai/node-role": "worker"},
            "taints": [{"key": "union.ai/node-role", "value": "worker", "effect": "NO_SCHEDULE"}],
            "serviceAccount": EMAIL,
            "oauthScopes": ["https://www.googleapis.com/auth/cloud-platform"],
            "workloadMetadataConfig": {"mode": "GKE_METADATA"},
            "shieldedInstanceConfig": {
                "enableSecureBoot": True,
                "enableIntegrityMonitoring": True,
            },
            "metadata": {"disable-legacy-endpoints": "true"},
        },
    }
    assert pool.options["ignore_changes"] == ["initialNodeCount"]


def test_the_system_pool_takes_services_without_a_taint() -> None:
    config = _engine(system=_new()).named("prod-system-pool").inputs["nodeConfig"]

    assert (config["labels"], config["taints"]) == ({"union.ai/node-role": "services"}, [])


def test_the_pools_of_a_cluster_share_one_account_with_few_roles() -> None:
    engine = _engine(services=_new(), worker=_new())

    assert [it.inputs["role"] for it in engine.of_type("gcp:projects/iAMMember:IAMMember")] == [
        "roles/artifactregistry.reader",
        "roles/container.defaultNodeServiceAccount",
    ]
    assert len(engine.of_type("gcp:serviceaccount/account:Account")) == 1
    assert {"prod-nodes-reader", "prod-nodes-defaultNodeServiceAccount"} <= {
        *engine.named("prod-worker-pool").dependencies
    }
    assert engine.result == tuple(
        NodePool(
            name=role,
            role=role,
            tainted=True,
            node_principal=EMAIL,
            node_identity="nodes",
            made=role,
        )
        for role in ("services", "worker")
    )


def test_existing_pools_alone_register_nothing() -> None:
    theirs = "nodes@acme-union.iam.gserviceaccount.com"
    existing = GcpExistingNodePool(name="sys", service_account=theirs)
    engine = _engine(system=GcpNodePool(existing=existing))

    assert [it.name for it in engine.registrations if it.name != "union-prod"] == ["gcp"]
    assert engine.result == (
        NodePool(name="system", role="system", tainted=False, node_principal=theirs),
    )
