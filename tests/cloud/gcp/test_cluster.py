"""Existing GKE clusters."""

import json
from typing import Any

import pulumi
import pytest

from components.cloud.args import ClusterArgs
from components.config.accounts import GcpAccount
from components.config.clusters import AwsCluster, GcpCluster
from tests.engine import Engine

from .facts import ACCOUNT, POOL, platform

FOUND = {
    "endpoint": "203.0.113.10",
    "masterAuths": [{"clusterCaCertificate": "Y2E="}],
    "workloadIdentityConfigs": [{"workloadPool": POOL}],
}
LOOKUP = "gcp:container/getCluster:getCluster"


def _settings(**said: Any) -> GcpCluster:
    return GcpCluster(provider="gcp", account="prod", node_pools={}, **said)


def _engine(settings: GcpCluster, found: Any = FOUND, account: GcpAccount = ACCOUNT) -> Engine:
    engine = Engine(answers={LOOKUP: found})
    args = ClusterArgs(cluster="union-prod", settings=settings)
    engine.run(lambda: platform(account).cluster("prod", args))
    return engine


def _kubeconfig(engine: Engine) -> dict[str, Any]:
    return json.loads(engine.named("prod").inputs["kubeconfig"])


def test_one_lookup_finds_what_is_left_out() -> None:
    engine = _engine(_settings(location="us-central1-b"))
    told = {"name": "union-prod", "location": "us-central1-b", "project": "acme-union"}

    assert engine.calls == [(LOOKUP, told)]
    assert (engine.result.location, engine.result.identity_pool) == ("us-central1-b", POOL)
    assert engine.result.oidc_issuer == (
        "https://container.googleapis.com/v1/projects/acme-union/locations/us-central1-b/clusters/"
        "union-prod"
    )
    assert _kubeconfig(engine)["clusters"][0]["cluster"] == {
        "server": "https://203.0.113.10",
        "certificate-authority-data": "Y2E=",
    }


def test_what_is_said_is_not_looked_up() -> None:
    said = {"endpoint": "https://gke.acme.com", "certificate_authority_data": "Y2E="}
    engine = _engine(_settings(**said))

    assert engine.calls == []
    assert (engine.result.location, engine.result.identity_pool) == ("us-central1", POOL)


def test_the_kubeconfig_holds_no_token_and_acts_as_the_account_says() -> None:
    email = "deployer@acme-union.iam.gserviceaccount.com"
    account = ACCOUNT.model_copy(update={"impersonate_service_account": email})
    (user,) = _kubeconfig(_engine(_settings(), account=account))["users"]

    assert user["user"] == {
        "exec": {
            "apiVersion": "client.authentication.k8s.io/v1beta1",
            "command": "gke-gcloud-auth-plugin",
            "provideClusterInfo": True,
            "interactiveMode": "Never",
            "env": [{"name": "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT", "value": email}],
        }
    }


def test_the_provider_knows_its_cluster_by_its_full_name() -> None:
    provider = _engine(_settings()).named("prod")

    assert provider.inputs["clusterIdentifier"] == (
        "projects/acme-union/locations/us-central1/clusters/union-prod"
    )


def test_a_cluster_without_workload_identity_is_refused_with_the_command() -> None:
    with pytest.raises(pulumi.RunError, match=f"update union-prod --workload-pool={POOL}"):
        _engine(_settings(), {**FOUND, "workloadIdentityConfigs": []})


def test_a_cluster_of_another_cloud_is_refused() -> None:
    other = AwsCluster(provider="aws", account="prod", node_pools={})
    args = ClusterArgs(cluster="union-prod", settings=other)

    with pytest.raises(TypeError, match="a cluster of aws in a project of GCP"):
        Engine().run(lambda: platform().cluster("prod", args))


def test_the_provider_of_the_project_has_its_labels() -> None:
    account = ACCOUNT.model_copy(update={"labels": {"owner": "ml"}})
    engine = Engine()
    engine.run(lambda: platform(account))

    assert engine.named("gcp").inputs == {
        "project": "acme-union",
        "region": "us-central1",
        "defaultLabels": '{"owner": "ml"}',
        "addPulumiAttributionLabel": "false",
    }
