"""Roles of service accounts."""

import json
from typing import Any

import pulumi
import pytest

from components.cloud.args import WorkloadIdentityArgs
from components.config.accounts import AwsAccount
from components.contracts import (
    Grant,
    Location,
    PushImages,
    ReadWriteData,
    ServiceAccount,
    WorkloadIdentity,
)
from tests.engine import Engine

from .facts import ACCOUNT, IMAGES, METADATA, OIDC, OIDC_ARN, OPERATOR, PROXY, cluster, platform

DATA = ReadWriteData(location=Location(bucket=METADATA))


def _engine(
    *grants: Grant,
    subjects: tuple[ServiceAccount, ...] = (OPERATOR, PROXY),
    account: AwsAccount = ACCOUNT,
    preview: bool = False,
) -> Engine:
    def program() -> WorkloadIdentity:
        args = WorkloadIdentityArgs(cluster=cluster(), subjects=subjects, grants=grants)
        return platform(account).workload_identity("union-backend", args)

    engine = Engine(preview=preview)
    engine.run(program)
    return engine


def _json(registration: Any, key: str) -> list[dict[str, Any]]:
    return json.loads(registration.inputs[key])["Statement"]


def test_a_role_is_trusted_and_permitted_exactly_what_it_was_told() -> None:
    engine = _engine(DATA)
    role, policy = engine.named("union-backend-role"), engine.named("union-backend-policy")

    assert [it.name for it in engine.registrations[2:]] == [
        "union-backend",
        "union-backend-role",
        "union-backend-policy",
    ]
    assert role.inputs == {
        "name": "acme-union-backend",
        "path": "/",
        "assumeRolePolicy": role.inputs["assumeRolePolicy"],
    }
    assert policy.inputs == {
        "name": "acme-union-backend",
        "role": "acme-union-backend",
        "policy": policy.inputs["policy"],
    }
    assert _json(role, "assumeRolePolicy") == [
        {
            "Effect": "Allow",
            "Principal": {"Federated": OIDC_ARN},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {
                    f"{OIDC}:aud": "sts.amazonaws.com",
                    f"{OIDC}:sub": [
                        "system:serviceaccount:union:operator-system",
                        "system:serviceaccount:union:proxy-system",
                    ],
                }
            },
        }
    ]
    assert _json(policy, "policy")[1]["Resource"] == ["arn:aws:s3:::acme-metadata/*"]


def test_all_grants_of_a_role_are_one_document() -> None:
    policy = _engine(DATA, PushImages(registry=IMAGES)).named("union-backend-policy")

    assert [it["Action"][0] for it in _json(policy, "policy")] == [
        "s3:GetBucketLocation",
        "s3:AbortMultipartUpload",
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
    ]


def test_a_role_without_grants_has_no_policy() -> None:
    assert [it.type for it in _engine().registrations[3:]] == ["aws:iam/role:Role"]


@pytest.mark.parametrize("preview", [True, False])
def test_a_preview_knows_the_arn_and_the_annotation(preview: bool) -> None:
    arn = "arn:aws:iam::123456789012:role/acme-union-backend"

    assert _engine(DATA, preview=preview).result == WorkloadIdentity(
        principal=arn, annotations={"eks.amazonaws.com/role-arn": arn}
    )


def test_whoever_uses_a_role_waits_for_its_policy() -> None:
    def program() -> None:
        args = WorkloadIdentityArgs(cluster=cluster(), subjects=(PROXY,), grants=(DATA,))
        identity = platform().workload_identity("union-proxy", args)
        pulumi.ProviderResource("test", "waits", {"arn": identity.principal})

    engine = Engine()
    engine.run(program)

    assert engine.named("waits").dependencies == ("union-proxy-policy",)


def test_an_account_may_ask_for_a_path_and_a_boundary() -> None:
    boundary = "arn:aws:iam::123456789012:policy/boundary"
    account = ACCOUNT.model_copy(update={"role_path": "/union/", "permissions_boundary": boundary})
    engine = _engine(DATA, account=account)
    role = engine.named("union-backend-role")

    assert (role.inputs["path"], role.inputs["permissionsBoundary"]) == ("/union/", boundary)
    assert engine.result.principal == "arn:aws:iam::123456789012:role/union/acme-union-backend"


def test_too_many_accounts_are_refused_before_their_role_is_registered() -> None:
    many = tuple(ServiceAccount(namespace=f"acme-{n}-staging", name="default") for n in range(40))

    with pytest.raises(pulumi.RunError, match=r"^union-backend: the trust document of 40 service"):
        _engine(DATA, subjects=many)
