"""Google accounts of service accounts."""

import pulumi
import pytest

from components.cloud.args import WorkloadIdentityArgs
from components.contracts import (
    Grant,
    Location,
    PushImages,
    ReadLogs,
    ReadSecrets,
    ReadWriteData,
    SecretRef,
    ServiceAccount,
    SignUrls,
    WorkloadIdentity,
    WriteLogs,
)
from tests.engine import Engine

from .facts import IMAGES, METADATA, OPERATOR, PROXY, TASKS, cluster, platform

EMAIL = "acme-union-backend@acme-union.iam.gserviceaccount.com"
FULL = f"projects/acme-union/serviceAccounts/{EMAIL}"
FLUENTBIT = ServiceAccount(namespace="union", name="fluentbit-system")
SECRET = SecretRef(key="a", arn="projects/acme-union/secrets/a", label="a")
DATA = ReadWriteData(location=Location(bucket=METADATA, prefix="data"))


def _engine(
    *grants: Grant,
    subjects: tuple[ServiceAccount, ...] = (OPERATOR, PROXY),
    preview: bool = False,
) -> Engine:
    def program() -> WorkloadIdentity:
        args = WorkloadIdentityArgs(cluster=cluster(), subjects=subjects, grants=grants)
        return platform().workload_identity("union-backend", args)

    engine = Engine(preview=preview)
    engine.run(program)
    return engine


def test_exactly_these_accounts_may_act_as_it() -> None:
    engine = _engine()

    assert engine.named("union-backend-account").inputs == {
        "accountId": "acme-union-backend",
        "displayName": "acme union-backend",
    }
    assert [
        (it.name, it.inputs) for it in engine.of_type("gcp:serviceaccount/iAMMember:IAMMember")
    ] == [
        (
            f"union-backend-members-union-{name}",
            {
                "serviceAccountId": FULL,
                "role": "roles/iam.workloadIdentityUser",
                "member": f"serviceAccount:acme-union.svc.id.goog[union/{name}]",
            },
        )
        for name in ("operator-system", "proxy-system")
    ]


def test_each_grant_is_one_additive_member() -> None:
    engine = _engine(
        DATA,
        PushImages(registry=IMAGES),
        ReadSecrets(secrets=[SECRET]),
        SignUrls(locations=[]),
        ReadLogs(),
    )

    made = {
        it.name.removeprefix("union-backend-may-"): (it.type.rpartition(":")[2], it.inputs["role"])
        for it in engine.registrations
        if it.parent == "union-backend-may"
    }
    assert made == {
        "a-secretAccessor": ("SecretIamMember", "roles/secretmanager.secretAccessor"),
        "account-serviceAccountTokenCreator": (
            "IAMMember",
            "roles/iam.serviceAccountTokenCreator",
        ),
        "acme-metadata-bucketViewer": ("BucketIAMMember", "roles/storage.bucketViewer"),
        "acme-metadata/data-objectUser": ("BucketIAMMember", "roles/storage.objectUser"),
        "project-viewer": ("IAMMember", "roles/logging.viewer"),
        "union-writer": ("RepositoryIamMember", "roles/artifactregistry.writer"),
    }
    members = {
        it.inputs["member"] for it in engine.registrations if it.parent == "union-backend-may"
    }
    assert members == {f"serviceAccount:{EMAIL}"}
    assert not [
        it.type for it in engine.registrations if "Binding" in it.type or "Policy" in it.type
    ]


def test_fluent_bit_gets_the_pages_account_grant_and_binding() -> None:
    engine = _engine(WriteLogs(bucket=METADATA), subjects=(FLUENTBIT,))

    name = "union-backend-may-acme-metadata/persisted-logs-objectAdmin"
    grant = engine.named(name).inputs
    assert (grant["bucket"], grant["role"], grant["condition"]["title"]) == (
        "acme-metadata",
        "roles/storage.objectAdmin",
        "below persisted-logs",
    )
    assert engine.named("union-backend-members-union-fluentbit-system").inputs["member"] == (
        "serviceAccount:acme-union.svc.id.goog[union/fluentbit-system]"
    )
    assert engine.result.annotations == {"iam.gke.io/gcp-service-account": EMAIL}


@pytest.mark.parametrize("preview", [True, False])
def test_a_preview_knows_the_account_and_the_annotation(preview: bool) -> None:
    assert _engine(DATA, preview=preview).result == WorkloadIdentity(
        principal=EMAIL, annotations={"iam.gke.io/gcp-service-account": EMAIL}
    )


def test_whoever_uses_an_account_waits_for_its_members_and_roles() -> None:
    def program() -> None:
        args = WorkloadIdentityArgs(
            cluster=cluster(), subjects=(PROXY,), grants=(SignUrls(locations=[]),)
        )
        identity = platform().workload_identity("union-proxy", args)
        pulumi.ProviderResource("test", "waits", {"email": identity.principal})

    engine = Engine()
    engine.run(program)

    assert engine.named("waits").dependencies == (
        "union-proxy-account",
        "union-proxy-may-account-serviceAccountTokenCreator",
        "union-proxy-members-union-proxy-system",
    )


def test_a_pattern_of_accounts_is_refused_before_anything_is_registered() -> None:
    with pytest.raises(
        pulumi.RunError, match=r"^union-backend: runs tasks in namespaces acme-\*, "
    ):
        _engine(DATA, subjects=(TASKS,))
