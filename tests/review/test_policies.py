"""Policies by what they allow."""

from __future__ import annotations

from typing import Any

import pytest

from review.policies import widened

SUBJECT = "oidc.example.com:sub"


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def trust(operator: str, subjects: Any, **more: Any) -> dict[str, Any]:
    return policy(
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Principal": {"Federated": "arn:aws:iam::1:oidc-provider/x"},
            "Condition": {operator: {SUBJECT: subjects, **more}},
        }
    )


SAME = {
    "statements in another order": (
        policy(allow("a:One"), allow("a:Two")),
        policy(allow("a:Two"), allow("a:One")),
    ),
    "one statement taken apart": (
        policy(allow(["a:One", "a:Two"], ["x", "y"])),
        policy(allow("a:One", ["y", "x"]), allow("a:Two", "x"), allow("a:Two", "y")),
    ),
    "an action in other letters": (policy(allow("S3:getobject")), policy(allow("s3:GetObject"))),
    "a part of what a wildcard allows": (
        policy(allow("s3:*", "arn:aws:s3:::a*")),
        policy(allow("s3:GetObject", "arn:aws:s3:::abc/*")),
    ),
    "another name of a statement": (policy(allow("a:B", Sid="X")), policy(allow("a:B", Sid="Y"))),
    "a condition more": (
        policy(allow("a:B")),
        policy(allow("a:B", Condition={"Bool": {"aws:SecureTransport": "true"}})),
    ),
    "a subject less": (trust("StringEquals", ["a", "b"]), trust("StringEquals", "a")),
    "an exact subject for a pattern": (
        trust("StringLike", "system:serviceaccount:*:default"),
        trust("StringEquals", "system:serviceaccount:union:default"),
    ),
    "an account by its number": (
        policy({"Effect": "Allow", "Action": "a:B", "Principal": {"AWS": "123456789012"}}),
        policy(
            {
                "Effect": "Allow",
                "Action": "a:B",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
            }
        ),
    ),
    "more denied": (
        policy(allow("a:B")),
        policy(allow("a:B"), {"Effect": "Deny", "Action": "a:C", "Resource": "*"}),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_what_allows_no_more_is_not_wider(name: str) -> None:
    assert widened(*SAME[name]) == ()


WIDER = {
    "an action": (
        policy(allow("s3:GetObject", "x")),
        policy(allow(["s3:GetObject", "s3:PutObject"], "x")),
        ("s3:PutObject on x",),
    ),
    "a resource": (
        policy(allow("a:B", "arn:x")),
        policy(allow("a:B", ["arn:x", "arn:y"])),
        ("a:B on arn:y",),
    ),
    "a principal": (
        policy({"Effect": "Allow", "Action": "a:B", "Principal": {"AWS": "arn:one"}}),
        policy({"Effect": "Allow", "Action": "a:B", "Principal": {"AWS": ["arn:one", "arn:two"]}}),
        ("arn:two may a:B",),
    ),
    "anybody": (
        policy({"Effect": "Allow", "Action": "a:B", "Principal": {"AWS": "arn:one"}}),
        policy({"Effect": "Allow", "Action": "a:B", "Principal": "*"}),
        ("* may a:B",),
    ),
    "a subject": (
        trust("StringEquals", ["a"]),
        trust("StringEquals", ["a", "b"]),
        ("b may sts:AssumeRoleWithWebIdentity",),
    ),
    "a pattern for an exact subject": (
        trust("StringEquals", "union:default"),
        trust("StringLike", "union:*"),
        ("union:* may sts:AssumeRoleWithWebIdentity",),
    ),
    "a condition less": (
        policy(allow("a:B", Condition={"Bool": {"aws:SecureTransport": "true"}})),
        policy(allow("a:B")),
        ("a:B on *",),
    ),
    "a denial that ends": (
        policy(allow("a:*"), {"Effect": "Deny", "Action": "a:C", "Resource": "*"}),
        policy(allow("a:*")),
        ("no longer denied: a:C on *",),
    ),
    "a statement by what it is not": (
        policy(allow("a:B")),
        policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
        (
            "a statement that can only be read by a person: "
            '{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*", "Sid": ""}',
        ),
    ),
}


@pytest.mark.parametrize("name", WIDER)
def test_what_allows_more_is_told(name: str) -> None:
    old, new, told = WIDER[name]

    assert widened(old, new) == told


def test_a_star_in_an_exact_subject_is_only_a_star() -> None:
    assert widened(trust("StringEquals", "*"), trust("StringEquals", "union:default")) == (
        "union:default may sts:AssumeRoleWithWebIdentity",
    )


def test_a_document_too_large_to_take_apart_is_compared_as_it_is_written() -> None:
    many = [f"a:Action{index}" for index in range(200)]
    old = policy(allow(many, [f"arn:{index}" for index in range(200)]))

    assert (widened(old, old), len(widened(None, old))) == ((), 1)


def test_actions_on_the_same_things_are_told_together() -> None:
    new = policy(allow(["s3:GetObject", "s3:PutObject"], ["x", "y"]), allow("s3:ListBucket", "x"))

    assert widened(policy(), new) == (
        "s3:GetObject, s3:ListBucket, s3:PutObject on x",
        "s3:GetObject, s3:PutObject on y",
    )


def test_access_to_what_is_only_made_now_widens_nothing() -> None:
    new = policy(allow("s3:GetObject", ["arn:aws:s3:::new/*", "arn:aws:s3:::new-not/*"]))

    assert widened(policy(), new, lambda it: "new/" in it) == (
        "s3:GetObject on arn:aws:s3:::new-not/*",
    )
