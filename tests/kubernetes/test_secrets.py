"""Page: configuration/authentication, *Secret delivery*."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components.contracts import Secret, SecretRef, SecretValue, TargetSecret
from components.kubernetes.secrets import DeliveredSecrets, DeliveredSecretsArgs, ExternalDelivery

from ..engine import Engine

SYNCED = "jsonpath={.status.conditions[?(@.type=='Ready')].reason}=SecretSynced"
SERVICE = SecretRef(key="acme/union/service", arn="arn:service", version="v1")
WEB = SecretRef(key="acme/union/web", arn="arn:web", version="v2")
CLIENTS = SecretRef(key="clients", property="eager", arn="arn:clients")
EXTERNAL = ExternalDelivery(store="default", refresh_interval="2h")


def target(name: str, data: Mapping[str, Secret], **more: Any) -> TargetSecret:
    return TargetSecret(namespace="union-cp", name=name, data=data, **more)


def delivered(
    *targets: TargetSecret, external: ExternalDelivery | None = EXTERNAL, **more: Any
) -> Engine:
    def program() -> list[str]:
        args = DeliveredSecretsArgs(namespace="union-cp", targets=targets, external=external)
        before = DeliveredSecrets("secrets", args).before_release
        after = pulumi.ResourceOptions(depends_on=list(before))
        pulumi.CustomResource("test:index:Release", "release", {}, after)
        return []

    engine = Engine(**more)
    engine.run(program)
    return engine


def external_secret(engine: Engine, name: str) -> Mapping[str, Any]:
    found = engine.named(f"secrets-{name}")
    assert found.type == "kubernetes:external-secrets.io/v1:ExternalSecret"
    return found.inputs


def test_a_secret_of_ours_is_owned_and_waited_for_until_it_is_really_there() -> None:
    engine = delivered(target("union-secret-auth", {"client_secret": SERVICE}))

    assert external_secret(engine, "union-secret-auth") == {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {
            "name": "union-secret-auth",
            "namespace": "union-cp",
            "annotations": {"pulumi.com/waitFor": SYNCED, "force-sync": "v1"},
        },
        "spec": {
            "secretStoreRef": {"name": "default", "kind": "SecretStore"},
            "refreshInterval": "2h",
            "target": {
                "name": "union-secret-auth",
                "creationPolicy": "Owner",
                "deletionPolicy": "Retain",
            },
            "data": [{"secretKey": "client_secret", "remoteRef": {"key": "acme/union/service"}}],
        },
    }
    assert engine.named("release").depends_on == ("secrets-union-secret-auth",)


def test_a_secret_that_the_chart_renders_is_filled_beside_the_release() -> None:
    keys = {"client_secret": SERVICE, "oidc_client_secret": WEB}
    engine = delivered(target("flyte-admin-secrets", keys, release="unionai-controlplane"))

    assert external_secret(engine, "flyte-admin-secrets") == {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {
            "name": "flyte-admin-secrets-auth",
            "namespace": "union-cp",
            "annotations": {"pulumi.com/skipAwait": "true", "force-sync": "v1,v2"},
        },
        "spec": {
            "secretStoreRef": {"name": "default", "kind": "SecretStore"},
            "refreshInterval": "1m",
            "target": {
                "name": "flyte-admin-secrets",
                "creationPolicy": "Merge",
                "deletionPolicy": "Retain",
            },
            "data": [
                {"secretKey": "client_secret", "remoteRef": {"key": "acme/union/service"}},
                {"secretKey": "oidc_client_secret", "remoteRef": {"key": "acme/union/web"}},
            ],
        },
    }
    assert engine.named("release").depends_on == ()


def test_a_registry_secret_has_its_type() -> None:
    registry = target(
        "union-registry-secret",
        {".dockerconfigjson": SERVICE},
        type="kubernetes.io/dockerconfigjson",
    )

    spec = external_secret(delivered(registry), "union-registry-secret")["spec"]
    assert spec["target"] == {
        "name": "union-registry-secret",
        "creationPolicy": "Owner",
        "deletionPolicy": "Retain",
        "template": {"type": "kubernetes.io/dockerconfigjson"},
    }


def test_a_key_that_is_no_secret_stands_beside_what_is_read_from_the_store() -> None:
    eager = target("eager", {"client_secret": SERVICE}, plain={"client_id": "0oa1"})

    spec = external_secret(delivered(eager), "eager")["spec"]
    assert spec["target"]["template"] == {"mergePolicy": "Merge", "data": {"client_id": "0oa1"}}
    assert [it["secretKey"] for it in spec["data"]] == ["client_secret"]


def test_somebody_elses_secret_is_read_by_property_and_its_version_is_not_known() -> None:
    found = external_secret(delivered(target("eager", {"client_secret": CLIENTS})), "eager")

    assert found["spec"]["data"] == [
        {"secretKey": "client_secret", "remoteRef": {"key": "clients", "property": "eager"}}
    ]
    assert found["metadata"]["annotations"] == {"pulumi.com/waitFor": SYNCED}


def test_a_rotated_secret_is_read_again_at_once() -> None:
    def annotations(version: str) -> Mapping[str, str]:
        rotated = SecretRef(key="acme/union/service", arn="arn", version=version)
        engine = delivered(target("union-secret-auth", {"client_secret": rotated}))
        return external_secret(engine, "union-secret-auth")["metadata"]["annotations"]

    assert annotations("v1")["force-sync"] != annotations("v2")["force-sync"]


def test_a_secret_that_nobody_stored_is_refused_under_option_a_without_being_shown() -> None:
    def program() -> None:
        planted = SecretValue.of("planted")
        args = DeliveredSecretsArgs(
            namespace="union-cp", targets=[target("s", {"key": planted})], external=EXTERNAL
        )
        DeliveredSecrets("secrets", args)

    with pytest.raises(ValueError, match=r"^union-cp/s\.key: store the secret first$"):
        Engine().run(program)


def direct(*found: tuple[str, Mapping[str, str], dict[str, Any]]) -> Engine:
    def program() -> None:
        targets = [
            target(name, {key: SecretValue.of(value) for key, value in data.items()}, **more)
            for name, data, more in found
        ]
        args = DeliveredSecretsArgs(namespace="union-cp", targets=targets)
        before = DeliveredSecrets("secrets", args).before_release
        after = pulumi.ResourceOptions(depends_on=list(before))
        pulumi.CustomResource("test:index:Release", "release", {}, after)

    engine = Engine()
    engine.run(program)
    return engine


def test_option_b_makes_the_secret_itself_and_its_data_stay_secret() -> None:
    data = {"pass.txt": "planted", "client_secret": "planted too"}
    engine = direct(("union-controlplane-secrets", data, {}))

    found = engine.named("secrets-union-controlplane-secrets")
    assert found.brief() == (
        "kubernetes:core/v1:Secret",
        "secrets-union-controlplane-secrets",
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "union-controlplane-secrets", "namespace": "union-cp"},
            "type": "Opaque",
            "stringData": data,
        },
    )
    assert found.secrets == ("stringData",)


def test_option_b_writes_a_key_that_is_no_secret_beside_those_that_are() -> None:
    plain = {"plain": {"client_id": "0oa1"}}
    engine = direct(("eager", {"client_secret": "planted"}, plain))

    assert engine.named("secrets-eager").inputs["stringData"] == {
        "client_id": "0oa1",
        "client_secret": "planted",
    }


def test_option_b_lets_helm_take_over_the_secret_that_the_chart_renders() -> None:
    release = {"release": "unionai-controlplane"}
    engine = direct(("flyte-admin-secrets", {"client_secret": "planted"}, release))

    assert engine.named("secrets-flyte-admin-secrets").inputs["metadata"] == {
        "name": "flyte-admin-secrets",
        "namespace": "union-cp",
        "labels": {"app.kubernetes.io/managed-by": "Helm"},
        "annotations": {
            "meta.helm.sh/release-name": "unionai-controlplane",
            "meta.helm.sh/release-namespace": "union-cp",
        },
    }
    assert engine.named("release").depends_on == ("secrets-flyte-admin-secrets",)


def test_option_b_cannot_read_the_clouds_store() -> None:
    with pytest.raises(ValueError, match="a secret of the cloud's store needs secretDelivery"):
        delivered(target("s", {"key": SERVICE}), external=None)


def versions(target: TargetSecret, external: ExternalDelivery | None, **more: Any) -> Any:
    def program() -> Any:
        args = DeliveredSecretsArgs(namespace="union-cp", targets=[target], external=external)
        return DeliveredSecrets("secrets", args).versions

    engine = Engine(**more)
    engine.run(program)
    return engine.result


def test_a_version_of_the_store_tells_that_a_value_changed() -> None:
    made = target("union-secret-auth", {"client_secret": SERVICE, "eager": CLIENTS})

    assert versions(made, EXTERNAL) == {"union-secret-auth": {"client_secret": "v1"}}


def test_option_b_tells_it_by_the_version_of_the_object() -> None:
    answer = {"kubernetes:core/v1:Secret": {"metadata": {"resourceVersion": "7"}}}

    def program() -> Any:
        data = {"client_secret": SecretValue.of("planted")}
        args = DeliveredSecretsArgs(namespace="union-cp", targets=[target("auth", data)])
        return DeliveredSecrets("secrets", args).versions

    engine = Engine(answer)
    engine.run(program)

    assert engine.result == {"auth": {"client_secret": "7"}}


def test_what_a_chart_renders_changes_by_itself_and_tells_nothing() -> None:
    made = target("flyte-admin-secrets", {"client_secret": SERVICE}, release="cp")

    assert versions(made, EXTERNAL) == {}
