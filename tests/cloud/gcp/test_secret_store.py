"""Secret Manager, metrics, and what both charts are told."""

import pulumi
import pytest

from components.cloud.args import RemoteWriteArgs, StoreSecretArgs
from components.config.monitoring import RemoteWriteSettings, Workspace
from components.contracts import RemoteWrite, SecretRef, SecretValue
from tests.engine import Engine

from .facts import PROXY, cluster, options, platform


def _stored(*, retired: bool = False) -> Engine:
    engine = Engine({"gcp:secretmanager/secretVersion:SecretVersion": {"version": "1"}})

    def program() -> SecretRef:
        value = SecretValue.of("planted")
        args = StoreSecretArgs(key="acme-client", value=value, retired=retired)
        return platform().store_secret("client", args)

    engine.run(program)
    return engine


def test_a_value_is_stored_as_a_secret_in_a_protected_container() -> None:
    engine = _stored()
    secret, version = engine.named("client-secret"), engine.named("client-version")

    assert secret.inputs == {"secretId": "acme-client", "replication": {"auto": {}}}
    assert options(secret) == {"protect": True, "retain_on_delete": True}
    assert version.inputs == {
        "secret": "projects/acme-union/secrets/acme-client",
        "secretData": "planted",
    }
    assert version.secrets == ("secretData",)
    assert "protect" not in version.options
    assert engine.result == SecretRef(
        key="acme-client",
        arn="projects/acme-union/secrets/acme-client",
        version="1",
        label="acme-client",
    )


def test_the_container_of_a_retired_plane_is_let_go_and_kept() -> None:
    assert options(_stored(retired=True).named("client-secret")) == {"retain_on_delete": True}


def test_an_existing_secret_is_a_reference() -> None:
    engine = Engine()
    engine.run(lambda: platform().existing_secret("database", "password"))

    assert engine.result == SecretRef(
        key="database",
        property="password",
        arn="projects/acme-union/secrets/database",
        label="database",
    )


def test_the_operator_reads_by_workload_identity() -> None:
    engine = Engine()
    engine.run(lambda: platform().secret_store(PROXY, cluster()))

    assert engine.result == {
        "gcpsm": {
            "projectID": "acme-union",
            "auth": {
                "workloadIdentity": {
                    "clusterProjectID": "acme-union",
                    "clusterLocation": "us-central1",
                    "clusterName": "union-prod",
                    "serviceAccountRef": {"name": "proxy-system"},
                }
            },
        }
    }


def test_metrics_go_to_a_url() -> None:
    engine = Engine()
    args = RemoteWriteArgs(settings=RemoteWriteSettings(url="https://metrics.acme.com/write"))
    engine.run(lambda: platform().remote_write("metrics", args))

    assert engine.result == RemoteWrite(url="https://metrics.acme.com/write")
    assert len(engine.registrations) == 1


def test_a_workspace_is_amazons() -> None:
    workspace = Workspace(account="prod", create="acme")
    args = RemoteWriteArgs(settings=RemoteWriteSettings(workspace=workspace))

    with pytest.raises(pulumi.RunError, match="on GCP write url:"):
        Engine().run(lambda: platform().remote_write("metrics", args))
