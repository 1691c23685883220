"""Whole installations that no stack file of the repository is."""

from collections.abc import Mapping
from typing import Any

import pytest

from .config.stack import sections
from .docs.stacks import option_b, ran
from .engine import Engine, Hidden
from .programs import exposed, run_program

SERVER = "https://login.example.com/union"
OIDC = {
    "kind": "oidc",
    "issuer": SERVER,
    "tokenUrl": f"{SERVER}/token",
    "audience": "api://union",
    "scope": "api://union/.default",
    "identityTypeClaims": {"idtyp": ["app"]},
    "serviceIdentityClaim": "object-id-of-service",
    "web": {"clientId": "web", "secret": {"config": "webSecret"}},
    "nativeClientId": "native",
    "service": {"clientId": "service", "secret": {"store": "theirs/service"}},
    "dataPlaneService": {"clientId": "data-plane", "secret": {"store": "theirs/data-plane"}},
    "eager": {"clientId": "eager", "secret": {"store": "theirs/eager", "property": "secret"}},
    "ci": {"github-actions": {"clientId": "ci", "secret": {"store": "theirs/ci"}}},
}
CONTROL_PLANE = "union-control-plane"
DATA_PLANE = "union-production-cluster-1"


@pytest.fixture(scope="module")
def oidc() -> Engine:
    """Clients of any other issuer: one secret of the stack, the others in the cloud's store."""
    return run_program(
        "prod-aws", {"union:identityProvider": OIDC}, {"union:webSecret": "planted-web"}
    )


@pytest.fixture(scope="module")
def attached() -> Engine:
    """Data planes alone, which report to a control plane elsewhere."""
    existing = {
        "host": "union.acme.com",
        "issuer": SERVER,
        "tokenUrl": f"{SERVER}/token",
        "audience": "https://union.acme.com",
        "service": {"clientId": "service", "secret": {"config": "serviceSecret"}},
    }
    name = "production-cluster-2"
    return run_program(
        "prod-aws",
        {
            "union:controlPlane": {"existing": existing},
            "union:identityProvider": None,
            "union:registry": None,
            "union:dataPlanes": {name: sections()["dataPlanes"][name]},
            "union:clusterPools": {"default": [name]},
        },
        {"union:serviceSecret": "planted-service"},
    )


def read_from(engine: Engine, name: str) -> Mapping[str, Any]:
    """Keys of an ExternalSecret to where in the store they come from."""
    data = engine.named(f"{CONTROL_PLANE}-delivery-secrets-{name}").inputs["spec"]["data"]
    return {it["secretKey"]: it["remoteRef"] for it in data}


def test_nothing_is_made_at_another_issuer(oidc: Engine) -> None:
    assert [r.name for r in oidc.registrations if "okta" in r.type.lower()] == []


def test_another_issuers_clients_are_exported_and_configured(oidc: Engine) -> None:
    assert oidc.exports["identityProvider"] == {
        "issuer": SERVER,
        "tokenUrl": f"{SERVER}/token",
        "audience": "api://union",
        "clientIds": {
            "web": "web",
            "native": "native",
            "controlPlane": "service",
            "dataPlane": "data-plane",
            "eager": "eager",
        },
    }
    assert oidc.exports["ci"]["github-actions"]["clientSecret"] == "theirs/ci"
    values = oidc.named(f"{DATA_PLANE}-release").inputs["values"]
    assert values["global"]["AUTH_CLIENT_ID"] == "data-plane"


def test_what_is_particular_to_another_issuer_reaches_the_control_plane(oidc: Engine) -> None:
    values = oidc.named(f"{CONTROL_PLANE}-release").inputs["values"]
    auth = values["flyte"]["configmap"]["adminServer"]["auth"]

    assert values["global"]["OIDC_S2S_SCOPE"] == "api://union/.default"
    assert auth["appAuth"]["identityTypeClaimsForApps"] == {"idtyp": ["app"]}
    assert auth["appAuth"]["externalAuthServer"] == {
        "baseUrl": SERVER,
        "allowedAudience": ["https://union.acme.com", "api://union"],
        "metadataUrl": ".well-known/openid-configuration",
    }
    assert values["configMap"]["union"]["connection"]["trustedIdentityClaims"] == {
        "externalIdentityClaim": "object-id-of-service"
    }


def test_a_secret_that_the_store_has_is_read_where_it_is_and_one_of_the_stack_is_stored(
    oidc: Engine,
) -> None:
    assert read_from(oidc, "flyte-admin-secrets") == {
        "client_secret": {"key": "theirs/service"},
        "oidc_client_secret": {"key": "acme/union/control-plane/web-client/value"},
    }
    assert read_from(oidc, "union-eager-api-key") == {
        "client_secret": {"key": "theirs/eager", "property": "secret"}
    }
    eager = oidc.named(f"{CONTROL_PLANE}-delivery-secrets-union-eager-api-key").inputs["spec"]
    assert eager["target"]["template"]["data"] == {"client_id": "eager"}
    stored = oidc.of_type("aws:secretsmanager/secret:Secret")
    assert sorted(r.inputs["name"] for r in stored) == [
        "acme/union/control-plane/database",
        "acme/union/control-plane/registry",
        "acme/union/control-plane/web-client/value",
        "acme/union/production-cluster-1/grafana",
    ]


def test_option_b_tells_a_pipelines_secret_as_a_secret() -> None:
    pipeline = option_b().exports["ci"]["github-actions"]

    assert pipeline["clientSecret"] == Hidden("planted-acme-union-ci-github-actions")


def test_the_releases_of_both_options_are_the_same_but_for_what_restarts_pods() -> None:
    engines = (ran("prod-aws"), option_b())

    for name in (f"{CONTROL_PLANE}-release", f"{DATA_PLANE}-release"):
        a, b = (without_versions(it.named(name).inputs["values"]) for it in engines)
        assert a == b


def test_data_planes_alone_make_nothing_of_a_control_plane(attached: Engine) -> None:
    strangers = ("okta:", "union:idp", "union:planes:ControlPlane")

    assert [r.name for r in attached.registrations if r.type.startswith(strangers)] == []
    releases = attached.of_type("kubernetes:helm.sh/v3:Release")
    assert "controlplane" not in {r.inputs["chart"] for r in releases}
    assert not [r.name for r in releases if r.inputs["namespace"] == "union-cp"]


def test_data_planes_alone_log_in_as_the_control_plane_elsewhere_has_it(attached: Engine) -> None:
    values = attached.named("union-production-cluster-2-release").inputs["values"]

    assert values["global"]["AUTH_CLIENT_ID"] == "service"
    assert attached.exports["identityProvider"] == {
        "issuer": SERVER,
        "tokenUrl": f"{SERVER}/token",
        "audience": "https://union.acme.com",
        "clientIds": {"dataPlane": "service"},
    }
    assert attached.exports["ci"] == {}


@pytest.mark.parametrize("which", ["oidc", "attached"])
def test_a_planted_secret_is_seen_by_those_who_store_it_alone(
    which: str, request: pytest.FixtureRequest
) -> None:
    assert exposed(request.getfixturevalue(which)) == []


def test_a_planted_secret_is_seen_by_kubernetes_alone_where_no_store_has_it() -> None:
    assert exposed(option_b()) == []


def without_versions(values: Any) -> Any:
    """`values` without the versions of secrets, and without what is empty then."""
    if not isinstance(values, Mapping):
        return values
    kept = {
        key: without_versions(value)
        for key, value in values.items()
        if not key.startswith("union.ai/union-") and not key.startswith("union.ai/fly")
    }
    return {key: value for key, value in kept.items() if value != {}}


def test_a_clients_secret_that_exists_is_read_in_each_data_planes_own_cloud() -> None:
    def client(name: str) -> dict[str, Any]:
        return {"clientId": name, "secret": {"store": f"theirs-{name}"}}

    clients = {it: client(it) for it in ("web", "service", "eager")}
    engine = run_program(
        "mixed",
        {
            "union:identityProvider": {
                **OIDC,
                **clients,
                "ci": {},
                "dataPlaneService": client("plane"),
            }
        },
    )

    may = engine.named("union-production-gke-delivery-reader-may-theirs-plane-secretAccessor")
    assert may.inputs["secretId"] == "projects/acme-union-prod/secrets/theirs-plane"
    role = "union-production-aks-delivery-reader-roles-key-vault-secrets-user-theirs-plane"
    assert (
        engine.named(role).inputs["scope"].endswith("/vaults/acme-union-prod/secrets/theirs-plane")
    )
    policy = engine.named("union-production-eks-delivery-reader-policy").inputs["policy"]
    assert ":secret:theirs-plane-??????" in policy
    for plane in ("eks", "gke", "aks"):
        name = f"union-production-{plane}-delivery-secrets-union-secret-auth"
        (data,) = engine.named(name).inputs["spec"]["data"]
        assert data["remoteRef"]["key"] == "theirs-plane"
