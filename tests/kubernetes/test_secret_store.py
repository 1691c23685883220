"""Page: configuration/authentication, option A: the store named `default` of each namespace."""

import pulumi

from components.contracts import ServiceAccount, WorkloadIdentity
from components.kubernetes.secret_store import SecretStore, SecretStoreArgs, reader

from ..engine import Engine

ROLE = "arn:aws:iam::123456789012:role/acme-eso"
PROVIDER = {
    "aws": {
        "service": "SecretsManager",
        "region": "us-east-2",
        "auth": {"jwt": {"serviceAccountRef": {"name": "union-external-secrets"}}},
    }
}


def program(preview: bool = False) -> Engine:
    def build() -> None:
        operator = pulumi.CustomResource("test:index:Operator", "operator")
        args = SecretStoreArgs(
            namespace="union",
            identity=WorkloadIdentity(
                principal=ROLE, annotations={"eks.amazonaws.com/role-arn": ROLE}
            ),
            provider=PROVIDER,
            operator=operator,
        )
        store = SecretStore("store", args).store
        pulumi.CustomResource("test:index:User", "user", {"store": store})

    engine = Engine(preview=preview)
    engine.run(build)
    return engine


def test_an_account_with_an_identity_of_its_own_reads_through_the_store() -> None:
    found = {r.name: r for r in program().registrations}

    assert found["store-reader"].brief() == (
        "kubernetes:core/v1:ServiceAccount",
        "store-reader",
        {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": {
                "name": "union-external-secrets",
                "namespace": "union",
                "annotations": {"eks.amazonaws.com/role-arn": ROLE},
            },
        },
    )
    assert found["store-store"].brief() == (
        "kubernetes:external-secrets.io/v1:SecretStore",
        "store-store",
        {
            "apiVersion": "external-secrets.io/v1",
            "kind": "SecretStore",
            "metadata": {
                "name": "default",
                "namespace": "union",
                "annotations": {"pulumi.com/waitFor": "condition=Ready"},
            },
            "spec": {"provider": PROVIDER},
        },
    )
    assert found["store-store"].depends_on == ("operator", "store-reader")
    assert found["store-store"].options["custom_timeouts"] == {"create": "10m", "update": "10m"}


def test_a_preview_knows_its_name_and_whoever_uses_it_waits() -> None:
    user = program(preview=True).named("user")

    assert user.inputs == {"store": "default"}
    assert user.dependencies == ("store-store",)


def test_the_account_that_reads_is_known_beforehand() -> None:
    assert reader("union") == ServiceAccount(namespace="union", name="union-external-secrets")
