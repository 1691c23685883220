"""What each grant allows, and that it has a reason."""

from typing import get_args

import pytest

from components.cloud.aws import policy
from components.cloud.aws.grants import REASONS, statements
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
    SignUrls,
    WriteLogs,
    WriteMetrics,
)

from .facts import IMAGES, METADATA

BUCKET = "arn:aws:s3:::acme-metadata"
SECRET = SecretRef(key="a", arn="arn:aws:secretsmanager:us-east-2:123456789012:secret:a-??????")
WORKSPACE = "arn:aws:aps:us-east-2:123456789012:workspace/ws-1"
LOGIN = {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken"], "Resource": ["*"]}

GRANTS: tuple[Grant, ...] = (
    ReadWriteData(location=Location(bucket=METADATA)),
    ReadData(location=Location(bucket=METADATA, prefix="raw/data")),
    WriteLogs(bucket=METADATA),
    PushImages(registry=IMAGES),
    PullImages(registry=IMAGES),
    DescribeImages(registry=IMAGES),
    ReadSecrets(secrets=[SECRET]),
    WriteMetrics(remote_write=RemoteWrite(url="https://x", arn=WORKSPACE)),
    SignUrls(locations=[]),
    ReadLogs(),
)


def _allow(actions: list[str], *resources: str) -> dict[str, object]:
    return {"Effect": "Allow", "Action": actions, "Resource": list(resources)}


def test_data_of_a_whole_bucket() -> None:
    assert list(statements(ReadWriteData(location=Location(bucket=METADATA)))) == [
        _allow(["s3:GetBucketLocation", "s3:ListBucket"], BUCKET),
        _allow(
            ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            f"{BUCKET}/*",
        ),
    ]


def test_data_below_a_prefix_is_all_that_is_read() -> None:
    assert list(statements(ReadData(location=Location(bucket=METADATA, prefix="raw/data")))) == [
        _allow(["s3:GetBucketLocation"], BUCKET),
        {
            **_allow(["s3:ListBucket"], BUCKET),
            "Condition": {"StringLikeIfExists": {"s3:prefix": ["raw/data", "raw/data/*"]}},
        },
        _allow(["s3:GetObject"], f"{BUCKET}/raw/data/*"),
    ]


def test_logs_are_written_by_the_pages_statement() -> None:
    assert list(statements(WriteLogs(bucket=METADATA))) == [
        _allow(
            ["s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObjectAcl"],
            BUCKET,
            f"{BUCKET}/persisted-logs/*",
        )
    ]


def test_images_are_pulled_and_pushed_in_one_repository() -> None:
    assert list(statements(PushImages(registry=IMAGES))) == [
        LOGIN,
        _allow(
            [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:CompleteLayerUpload",
                "ecr:GetDownloadUrlForLayer",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart",
            ],
            str(IMAGES.arn),
        ),
    ]


def test_private_base_images_are_pulled() -> None:
    assert list(statements(PullImages(registry=IMAGES))) == [
        LOGIN,
        _allow(
            [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
            ],
            str(IMAGES.arn),
        ),
    ]


def test_the_operator_proxy_sees_images() -> None:
    assert list(statements(DescribeImages(registry=IMAGES))) == [
        LOGIN,
        _allow(["ecr:DescribeImages"], str(IMAGES.arn)),
    ]


def test_secrets_are_read_one_by_one() -> None:
    assert list(statements(ReadSecrets(secrets=[SECRET]))) == [
        _allow(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], str(SECRET.arn))
    ]


def test_no_secrets_are_no_statement() -> None:
    assert statements(ReadSecrets(secrets=[])) == ()


def test_metrics_go_to_one_workspace() -> None:
    it = WriteMetrics(remote_write=RemoteWrite(url="https://x", arn=WORKSPACE))

    assert list(statements(it)) == [_allow(["aps:RemoteWrite"], WORKSPACE)]


def test_metrics_that_go_elsewhere_need_nothing_of_aws() -> None:
    assert statements(WriteMetrics(remote_write=RemoteWrite(url="https://x"))) == ()


def test_a_role_signs_by_itself_and_reads_no_log_service() -> None:
    assert (statements(SignUrls(locations=[])), statements(ReadLogs())) == ((), ())


def test_a_role_with_several_grants_logs_in_once() -> None:
    both = [*statements(PushImages(registry=IMAGES)), *statements(PullImages(registry=IMAGES))]

    assert policy.document(both).count("ecr:GetAuthorizationToken") == 1


def test_every_grant_is_tried_here() -> None:
    assert {type(it) for it in GRANTS} == set(get_args(Grant))


@pytest.mark.parametrize("grant", GRANTS, ids=lambda it: type(it).__name__)
def test_no_action_has_a_wildcard_and_only_the_login_has_any_resource(grant: Grant) -> None:
    for statement in statements(grant):
        assert not [action for action in statement["Action"] if "*" in action]
        assert "*" not in statement["Resource"] or statement == LOGIN


@pytest.mark.parametrize("grant", GRANTS, ids=lambda it: type(it).__name__)
def test_every_action_has_one_reason_and_every_reason_an_action(grant: Grant) -> None:
    allowed = sorted(action for it in statements(grant) for action in it["Action"])
    reasoned = sorted(row.action for row in REASONS if row.grant is type(grant))

    assert allowed == reasoned
    assert all(row.why and row.page for row in REASONS)
