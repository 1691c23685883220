from dataclasses import replace

import pytest

from components.contracts import OidcClient, TargetSecret
from components.values.rotation import controlplane_rotation, rotation
from components.values.secrets import ControlPlaneSecrets, control_plane_secrets, data_plane_secrets

from .examples import IDP, SERVICE, secret

ARGS = ControlPlaneSecrets(
    namespace="union-cp",
    release="unionai-controlplane",
    identity_provider=IDP,
    database_password=secret("db"),
    registry=secret("registry"),
)


def target(name: str, data: dict[str, str], release: str | None = None) -> TargetSecret:
    keys = {key: secret(source) for key, source in data.items()}
    return TargetSecret(namespace="union-cp", name=name, data=keys, release=release)


def test_every_secret_that_control_plane_pods_read() -> None:
    assert control_plane_secrets(ARGS) == (
        target("union-controlplane-secrets", {"pass.txt": "db", "client_secret": "service"}),
        target("flyteadmin-oidc-client-secret", {"client_secret": "web"}),
        target("flyte-secret-auth", {"client_secret": "service"}),
        TargetSecret(
            namespace="union-cp",
            name="union-eager-api-key",
            data={"client_secret": secret("eager")},
            plain={"client_id": "0oaeager"},
        ),
        target(
            "flyte-admin-secrets",
            {"client_secret": "service", "oidc_client_secret": "web"},
            release="unionai-controlplane",
        ),
        TargetSecret(
            namespace="union-cp",
            name="union-registry-secret",
            data={".dockerconfigjson": secret("registry")},
            type="kubernetes.io/dockerconfigjson",
        ),
    )


def test_the_four_targets_of_the_page_have_a_client_secret() -> None:
    made = (*control_plane_secrets(ARGS), *data_plane_secrets("union", SERVICE))
    targets = {found.name: found.data for found in made}
    table = ("flyte-admin-secrets", "flyte-secret-auth", "union-controlplane-secrets")

    assert {name: targets[name]["client_secret"] for name in (*table, "union-secret-auth")} == (
        dict.fromkeys((*table, "union-secret-auth"), secret("service"))
    )


def test_only_what_the_chart_renders_itself_is_added_to() -> None:
    added = [found.name for found in control_plane_secrets(ARGS) if found.release]

    assert added == ["flyte-admin-secrets"]


def test_a_data_plane_reads_one_secret() -> None:
    assert data_plane_secrets("union", SERVICE) == (
        TargetSecret(
            namespace="union",
            name="union-secret-auth",
            data={"client_secret": secret("service")},
        ),
    )


def test_grafanas_password_is_a_secret_of_its_own() -> None:
    _, grafana = data_plane_secrets("union", SERVICE, secret("grafana"))

    assert grafana == TargetSecret(
        namespace="union",
        name="union-grafana-admin",
        data={"admin-password": secret("grafana")},
    )


def test_a_client_without_a_secret_is_an_error_that_names_none() -> None:
    idp = replace(IDP, web=OidcClient(client_id="0oaweb"))

    with pytest.raises(ValueError, match=r"^a confidential client has no secret$"):
        control_plane_secrets(replace(ARGS, identity_provider=idp))


def test_a_rotated_secret_restarts_the_control_planes_readers() -> None:
    fragment = controlplane_rotation(
        {
            "union-controlplane-secrets": {"client_secret": "s2", "pass.txt": "d1"},
            "flyteadmin-oidc-client-secret": {"client_secret": "w1"},
            "flyte-secret-auth": {"client_secret": "s2"},
            "union-eager-api-key": {"client_secret": "e1"},
        }
    )
    service = {
        "union.ai/union-controlplane-secrets.client_secret": "s2",
        "union.ai/union-controlplane-secrets.pass.txt": "d1",
    }

    assert fragment.values == {
        "podAnnotations": {**service, "union.ai/union-eager-api-key.client_secret": "e1"},
        "actions": {"podAnnotations": service},
        "flyte": {
            "flyteadmin": {
                "podAnnotations": {
                    **service,
                    "union.ai/flyteadmin-oidc-client-secret.client_secret": "w1",
                }
            },
            "flytescheduler": {
                "podAnnotations": {**service, "union.ai/flyte-secret-auth.client_secret": "s2"}
            },
        },
    }


def test_a_rotated_secret_restarts_a_data_planes_readers() -> None:
    versions = {
        "union-secret-auth": {"client_secret": "s2"},
        "union-grafana-admin": {"admin-password": "g1"},
    }

    assert rotation(versions).values == {
        "additionalPodAnnotations": {"union.ai/union-secret-auth.client_secret": "s2"},
        "monitoring": {
            "grafana": {"podAnnotations": {"union.ai/union-grafana-admin.admin-password": "g1"}}
        },
    }


def test_nothing_restarts_where_no_version_is_known() -> None:
    assert rotation({}).values == controlplane_rotation({}).values == {}
