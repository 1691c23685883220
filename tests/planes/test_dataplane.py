"""A data plane: what it consists of, what it waits for, and what is left of it."""

from components.cloud.platform import DataPlaneChart, StoreSecretArgs
from components.contracts import RemoteWrite, ServiceLogin
from components.planes.cluster import SiteArgs, site
from components.planes.dataplane import DataPlane, DataPlaneArgs

from ..config.stack import Changes
from ..engine import Engine, Registration
from ..fakes import FakePlatform, bucket, identity, registry
from .settings import (
    FIRST,
    OPTION_B,
    PLACES,
    RETIRED,
    SECOND,
    SINGLE,
    provider,
    settings,
    stack_secrets,
)


def installed(*changes: Changes, plane: str = FIRST) -> tuple[FakePlatform, Engine]:
    platform, engine = FakePlatform(), Engine()

    def program() -> object:
        found = settings(*changes)
        section = found.data_planes[plane]
        place = SiteArgs(settings=found, cluster=section.cluster, platform=platform)
        args = DataPlaneArgs(
            settings=found,
            plane=plane,
            site=site("cluster", place),
            login=ServiceLogin(
                authorization_server=provider().authorization_server, client=provider().data_plane
            ),
            places=PLACES,
            registry=registry("images"),
            remote_write=RemoteWrite(url="https://metrics.example.com", arn="arn:metrics"),
            stack_secrets=stack_secrets(),
        )
        return DataPlane("plane", args).identities

    engine.run(program)
    return platform, engine


def of_the_plane(engine: Engine) -> list[Registration]:
    return [r for r in engine.registrations if r.name.startswith("plane")]


def test_it_stores_its_secrets_under_its_own_name() -> None:
    platform, _ = installed()

    assert {name: it.key for name, it in platform.told("store_secret").items()} == {
        "plane-vault-grafana": f"acme/union/{FIRST}/grafana",
        "plane-vault-service-client": f"acme/union/{FIRST}/service-client",
    }


def test_the_release_waits_for_its_secrets_and_the_crds_and_for_nothing_else() -> None:
    _, engine = installed()

    assert engine.named("plane-release").depends_on == (
        "cluster-setup-crds",
        "plane-delivery-secrets-union-grafana-admin",
        "plane-delivery-secrets-union-secret-auth",
    )


def test_a_service_monitor_comes_beside_the_release_and_after_the_crds() -> None:
    _, engine = installed(plane=SECOND)

    found = engine.named("plane-service-monitor")
    assert found.inputs["metadata"] == {"name": "union-dataplane-services", "namespace": "union"}
    assert found.inputs["spec"]["namespaceSelector"] == {"matchNames": ["union"]}
    assert "cluster-setup-crds" in found.depends_on
    assert "plane-release" not in found.dependencies


def test_option_b_delivers_its_secrets_directly() -> None:
    platform, engine = installed(OPTION_B)

    delivered = {
        r.inputs["metadata"]["name"]: r.inputs["stringData"]
        for r in engine.of_type("kubernetes:core/v1:Secret")
    }
    assert delivered == {
        "union-grafana-admin": {"admin-password": "planted-grafanaPassword"},
        "union-secret-auth": {"client_secret": "planted-service"},
    }
    assert platform.told("store_secret") == {}
    assert [r.type for r in of_the_plane(engine) if "external-secrets.io" in r.type] == []


def test_the_clouds_overlay_is_asked_for_with_the_three_identities() -> None:
    platform, _ = installed()

    assert platform.told("dataplane_chart") == {
        "": DataPlaneChart(
            metadata=bucket("metadata"),
            fast_registration=bucket("code"),
            backend=identity("plane-identities-backend"),
            operator_proxy=identity("plane-identities-operator-proxy"),
            worker=identity("plane-identities-worker"),
        )
    }


def test_in_a_single_namespace_one_identity_stands_for_backend_and_proxy() -> None:
    platform, engine = installed(SINGLE)

    assert platform.told("dataplane_chart") == {
        "": DataPlaneChart(
            metadata=bucket("metadata"),
            fast_registration=bucket("code"),
            backend=identity("plane-identities-backend"),
            operator_proxy=identity("plane-identities-backend"),
            worker=identity("plane-identities-worker"),
            single_namespace=True,
        )
    }
    assert engine.named("plane-namespace-mapping").inputs["data"] == {"template": "union"}


def test_a_retired_one_keeps_its_template_and_its_secrets_and_nothing_else() -> None:
    platform, engine = installed(RETIRED)

    assert engine.result is None
    assert sorted((r.type, r.name) for r in of_the_plane(engine)) == [
        ("kubernetes:core/v1:ConfigMap", "plane-namespace-mapping"),
        ("union:planes:DataPlane", "plane"),
        ("union:planes:Vault", "plane-vault"),
    ]
    assert platform.methods() == ["cluster", "log_key", "node_pools", "store_secret"]


def test_a_retired_one_lets_go_of_what_it_keeps() -> None:
    platform, engine = installed(RETIRED)

    assert engine.named("plane-namespace-mapping").options == {"retain_on_delete": True}
    stored = platform.told("store_secret")
    assert stored == {
        f"plane-vault-{what}": StoreSecretArgs(
            key=f"acme/union/{FIRST}/{what}",
            value=stored[f"plane-vault-{what}"].value,
            retired=True,
        )
        for what in ("grafana", "service-client")
    }


def test_everything_of_it_is_in_its_own_cluster() -> None:
    _, engine = installed(plane=SECOND)

    made = [r for r in of_the_plane(engine) if r.type.startswith("kubernetes:")]
    assert {r.provider for r in made} == {"union-prod-2-kubernetes"}


def test_its_client_is_told_by_id_and_never_by_secret() -> None:
    _, engine = installed()

    values = engine.named("plane-release").inputs["values"]
    assert values["global"]["AUTH_CLIENT_ID"] == "0oaservice"
    assert "planted" not in str(values)
