"""An existing cluster and the way to it."""

import json
from typing import Any

import pytest

from components.cloud.args import ClusterArgs
from components.cloud.aws.cluster import kubeconfig
from components.config.accounts import AwsAccount
from components.config.clusters import AwsCluster
from components.config.node_pools import AwsExistingNodePool, AwsNewNodePool, AwsNodePool
from components.contracts import Cluster, ClusterInputs
from tests.engine import Engine

from .facts import ACCOUNT, ISSUER, platform

EXISTING = {"worker": AwsNodePool(existing=AwsExistingNodePool(name="worker"))}
OURS = {"worker": AwsNodePool(create=AwsNewNodePool(instance_types=["m6i.large"], min=0, max=2))}
FOUND = {
    "endpoint": "https://found.eks.amazonaws.com",
    "certificateAuthorities": [{"data": "Zm91bmQ="}],
    "identities": [{"oidcs": [{"issuer": ISSUER}]}],
    "vpcConfig": {"subnetIds": ["subnet-b", "subnet-a"]},
}


def _settings(pools: dict[str, AwsNodePool], **said: Any) -> AwsCluster:
    return AwsCluster(provider="aws", account="prod", node_pools=pools, **said)


SAID = _settings(
    EXISTING,
    oidc_issuer=ISSUER,
    endpoint="https://said.eks.amazonaws.com",
    certificate_authority_data="c2FpZA==",
)


def _engine(settings: AwsCluster) -> Engine:
    def program() -> tuple[Any, ...]:
        found: Cluster = platform().cluster(
            "prod", ClusterArgs(cluster="union-prod", settings=settings)
        )
        facts = (found.name, found.account, found.account_id, found.region)
        return (*facts, found.oidc_issuer, found.subnet_ids)

    engine = Engine(answers={"aws:eks/getCluster:getCluster": FOUND})
    engine.run(program)
    return engine


def test_a_cluster_that_is_fully_described_is_not_looked_up() -> None:
    engine = _engine(SAID)

    assert engine.calls == []
    assert engine.result == ("union-prod", "prod", "123456789012", "us-east-2", ISSUER, [])


@pytest.mark.parametrize(
    ("settings", "given", "looked_up"),
    [
        (_settings(OURS), ClusterInputs(), True),
        (_settings(OURS, subnet_ids=["subnet-0a"]), ClusterInputs(), False),
        (_settings(OURS), ClusterInputs(subnet_ids=["subnet-0a"]), False),
    ],
)
def test_pools_know_whether_somebody_named_their_subnets(
    settings: AwsCluster, given: ClusterInputs, looked_up: bool
) -> None:
    args = ClusterArgs(cluster="union-prod", settings=settings, given=given)
    engine = Engine(answers={"aws:eks/getCluster:getCluster": FOUND})
    engine.run(lambda: platform().cluster("prod", args).subnets_looked_up)

    assert engine.result is looked_up


def test_a_cluster_is_looked_up_by_its_name_in_the_cloud() -> None:
    engine = _engine(_settings(OURS, cloud_name="Union_Prod"))

    assert engine.calls == [("aws:eks/getCluster:getCluster", {"name": "Union_Prod"})]
    assert engine.result[0] == "union-prod"


def test_what_is_left_out_is_looked_up_once() -> None:
    engine = _engine(_settings(OURS, endpoint="https://said.eks.amazonaws.com"))

    assert engine.calls == [("aws:eks/getCluster:getCluster", {"name": "union-prod"})]
    assert engine.result[4:] == (ISSUER, ["subnet-a", "subnet-b"])
    config = json.loads(engine.named("prod").inputs["kubeconfig"])
    assert config["clusters"][0]["cluster"] == {
        "server": "https://said.eks.amazonaws.com",
        "certificate-authority-data": "Zm91bmQ=",
    }


def test_subnets_are_looked_up_only_for_pools_that_are_made() -> None:
    assert _engine(SAID.model_copy(update={"node_pools": OURS})).result[5] == [
        "subnet-a",
        "subnet-b",
    ]


def test_the_provider_is_replaced_only_for_another_cluster() -> None:
    provider = _engine(SAID).named("prod")

    assert provider.type == "pulumi:providers:kubernetes"
    assert {key: value for key, value in provider.inputs.items() if key != "kubeconfig"} == {
        "clusterIdentifier": "arn:aws:eks:us-east-2:123456789012:cluster/union-prod",
        "enableServerSideApply": "true",
        "enableSecretMutable": "true",
    }


def test_a_kubeconfig_holds_no_token() -> None:
    config = json.loads(
        kubeconfig(ACCOUNT, "union-prod", endpoint="https://e", certificate_authority_data="Y2E=")
    )

    assert config == {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [
            {
                "name": "union-prod",
                "cluster": {"server": "https://e", "certificate-authority-data": "Y2E="},
            }
        ],
        "users": [
            {
                "name": "union-prod",
                "user": {
                    "exec": {
                        "apiVersion": "client.authentication.k8s.io/v1beta1",
                        "command": "aws",
                        "args": [
                            "eks",
                            "get-token",
                            "--cluster-name",
                            "union-prod",
                            "--region",
                            "us-east-2",
                            "--output",
                            "json",
                        ],
                        "interactiveMode": "Never",
                    }
                },
            }
        ],
        "contexts": [
            {"name": "union-prod", "context": {"cluster": "union-prod", "user": "union-prod"}}
        ],
        "current-context": "union-prod",
    }


def test_a_token_is_made_with_the_accounts_role_and_profile() -> None:
    account = AwsAccount(
        provider="aws",
        account_id="123456789012",
        region="us-east-2",
        profile="prod",
        assume_role="arn:aws:iam::123456789012:role/admin",
    )

    config = json.loads(
        kubeconfig(account, "union-prod", endpoint="https://e", certificate_authority_data="Y2E=")
    )
    credentials = config["users"][0]["user"]["exec"]

    assert credentials["env"] == [{"name": "AWS_PROFILE", "value": "prod"}]
    assert credentials["args"][-2:] == ["--role-arn", "arn:aws:iam::123456789012:role/admin"]
