from pathlib import Path
from typing import Any

import pytest
import yaml

from components.config.problems import Problem
from components.config.settings import Settings
from components.values.overrides import problems

STACK = Path(__file__).parents[2] / "stacks" / "Pulumi.prod-aws.yaml"
PLANTED = "planted-7261"
DATA_PLANE = "union:dataPlanes.production-cluster-1.values."
SECRET = ("guards a secret", "secrets reach pods by union:secretDelivery")
METADATA = (
    "guards metadata",
    "write where things are kept in the section's metadata: or storage:",
)
MAPPING = ("decides the namespaces of runs", "write union:mode or union:namespaceMapping")


def told(
    plane: dict[str, Any] | None = None, control: dict[str, Any] | None = None
) -> list[Problem]:
    config = yaml.safe_load(STACK.read_text())["config"]
    sections = {key.removeprefix("union:"): value for key, value in config.items()}
    sections["dataPlanes"]["production-cluster-1"]["values"] = plane or {}
    sections["controlPlane"]["values"] = control or {}
    return problems(Settings.model_validate(sections))


def below(path: str, value: object) -> dict[str, Any]:
    for key in reversed(path.split(".")):
        value = {key: value}
    assert isinstance(value, dict)
    return value


def test_our_own_values_are_looked_at_only_where_others_are_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    monkeypatch.setattr(
        "components.values.dataplane.fragments", lambda args: made.append(args.name) or []
    )

    told(plane={"extraObjects": []})
    assert made == ["production-cluster-1"]


def test_leaves_of_ours_and_new_keys_may_be_set() -> None:
    plane = {
        "proxy": {"replicas": 2},
        "prometheus": {"server": {"retention": "9d"}},
        "flyteconnector": {"tolerations": []},
        "imageBuilder": {"buildkit": {"podAnnotations": {"a": "b"}}},
        "monitoring": {"grafana": {"ldap": {"existingSecret": "the-name-of-one"}}},
        "config": {"union": {"auth": {"tokenUrl": "https://acme.okta.com/token"}}},
    }

    assert told(plane, {"console": {"replicaCount": 2}}) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("secrets.admin.clientSecret", SECRET),
        ("secrets.admin.create", SECRET),
        ("monitoring.grafana.adminPassword", SECRET),
        ("monitoring.grafana.admin.existingSecret", SECRET),
        ("imageBuilder.basicAuth.passwordPlainText", SECRET),
        ("storage.secretKey", SECRET),
        ("storage.accessKey", SECRET),
        ("fluentbit.azureBlobSharedKey", SECRET),
        ("config.union.auth.clientSecretLocation", SECRET),
        ("proxy.secretManager.namespace", SECRET),
        ("storage.bucketName", METADATA),
        ("storage.metadataPrefix", METADATA),
        ("global.METADATA_BUCKET", METADATA),
        ("config.core.propeller.metadata-prefix", METADATA),
        ("namespace_mapping.template", MAPPING),
        ("low_privilege", MAPPING),
    ],
)
def test_a_guarded_key_of_a_data_plane_is_refused(path: str, reason: tuple[str, str]) -> None:
    found, remedy = reason

    assert told(below(path, PLANTED)) == [
        Problem(path=DATA_PLANE + path, found=found, remedy=remedy)
    ]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("dbPass", SECRET),
        ("flyte.secrets.adminOauthClientCredentials.clientSecret", SECRET),
        ("flyte.flyteadmin.additionalVolumes", SECRET),
        ("global.KUBERNETES_SECRET_NAME", SECRET),
        ("services.identity.apiKeyOverrides", SECRET),
        ("global.BUCKET_NAME", METADATA),
        ("flyte.configmap.namespace_config.namespace_mapping.template", MAPPING),
    ],
)
def test_a_guarded_key_of_the_control_plane_is_refused(path: str, reason: tuple[str, str]) -> None:
    found, remedy = reason

    assert told(control=below(path, PLANTED)) == [
        Problem(path=f"union:controlPlane.values.{path}", found=found, remedy=remedy)
    ]


@pytest.mark.parametrize("path", ["secrets", "storage", "config.core", "proxy"])
@pytest.mark.parametrize("whole", [None, "x"])
def test_dropping_what_holds_a_guarded_key_is_refused(path: str, whole: object) -> None:
    assert [problem.path for problem in told(below(path, whole))] == [DATA_PLANE + path]


def test_dropping_any_other_section_of_ours_is_refused() -> None:
    assert told({"prometheus": {"server": None}}) == [
        Problem(
            path=f"{DATA_PLANE}prometheus.server",
            found="would drop a whole section",
            remedy="write the keys below it",
        )
    ]


def test_every_mistake_is_told_and_no_value_ever() -> None:
    wrong = told({"secrets": {"admin": {"clientSecret": PLANTED}}}, {"dbPass": PLANTED})

    assert len(wrong) == 2
    assert PLANTED not in str(wrong)


def test_a_secret_in_a_list_is_refused_where_it_stands() -> None:
    variables = [{"name": "LEVEL", "value": "info"}, {"name": "DB_PASSWORD", "value": PLANTED}]
    sidecars = [{"name": "proxy", "env": variables}, {"auth": {"token": PLANTED}}]

    assert told({"sidecars": sidecars}) == [
        Problem(path=f"{DATA_PLANE}sidecars[0].env[1].value", found=SECRET[0], remedy=SECRET[1]),
        Problem(path=f"{DATA_PLANE}sidecars[1].auth.token", found=SECRET[0], remedy=SECRET[1]),
    ]


def test_what_a_list_says_of_secrets_by_name_is_right() -> None:
    reference = {"secretKeyRef": {"name": "union-db", "key": "password"}}
    harmless = [
        {"key": "nvidia.com/gpu", "operator": "Exists"},
        {"name": "DB_PASSWORD", "valueFrom": reference},
        {"secretName": "union-tls", "hosts": ["union.acme.com"]},
    ]

    assert not told({"extra": harmless})
