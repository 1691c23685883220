"""Secrets in Secrets Manager."""

from components.cloud.args import StoreSecretArgs
from components.contracts import SecretRef, SecretValue
from tests.engine import Engine

from .facts import PROXY, cluster, platform

ARN = "arn:aws:secretsmanager:us-east-2:123456789012:secret:acme/union/cp/web-??????"


def _engine(*, retired: bool = False) -> Engine:
    def program() -> SecretRef:
        value = SecretValue.of("planted")
        args = StoreSecretArgs(key="acme/union/cp/web", value=value, retired=retired)
        return platform().store_secret("cp-web", args)

    engine = Engine(outputs={"aws:secretsmanager/secretVersion:SecretVersion": {"versionId": "v1"}})
    engine.run(program)
    return engine


def test_a_secret_is_kept_as_a_secret() -> None:
    engine = _engine()

    assert [it.brief() for it in engine.registrations[1:]] == [
        ("union:aws:StoredSecret", "cp-web", {}),
        (
            "aws:secretsmanager/secret:Secret",
            "cp-web-secret",
            {"name": "acme/union/cp/web", "recoveryWindowInDays": 7},
        ),
        (
            "aws:secretsmanager/secretVersion:SecretVersion",
            "cp-web-version",
            {"secretId": "cp-web-secret-id", "secretString": "planted"},
        ),
    ]
    assert engine.named("cp-web-version").secrets == ("secretString",)


def test_the_container_is_protected_and_a_new_value_may_replace_the_version() -> None:
    engine = _engine()

    assert engine.named("cp-web-secret").options == {"protect": True, "retain_on_delete": True}
    assert not {"protect", "retain_on_delete"} & set(engine.named("cp-web-version").options)


def test_a_retired_secret_is_retained_and_no_longer_protected() -> None:
    assert _engine(retired=True).named("cp-web-secret").options == {"retain_on_delete": True}


def test_a_reference_tells_where_the_secret_is_and_its_version_but_not_the_secret() -> None:
    engine = _engine()

    assert engine.result == SecretRef(key="acme/union/cp/web", arn=ARN, version="v1")
    assert "planted" not in repr(engine.result)


def test_an_existing_secret_is_only_referred_to() -> None:
    engine = Engine()
    engine.run(lambda: platform().existing_secret("acme/union/cp/web", "password"))

    assert [it.name for it in engine.registrations] == ["aws"]
    assert engine.result == SecretRef(key="acme/union/cp/web", property="password", arn=ARN)


def test_the_operator_reads_as_a_service_account_of_the_stores_namespace() -> None:
    engine = Engine()
    engine.run(lambda: platform().secret_store(PROXY, cluster()))

    assert engine.result == {
        "aws": {
            "service": "SecretsManager",
            "region": "us-east-2",
            "auth": {"jwt": {"serviceAccountRef": {"name": "proxy-system"}}},
        }
    }
