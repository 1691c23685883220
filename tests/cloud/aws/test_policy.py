"""Policy documents."""

import json

from components.cloud.aws import policy

from .facts import ACCOUNT, OIDC, OIDC_ARN, OPERATOR, PROXY, TASKS, statements

FEDERATED = {
    "Effect": "Allow",
    "Principal": {"Federated": OIDC_ARN},
    "Action": "sts:AssumeRoleWithWebIdentity",
}
AUDIENCE = {f"{OIDC}:aud": "sts.amazonaws.com"}


def test_one_account_is_trusted_exactly_as_the_page_has_it() -> None:
    assert statements(policy.trust(OIDC_ARN, [PROXY])) == [
        {
            **FEDERATED,
            "Condition": {
                "StringEquals": {
                    **AUDIENCE,
                    f"{OIDC}:sub": "system:serviceaccount:union:proxy-system",
                }
            },
        }
    ]


def test_several_accounts_share_a_statement_in_a_stable_order() -> None:
    document = policy.trust(OIDC_ARN, [PROXY, OPERATOR, PROXY])

    assert document == policy.trust(OIDC_ARN, [OPERATOR, PROXY])
    assert statements(document)[0]["Condition"]["StringEquals"][f"{OIDC}:sub"] == [
        "system:serviceaccount:union:operator-system",
        "system:serviceaccount:union:proxy-system",
    ]


def test_a_pattern_is_matched_apart_and_still_asks_for_the_audience() -> None:
    assert statements(policy.trust(OIDC_ARN, [TASKS, PROXY])) == [
        {
            **FEDERATED,
            "Condition": {
                "StringEquals": {
                    **AUDIENCE,
                    f"{OIDC}:sub": "system:serviceaccount:union:proxy-system",
                }
            },
        },
        {
            **FEDERATED,
            "Condition": {
                "StringEquals": AUDIENCE,
                "StringLike": {f"{OIDC}:sub": "system:serviceaccount:acme-*:default"},
            },
        },
    ]


def test_statements_that_differ_in_their_resources_only_become_one() -> None:
    document = policy.document(
        [
            policy.allow(["s3:GetObject"], "arn:b"),
            policy.allow(["s3:GetObject"], "arn:a"),
            policy.allow(["s3:GetObject"], "arn:c", condition={"Bool": {"x": "true"}}),
        ]
    )

    assert statements(document) == [
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:a", "arn:b"]},
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject"],
            "Condition": {"Bool": {"x": "true"}},
            "Resource": ["arn:c"],
        },
    ]


def test_a_document_has_no_blanks_that_would_count() -> None:
    document = policy.trust(OIDC_ARN, [PROXY])

    assert document == json.dumps(json.loads(document), separators=(",", ":"))


def test_a_bucket_answers_only_over_tls() -> None:
    assert statements(policy.tls_only("arn:aws:s3:::raw")) == [
        {
            "Sid": "DenyInsecureTransport",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["arn:aws:s3:::raw", "arn:aws:s3:::raw/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    ]


def test_nodes_are_trusted_through_ec2() -> None:
    assert statements(policy.node_trust(ACCOUNT)) == [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ]


def test_another_account_gets_the_pages_repository_policy() -> None:
    document = policy.repository(pull=["worker", "node", "worker"], push=["worker"], describe=["p"])

    assert statements(document) == [
        {
            "Sid": "AllowPull",
            "Effect": "Allow",
            "Principal": {"AWS": ["node", "worker"]},
            "Action": [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
            ],
        },
        {
            "Sid": "AllowDescribeImages",
            "Effect": "Allow",
            "Principal": {"AWS": ["p"]},
            "Action": ["ecr:DescribeImages"],
        },
        {
            "Sid": "ManageRepositoryContents",
            "Effect": "Allow",
            "Principal": {"AWS": ["worker"]},
            "Action": [
                "ecr:CompleteLayerUpload",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart",
            ],
        },
    ]


def test_private_base_images_are_pulled_only() -> None:
    document = policy.repository(pull=["worker"], push=(), describe=())

    assert [it["Sid"] for it in statements(document)] == ["AllowPull"]
