"""What the documentation offers and prod-aws does not use, through the whole program."""

from tests.engine import Engine

from .stacks import changed, option_b


def kinds(engine: Engine) -> set[str]:
    return {it.type.rpartition(":")[2] for it in engine.registrations}


def test_an_operator_that_is_there_is_not_installed() -> None:
    there = "clusters.union-prod.externalSecretsOperator"
    engine = changed({there: "existing", there.replace("prod", "prod-2"): "existing"})

    assert "ExternalSecretsOperator" not in kinds(engine)
    assert len(engine.of_type("kubernetes:external-secrets.io/v1:SecretStore")) == 3
    assert engine.named("union-control-plane-delivery-store-store").depends_on == (
        "union-control-plane-delivery-store-reader",
    )


def test_option_b_makes_every_secret_that_option_a_would() -> None:
    engine = option_b()

    made = {
        f"{it.inputs['metadata']['namespace']}/{it.inputs['metadata']['name']}": sorted(
            it.inputs["stringData"]
        )
        for it in engine.of_type("kubernetes:core/v1:Secret")
        if "cluster-2" not in it.name
    }
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
    option_a = {"ExternalSecretsOperator", "ExternalSecret", "SecretStore", "StoredSecret"}
    assert kinds(engine) & option_a == set()


def test_pages_that_are_switched_off_leave_nothing_behind() -> None:
    planes = [f"dataPlanes.production-cluster-{number}" for number in (1, 2)]
    pages = ("imageBuilder", "persistentLogs", "codeViewer")
    engine = changed({f"{plane}.{page}": "disabled" for plane in planes for page in pages})

    assert kinds(engine) & {"BucketCorsConfiguration", "RepositoryPolicy"} == set()
    assert [it.name for it in engine.registrations if "fluentbit" in it.name] == []
    values = engine.named("union-production-cluster-1-release").inputs["values"]
    assert values["fluentbit"] == {"enabled": False}
    assert values["imageBuilder"]["enabled"] is False


def test_commands_for_private_registries_are_an_output() -> None:
    builder = "dataPlanes.production-cluster-1.imageBuilder"
    private = {"registry": "ghcr.io", "secretName": "ghcr"}
    engine = changed({builder: {"repository": "images", "privateRegistries": [private]}})

    assert engine.exports["dataPlanes"]["production-cluster-1"]["imagePullSecrets"] == [
        "flyte create secret --type image_pull --from-docker-config --registries ghcr.io ghcr"
    ]
