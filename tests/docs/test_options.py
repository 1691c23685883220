"""What the documentation offers and prod-aws does not use, through the whole program."""

from components.config.monitoring import ClusterHealth
from tests.engine import Engine

from .stacks import other, theirs


def kinds(engine: Engine) -> set[str]:
    return {it.type.rpartition(":")[2] for it in engine.registrations}


def test_option_b_makes_every_secret_that_option_a_would() -> None:
    made = {
        f"{it.inputs['metadata']['namespace']}/{it.inputs['metadata']['name']}": sorted(
            it.inputs["stringData"]
        )
        for it in other().of_type("kubernetes:core/v1:Secret")
        if "cluster-2" not in it.name
    }
    option_a = {"ExternalSecretsOperator", "ExternalSecret", "SecretStore", "StoredSecret"}

    assert made == {
        "union-cp/flyte-admin-secrets": ["client_secret", "oidc_client_secret"],
        "union-cp/flyte-secret-auth": ["client_secret"],
        "union-cp/flyteadmin-oidc-client-secret": ["client_secret"],
        "union-cp/union-controlplane-secrets": ["client_secret", "pass.txt"],
        "union-cp/union-eager-api-key": ["client_id", "client_secret"],
        "union-cp/union-registry-secret": [".dockerconfigjson"],
        "union/union-grafana-admin": ["admin-password"],
        "union/union-secret-auth": ["client_secret"],
    }
    assert kinds(other()) & option_a == set()


def test_pages_that_are_switched_off_leave_nothing_behind() -> None:
    values = other().named("union-production-cluster-2-release").inputs["values"]

    assert values["fluentbit"] == {"enabled": False}
    assert values["imageBuilder"]["enabled"] is False
    assert [it.name for it in other().registrations if "fluentbit" in it.name] == []
    assert "BucketCorsConfiguration" not in kinds(other())


def test_commands_for_private_registries_are_an_output() -> None:
    assert other().exports["dataPlanes"]["production-cluster-1"]["imagePullSecrets"] == [
        "flyte create secret --type image_pull --from-docker-config --registries ghcr.io ghcr"
    ]


def test_operators_that_are_there_are_not_installed() -> None:
    releases = {it.inputs["chart"] for it in theirs().of_type("kubernetes:helm.sh/v3:Release")}

    assert releases == {"controlplane", "dataplane"}
    assert theirs().named("union-control-plane-delivery-store-store").depends_on == (
        "union-control-plane-delivery-store-reader",
    )


def test_what_is_there_is_neither_made_nor_written() -> None:
    made = {it.inputs["bucket"] for it in theirs().of_type("aws:s3/bucket:Bucket")}
    written = {"BucketCorsConfiguration", "BucketLifecycleConfiguration", "RepositoryPolicy"}

    assert made == {"acme-union-control-plane", "acme-union-metadata"}
    assert kinds(theirs()) & {*written, "Repository", "Server", "ServerPolicy"} == set()


def test_cluster_health_keeps_seven_days_unless_told_otherwise() -> None:
    assert ClusterHealth().retention == "7d"
