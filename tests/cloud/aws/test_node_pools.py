"""Node groups that schedulers and autoscalers understand."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.cloud.args import NodePoolsArgs
from components.cloud.aws import naming
from components.cloud.names import Owner
from components.config.accounts import AwsAccount
from components.config.clusters import AwsCluster
from components.config.node_pools import AwsExistingNodePool, AwsNewNodePool, AwsNodePool
from components.contracts import NodePool as NodePoolRecord
from tests.engine import Engine

from .facts import ACCOUNT, cluster, platform, statements

NODE_ROLE = "arn:aws:iam::123456789012:role/acme-prod-nodes"
NODE_GROUP = "aws:eks/nodeGroup:NodeGroup"
TAG = "aws:autoscaling/tag:Tag"
TEMPLATE = "k8s.io/cluster-autoscaler/node-template"
OUTPUTS: dict[str, Any] = {
    NODE_GROUP: {"resources": [{"autoscalingGroups": [{"name": "eks-asg"}]}]},
    "aws:ec2/launchTemplate:LaunchTemplate": {"latestVersion": 3, "id": "lt-1"},
}


def _new(**settings: Any) -> AwsNodePool:
    return AwsNodePool(
        create=AwsNewNodePool(**{"instance_types": ["m6i.large"], "min": 2, "max": 4, **settings})
    )


WORKER = _new(instance_types=["m6i.8xlarge", "m5.8xlarge"], min=0, max=50, capacity="spot")


def _engine(
    pools: dict[str, AwsNodePool],
    account: AwsAccount = ACCOUNT,
    *,
    preview: bool = False,
    named: tuple[str, ...] = (),
) -> Engine:
    """`named`: subnets that somebody named; by default they were looked up."""
    settings = AwsCluster(provider="aws", account="prod", node_pools=pools)

    def program() -> tuple[NodePoolRecord, ...]:
        there = cluster(named or ("subnet-a", "subnet-b"))
        there = replace(there, subnets_looked_up=not named)
        args = NodePoolsArgs(cluster=there, settings=settings)
        return platform(account).node_pools("prod", args)

    engine = Engine(outputs=OUTPUTS, preview=preview)
    engine.run(program)
    return engine


def test_a_worker_pool_has_the_pages_label_and_taint_and_starts_empty() -> None:
    engine = _engine({"worker": WORKER})
    group = engine.named("prod-worker-group")

    assert group.inputs == {
        "clusterName": "union-prod",
        "nodeGroupName": group.inputs["nodeGroupName"],
        "nodeRoleArn": NODE_ROLE,
        "subnetIds": ["subnet-a", "subnet-b"],
        "amiType": "AL2023_x86_64_STANDARD",
        "capacityType": "SPOT",
        "instanceTypes": ["m6i.8xlarge", "m5.8xlarge"],
        "labels": {"union.ai/node-role": "worker"},
        "taints": [{"key": "union.ai/node-role", "value": "worker", "effect": "NO_SCHEDULE"}],
        "scalingConfig": {"minSize": 0, "maxSize": 50, "desiredSize": 0},
        "updateConfig": {"maxUnavailable": 1},
        "launchTemplate": {"id": "lt-1", "version": "3"},
    }
    assert group.inputs["nodeGroupName"].startswith("acme-prod-worker-")
    assert group.options == {"ignore_changes": ["scalingConfig.desiredSize", "subnetIds"]}
    assert (group.parent, group.provider) == ("prod-worker", "aws")


def test_a_preview_knows_all_of_a_node_group_but_its_template() -> None:
    engine = _engine({"worker": WORKER}, preview=True)
    group = engine.named("prod-worker-group")

    assert {key for key, value in group.inputs.items() if "Unknown" in str(value)} == {
        "launchTemplate"
    }
    assert engine.result[0].node_principal == NODE_ROLE


def test_a_group_in_other_named_subnets_stands_beside_the_old_one() -> None:
    first, again, other = (
        _engine({"worker": WORKER}, named=named).named("prod-worker-group")
        for named in (("subnet-a", "subnet-b"), ("subnet-b", "subnet-a"), ("subnet-c",))
    )

    assert first.inputs["nodeGroupName"] == again.inputs["nodeGroupName"]
    assert first.inputs["nodeGroupName"] != other.inputs["nodeGroupName"]
    assert first.options == {"ignore_changes": ["scalingConfig.desiredSize"]}


def test_templates_of_two_clusters_have_two_names_whatever_the_pools_are_called() -> None:
    owner = Owner(organization="acme", installation="union")

    assert naming.launch_template(owner, "union-gpu-worker", "union") != naming.launch_template(
        owner, "union-gpu-worker", "union-gpu"
    )


def _tags(engine: Engine) -> dict[str, str]:
    tags = [it.inputs for it in engine.of_type(TAG)]
    assert {it["autoscalingGroupName"] for it in tags} == {"eks-asg"}
    assert not any(it["tag"]["propagateAtLaunch"] for it in tags)
    return {it["tag"]["key"]: it["tag"]["value"] for it in tags}


def test_the_autoscaler_knows_a_worker_before_there_is_one() -> None:
    assert _tags(_engine({"worker": _new()})) == {
        f"{TEMPLATE}/label/union.ai/node-role": "worker",
        f"{TEMPLATE}/resources/ephemeral-storage": "100Gi",
        f"{TEMPLATE}/taint/union.ai/node-role": "worker:NoSchedule",
    }


def test_the_system_pool_takes_services_that_tolerate_nothing() -> None:
    engine = _engine({"system": _new()})
    group = engine.named("prod-system-group")

    assert group.inputs["labels"] == {"union.ai/node-role": "services"}
    assert "taints" not in group.inputs
    assert _tags(engine) == {
        f"{TEMPLATE}/label/union.ai/node-role": "services",
        f"{TEMPLATE}/resources/ephemeral-storage": "100Gi",
    }


def test_the_autoscaler_knows_a_spot_node_before_there_is_one() -> None:
    key = f"{TEMPLATE}/label/eks.amazonaws.com/capacityType"

    assert _tags(_engine({"worker": WORKER}))[key] == "SPOT"


def test_a_pool_may_have_another_name_than_its_role() -> None:
    pool = _new().model_copy(update={"role": "worker"})
    engine = _engine({"gpu": pool})

    assert engine.named("prod-gpu-group").inputs["labels"] == {"union.ai/node-role": "worker"}


def _template(pool: str, settings: AwsNodePool, account: AwsAccount = ACCOUNT) -> dict[str, Any]:
    return dict(_engine({pool: settings}, account).named(f"prod-{pool}-template").inputs)


def test_disks_are_encrypted_and_task_code_cannot_reach_its_nodes_credentials() -> None:
    assert _template("worker", WORKER) == {
        "name": "acme-prod-worker.union-prod",
        "updateDefaultVersion": True,
        "blockDeviceMappings": [
            {
                "deviceName": "/dev/xvda",
                "ebs": {
                    "volumeSize": 100,
                    "volumeType": "gp3",
                    "encrypted": "true",
                    "deleteOnTermination": "true",
                },
            }
        ],
        "metadataOptions": {
            "httpEndpoint": "enabled",
            "httpTokens": "required",
            "httpPutResponseHopLimit": 1,
        },
    }


def test_services_may_ask_their_node_who_it_is() -> None:
    metadata = _template("services", _new())["metadataOptions"]

    assert metadata["httpPutResponseHopLimit"] == 2


def test_bottlerocket_gets_its_room_on_its_second_disk() -> None:
    pool = _new(ami_type="BOTTLEROCKET_x86_64", disk_gib=200)

    assert _template("worker", pool)["blockDeviceMappings"][0]["deviceName"] == "/dev/xvdb"


def test_instances_and_disks_carry_the_accounts_tags() -> None:
    account = ACCOUNT.model_copy(update={"tags": {"owner": "ml"}})

    assert _template("worker", WORKER, account)["tagSpecifications"] == [
        {"resourceType": "instance", "tags": {"owner": "ml"}},
        {"resourceType": "volume", "tags": {"owner": "ml"}},
    ]


def test_all_pools_of_a_cluster_share_one_node_role() -> None:
    engine = _engine({"worker": WORKER, "services": _new()})
    role = engine.named("prod-nodes-role")

    assert role.inputs == {
        "name": "acme-prod-nodes",
        "assumeRolePolicy": role.inputs["assumeRolePolicy"],
    }
    assert statements(role.inputs["assumeRolePolicy"])[0]["Principal"] == {
        "Service": "ec2.amazonaws.com"
    }
    assert sorted(
        json.dumps(it.inputs, sort_keys=True)
        for it in engine.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    ) == [
        json.dumps({"policyArn": f"arn:aws:iam::aws:policy/{name}", "role": "acme-prod-nodes"})
        for name in (
            "AmazonEC2ContainerRegistryPullOnly",
            "AmazonEKSWorkerNodePolicy",
            "AmazonEKS_CNI_Policy",
        )
    ]


@pytest.mark.parametrize(
    "ami_type", ["AL2023_x86_64_NVIDIA", "BOTTLEROCKET_ARM_64_NVIDIA", "AL2_x86_64_GPU"]
)
def test_nodes_with_a_gpu_say_so_because_eks_does_not(ami_type: str) -> None:
    group = _engine({"worker": _new(ami_type=ami_type)}).named("prod-worker-group")

    assert group.inputs["labels"] == {
        "union.ai/node-role": "worker",
        "nvidia.com/gpu.present": "true",
    }


def test_nodes_wait_for_all_policies_of_their_role() -> None:
    group = _engine({"worker": WORKER}).named("prod-worker-group")

    assert set(group.dependencies) >= {
        "prod-nodes-AmazonEC2ContainerRegistryPullOnly",
        "prod-nodes-AmazonEKSWorkerNodePolicy",
        "prod-nodes-AmazonEKS_CNI_Policy",
    }


def test_pools_are_recorded_by_name_with_the_identity_that_pulls_images() -> None:
    existing = AwsNodePool(
        existing=AwsExistingNodePool(name="sys", node_role_arn="arn:aws:iam::123456789012:role/n")
    )

    assert _engine({"worker": WORKER, "system": existing}).result == (
        NodePoolRecord(
            name="system",
            role="system",
            tainted=False,
            node_principal="arn:aws:iam::123456789012:role/n",
        ),
        NodePoolRecord(
            name="worker",
            role="worker",
            tainted=True,
            spot={"eks.amazonaws.com/capacityType": "SPOT"},
            node_principal=NODE_ROLE,
            made="worker",
        ),
    )


def test_existing_pools_alone_register_nothing() -> None:
    engine = _engine({"system": AwsNodePool(existing=AwsExistingNodePool(name="sys"))})

    assert {it.name for it in engine.registrations} == {"aws", "union-prod"}
    assert engine.result == (NodePoolRecord(name="system", role="system", tainted=False),)
