"""The control plane: its secrets, its identity and its release."""

from components.cloud.platform import ControlPlaneChart, WorkloadIdentityArgs
from components.contracts import ReadWriteData, ServiceAccount, SignUrls
from components.planes.cluster import SiteArgs, site
from components.planes.controlplane import ControlPlane, ControlPlaneArgs, namespace_template

from ..config.stack import Changes
from ..engine import Engine
from ..fakes import FakePlatform, bucket, identity, whole
from .settings import ONE, OPTION_B, RETIRED, SINGLE, TWO, provider, settings, stack_secrets

MADE = (
    "flyte-secret-auth",
    "flyteadmin-oidc-client-secret",
    "union-controlplane-secrets",
    "union-eager-api-key",
    "union-registry-secret",
)
"""Secrets that only we make."""
RENDERED = "flyte-admin-secrets"
"""The one that the chart renders."""


def installed(*changes: Changes) -> tuple[FakePlatform, Engine]:
    platform, engine = FakePlatform(), Engine()

    def program() -> None:
        found = settings(*changes)
        place = SiteArgs(settings=found, cluster="union-prod", platform=platform)
        args = ControlPlaneArgs(
            settings=found,
            site=site("cluster", place),
            identity_provider=provider(),
            metadata=whole("control-plane"),
            stack_secrets=stack_secrets(),
        )
        ControlPlane("plane", args)

    engine.run(program)
    return platform, engine


def secret(name: str) -> str:
    return f"plane-delivery-secrets-{name}"


def test_option_a_stores_what_is_secret_and_nothing_else() -> None:
    platform, _ = installed()

    assert sorted(it.key for it in platform.told("store_secret").values()) == [
        f"acme/union/control-plane/{what}"
        for what in ("database", "eager-client", "registry", "service-client", "web-client")
    ]


def test_option_a_fills_every_secret_from_the_store() -> None:
    _, engine = installed()

    found = engine.of_type("kubernetes:external-secrets.io/v1:ExternalSecret")
    assert sorted(r.name for r in found) == sorted(map(secret, (*MADE, RENDERED)))
    assert engine.of_type("kubernetes:core/v1:Secret") == []


def test_option_a_waits_for_the_secrets_that_the_chart_does_not_render() -> None:
    _, engine = installed()

    assert engine.named("plane-release").depends_on == tuple(map(secret, MADE))


def test_option_b_makes_every_secret_before_the_release() -> None:
    platform, engine = installed(OPTION_B)

    names = tuple(sorted(map(secret, (*MADE, RENDERED))))
    assert tuple(sorted(r.name for r in engine.of_type("kubernetes:core/v1:Secret"))) == names
    assert [n for n in engine.named("plane-release").dependencies if n in names] == [*names]
    assert platform.told("store_secret") == {}
    assert sorted(platform.told("workload_identity")) == ["plane-flyteadmin"]


def test_option_b_delivers_the_values_themselves() -> None:
    _, engine = installed(OPTION_B)

    delivered = {
        r.inputs["metadata"]["name"]: r.inputs["stringData"]
        for r in engine.of_type("kubernetes:core/v1:Secret")
    }
    assert delivered == {
        "flyte-admin-secrets": {
            "client_secret": "planted-service",
            "oidc_client_secret": "planted-web",
        },
        "flyte-secret-auth": {"client_secret": "planted-service"},
        "flyteadmin-oidc-client-secret": {"client_secret": "planted-web"},
        "union-controlplane-secrets": {
            "client_secret": "planted-service",
            "pass.txt": "planted-databasePassword",
        },
        "union-eager-api-key": {"client_id": "0oaeager", "client_secret": "planted-eager"},
        "union-registry-secret": {".dockerconfigjson": "planted-registryCredentials"},
    }


def test_flyteadmin_reads_and_writes_the_control_planes_own_bucket() -> None:
    platform, _ = installed()
    asked = platform.told("workload_identity")["plane-flyteadmin"]

    assert asked == WorkloadIdentityArgs(
        cluster=asked.cluster,
        subjects=(
            ServiceAccount(namespace="union-cp", name="flyteadmin"),
            ServiceAccount(namespace="union-cp", name="cacheservice"),
        ),
        grants=(
            ReadWriteData(location=whole("control-plane")),
            SignUrls(locations=(whole("control-plane"),)),
        ),
    )


def test_the_clouds_overlay_is_asked_for_with_that_identity() -> None:
    platform, _ = installed()

    assert platform.told("controlplane_chart") == {
        "": ControlPlaneChart(
            metadata=bucket("control-plane"), identity=identity("plane-flyteadmin"), scylla=True
        )
    }


def test_a_rotated_secret_restarts_what_reads_it_only_at_start() -> None:
    _, engine = installed()

    annotations = engine.named("plane-release").inputs["values"]["podAnnotations"]
    assert annotations == {
        "union.ai/union-controlplane-secrets.client_secret": "service-client-v1",
        "union.ai/union-controlplane-secrets.pass.txt": "database-v1",
        "union.ai/union-eager-api-key.client_secret": "eager-client-v1",
    }


def test_the_template_is_the_mapping_or_in_a_single_namespace_the_data_planes() -> None:
    assert namespace_template(settings()) == "acme-{{ project }}-{{ domain }}"
    assert namespace_template(settings(SINGLE)) == "union"


def test_a_retired_data_planes_namespace_is_nobodys_template() -> None:
    moved = {f"{ONE}.namespace": "left", f"{TWO}.namespace": "work"}

    assert namespace_template(settings(SINGLE, RETIRED, moved)) == "work"
