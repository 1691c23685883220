"""Physical names: legal, unique, the same on every run."""

import re

import pytest

from components.cloud.aws import naming
from components.cloud.names import Owner
from components.config.accounts import AwsAccount

from .facts import ACCOUNT, ISSUER, OIDC_ARN

CHINA = AwsAccount(provider="aws", account_id="123456789012", region="cn-north-1")
ACME = Owner(organization="acme")
LONG_OWNER = Owner(organization="an-organization-with-a-long-name")
LONG = "union-a-data-plane-whose-name-has-forty-chars-operator-proxy"


def test_a_name_that_fits_is_the_organization_and_the_logical_name() -> None:
    assert naming.role(ACME, "union-backend") == "acme-union-backend"


def test_a_renamed_installation_keeps_its_names() -> None:
    renamed = Owner(organization="acme", installation="platform")

    assert naming.role(renamed, "platform-backend") == naming.role(ACME, "union-backend")


def test_a_name_that_is_too_long_keeps_its_end_and_carries_a_digest() -> None:
    name = naming.role(LONG_OWNER, LONG)

    assert name == "an-organization-with-a-long-name-union-a-data-pla-0dd6e0e6-proxy"
    assert len(name) == 64


def test_names_that_are_cut_alike_stay_apart() -> None:
    long = "x" * 80
    cut = {naming.role(ACME, f"{long}-{n}-role") for n in range(50)}

    assert len(cut) == 50
    assert all(re.fullmatch(r"[\w+=,.@-]{1,64}", name) for name in cut)


def test_an_illegal_letter_is_replaced_and_the_name_stays_unique() -> None:
    assert naming.role(ACME, "a/b") != naming.role(ACME, "a-b")
    assert re.fullmatch(r"[\w+=,.@-]{1,64}", naming.role(ACME, "a/b"))


def test_a_node_group_that_must_be_replaced_gets_another_name() -> None:
    one = naming.node_group(ACME, "prod-worker", "AL2023", ["m6i.large"])
    other = naming.node_group(ACME, "prod-worker", "AL2023", ["m6i.xlarge"])

    assert one != other
    assert re.fullmatch(r"acme-prod-worker-[0-9a-f]{8}", one)
    assert len(naming.node_group(LONG_OWNER, LONG)) <= 63


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("acme/union/control-plane/database", "acme/union/control-plane/database"),
        ("acme/union/control-plane/web-client", "acme/union/control-plane/web-client/value"),
        ("acme/union/cp/a-client-secret1", "acme/union/cp/a-client-secret1"),
    ],
)
def test_a_secret_never_ends_like_the_suffix_of_an_arn(key: str, name: str) -> None:
    assert naming.secret(key) == name


def test_a_secret_with_an_illegal_letter_is_renamed() -> None:
    assert re.fullmatch(r"acme/web-app-[0-9a-f]{8}-app", naming.secret("acme/web app-app"))


def test_arns_are_plain_strings() -> None:
    assert {
        "role": naming.role_arn(ACCOUNT, "backend", "/union/"),
        "policy": naming.managed_policy_arn(ACCOUNT, "AmazonEKS_CNI_Policy"),
        "oidc": naming.oidc_provider_arn(ACCOUNT, ISSUER),
        "cluster": naming.cluster_arn(ACCOUNT, "union-prod"),
        "bucket": naming.bucket_arn(ACCOUNT, "raw"),
        "repository": naming.repository_arn(ACCOUNT, "union/images"),
        "uri": naming.repository_uri(ACCOUNT, "union/images"),
        "secret": naming.secret_arn(ACCOUNT, "acme/union/web"),
        "workspace": naming.workspace_arn(ACCOUNT, "ws-1"),
        "write": naming.remote_write_url(ACCOUNT, "ws-1"),
    } == {
        "role": "arn:aws:iam::123456789012:role/union/backend",
        "policy": "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
        "oidc": OIDC_ARN,
        "cluster": "arn:aws:eks:us-east-2:123456789012:cluster/union-prod",
        "bucket": "arn:aws:s3:::raw",
        "repository": "arn:aws:ecr:us-east-2:123456789012:repository/union/images",
        "uri": "123456789012.dkr.ecr.us-east-2.amazonaws.com/union/images",
        "secret": "arn:aws:secretsmanager:us-east-2:123456789012:secret:acme/union/web-??????",
        "workspace": "arn:aws:aps:us-east-2:123456789012:workspace/ws-1",
        "write": "https://aps-workspaces.us-east-2.amazonaws.com/workspaces/ws-1/api/v1/remote_write",
    }


def test_a_secret_that_is_named_by_its_arn_is_granted_exactly() -> None:
    arn = "arn:aws:secretsmanager:us-east-2:123456789012:secret:db-AbCdEf"

    assert naming.secret_arn(ACCOUNT, arn) == arn


def test_other_partitions_have_their_own_arns_and_hosts() -> None:
    assert naming.bucket_arn(CHINA, "raw") == "arn:aws-cn:s3:::raw"
    assert naming.repository_uri(CHINA, "i") == "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/i"
    assert naming.partition("us-gov-west-1") == "aws-us-gov"
    assert naming.partition("us-iso-east-1") == "aws-iso"
    assert naming.partition("us-isob-east-1") == "aws-iso-b"
    assert naming.partition("eusc-de-east-1") == "aws-eusc"
    assert naming.partition("us-east-2") == "aws"
