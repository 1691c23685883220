"""Each grant as roles."""

from dataclasses import replace
from typing import get_args

import pytest

from components.cloud.gcp.grants import REASONS, bindings
from components.cloud.gcp.policy import Binding, below, distinct, workload_member
from components.contracts import (
    DescribeImages,
    Grant,
    Location,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadSecrets,
    ReadWriteData,
    RemoteWrite,
    SecretRef,
    ServiceAccount,
    SignUrls,
    WriteLogs,
    WriteMetrics,
)
from tests.engine import Engine

from .facts import IMAGES, METADATA, POOL

SECRET = SecretRef(key="a", arn="projects/acme-union/secrets/a", label="a")
GRANTS: tuple[Grant, ...] = (
    ReadWriteData(location=Location(bucket=METADATA)),
    ReadData(location=Location(bucket=METADATA, prefix="raw/data")),
    WriteLogs(bucket=METADATA),
    PushImages(registry=IMAGES),
    PullImages(registry=IMAGES),
    DescribeImages(registry=IMAGES),
    ReadSecrets(secrets=[SECRET]),
    WriteMetrics(remote_write=RemoteWrite(url="https://x")),
    SignUrls(locations=[]),
    ReadLogs(),
)


def given(grant: Grant) -> list[tuple[str, str, str]]:
    return [(it.name, it.role, it.prefix) for it in bindings(grant, "prod")]


def test_data_of_a_whole_bucket() -> None:
    assert given(ReadWriteData(location=Location(bucket=METADATA))) == [
        ("acme-metadata-objectUser", "roles/storage.objectUser", ""),
        ("acme-metadata-bucketViewer", "roles/storage.bucketViewer", ""),
    ]


def test_data_below_a_prefix_is_all_that_is_read() -> None:
    assert given(ReadData(location=Location(bucket=METADATA, prefix="raw/data"))) == [
        ("acme-metadata/raw/data-objectViewer", "roles/storage.objectViewer", "raw/data"),
        ("acme-metadata-bucketViewer", "roles/storage.bucketViewer", ""),
    ]


def test_no_two_places_are_called_the_same() -> None:
    def place(bucket: str, prefix: str) -> ReadWriteData:
        there = replace(METADATA, name=bucket, label=bucket)
        return ReadWriteData(location=Location(bucket=there, prefix=prefix))

    alike = (
        place("acme-union", "raw"),
        place("acme-union-raw", ""),
        place("acme-union", "raw/data"),
        place("acme-union", "raw-data"),
    )
    objects = [bindings(grant, "prod")[0] for grant in alike]

    assert len(distinct(objects)) == len(alike)


def test_two_bindings_of_one_name_are_refused_and_one_said_twice_is_one() -> None:
    one = Binding(on="bucket", role="roles/storage.objectUser", target="a", label="a")

    assert distinct([one, replace(one)]) == [one]
    with pytest.raises(ValueError, match=r"^two bindings are called a-objectUser$"):
        distinct([one, replace(one, target="b")])


def test_logs_are_written_by_the_pages_role_below_their_prefix() -> None:
    assert given(WriteLogs(bucket=METADATA)) == [
        (
            "acme-metadata/persisted-logs-objectAdmin",
            "roles/storage.objectAdmin",
            "persisted-logs",
        )
    ]


def test_a_condition_lets_in_objects_and_lists_below_a_prefix_and_not_beside_it() -> None:
    engine = Engine()
    engine.run(lambda: below("acme-metadata", "raw"))

    assert engine.result == {
        "title": "below raw",
        "description": "Objects below raw/, and lists of them",
        "expression": "resource.name.startsWith('projects/_/buckets/acme-metadata/objects/raw/') "
        "|| api.getAttribute('storage.googleapis.com/objectListPrefix', '').startsWith('raw/')",
    }


def test_images_of_the_same_account_are_pushed_pulled_and_looked_up() -> None:
    assert [given(it(registry=IMAGES)) for it in (PushImages, PullImages, DescribeImages)] == [
        [("union-writer", "roles/artifactregistry.writer", "")],
        [("union-reader", "roles/artifactregistry.reader", "")],
        [("union-reader", "roles/artifactregistry.reader", "")],
    ]


def test_images_of_another_account_are_for_that_account_to_give() -> None:
    for grant in (PushImages, PullImages, DescribeImages):
        assert bindings(grant(registry=IMAGES), "elsewhere") == ()


def test_secrets_are_read_one_by_one() -> None:
    role = "roles/secretmanager.secretAccessor"
    assert bindings(ReadSecrets(secrets=[SECRET]), "prod") == (
        Binding(on="secret", role=role, target="projects/acme-union/secrets/a", label="a"),
    )


def test_urls_are_signed_as_oneself_and_as_nobody_else() -> None:
    assert bindings(SignUrls(locations=[]), "prod") == (
        Binding(on="account", role="roles/iam.serviceAccountTokenCreator"),
    )


def test_logs_are_read_in_the_project() -> None:
    assert bindings(ReadLogs(), "prod") == (Binding(on="project", role="roles/logging.viewer"),)


def test_metrics_need_nothing_of_google() -> None:
    assert bindings(WriteMetrics(remote_write=RemoteWrite(url="https://x")), "prod") == ()


def test_a_kubernetes_account_is_named_exactly() -> None:
    account = ServiceAccount(namespace="union", name="fluentbit-system")

    assert workload_member(POOL, account) == (
        "serviceAccount:acme-union.svc.id.goog[union/fluentbit-system]"
    )


def test_every_grant_is_tried_here() -> None:
    assert {type(it) for it in GRANTS} == set(get_args(Grant))


@pytest.mark.parametrize("grant", GRANTS, ids=lambda it: type(it).__name__)
def test_every_role_has_one_reason_and_every_reason_a_role(grant: Grant) -> None:
    allowed = sorted((it.on, it.role) for it in bindings(grant, "prod"))
    reasoned = sorted((row.on, row.role) for row in REASONS if row.grant is type(grant))

    assert allowed == reasoned
    assert all(row.why and row.page for row in REASONS)
    assert not [row for row in REASONS if row.role in ("roles/owner", "roles/editor")]
