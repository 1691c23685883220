"""Secrets by their shapes: planted, and looked for in everything that is written."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from components.config.problems import report
from components.config.stack_secrets import Reference, missing_secrets
from review.__main__ import write
from review.model import Difference, Op, Preview, Refusal
from review.reading import read
from review.redaction import Redaction
from review.verdicts import Report, reviewed

from .things import STACK, urn

PLANTED = {
    "private key": "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
    "web token": "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJl",
    "AWS access key": "AKIA" + "IOSFODNN7EXAMPLE",
    "AWS secret key": "aws_secret_access_key = " + "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab",
    "GitHub token": "ghp_" + "a1B2" * 9,
    "GitLab token": "glpat-" + "x" * 20,
    "Slack token": "xoxb-" + "1234567890-abc",
    "Google key": "AIza" + "SyA" * 11 + "ab",
    "Azure key": "AccountName=a;AccountKey=" + "Zm9v" * 12 + "==",
    "Okta token": "00" + "aBcDeFgHiJ" * 4,
    "Pulumi token": "pul-" + "0f" * 20,
    "Vault token": "hvs." + "C" * 24,
    "URL": "postgres://union:" + "hunter22@db.acme.com/union",
    "bearer": "Authorization: Bearer " + "abcdefgh" * 3,
    "registry login": '{"auths": {"r": {"auth": "' + 'dXNlcjpwYXNz"}}}',
    "assignment": "password: " + "correct-horse",
}
BARE = {
    "AWS secret key": "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab",
    "Azure key": "Zm9v" * 12,
    "URL": "hunter22",
    "bearer": "abcdefgh" * 3,
    "registry login": "dXNlcjpwYXNz",
    "assignment": "correct-horse",
}
"""What of it must not be seen, where the rest may."""
PLAIN = [
    "existingSecret: union-grafana-admin",
    "passwordKey: admin-password",
    "arn:aws:secretsmanager:us-east-2:123456789012:secret:acme/union/client/value-??????",
    "union.ai/union-secret-auth.client_secret: terraform-41a3627426c2f1be5b7c90b07a",
    "0oa3bb50a30db54c4627",
    "https://oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE1",
    "clientSecretLocation: /etc/union/secret/client_secret",
    "tokenUrl: https://acme.okta.com/oauth2/aus1/v1/token",
]


def seen(name: str) -> str:
    return BARE.get(name, PLANTED[name])


@pytest.mark.parametrize("name", PLANTED)
def test_what_looks_like_a_secret_is_not_shown(name: str) -> None:
    assert seen(name) not in Redaction().text(f"before {PLANTED[name]} after")


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_names_a_secret_is_shown(text: str) -> None:
    assert Redaction().text(text) == text


def test_redacting_twice_changes_nothing_more() -> None:
    once = Redaction().text("\n".join(PLANTED.values()))

    assert Redaction().text(once) == once


def test_a_known_secret_is_hidden_in_base64_too() -> None:
    plain = "emulated-union-databasePassword"
    text = f"{plain} {b64encode(plain.encode()).decode()}"

    assert Redaction(known=frozenset({plain})).text(text) == "[secret] [secret]"


def test_a_key_that_says_secret_hides_any_text() -> None:
    shown = Redaction().value(
        {"adminPassword": "tr0ub4dor", "client_secret": "x", "token": "[secret]", "secretKey": "k"}
    )

    assert shown == {
        "adminPassword": "[secret]",
        "client_secret": "[secret]",
        "token": "[secret]",
        "secretKey": "k",
    }


def test_the_keys_of_a_secret_are_shown_and_its_values_never() -> None:
    inputs = {"metadata": {"name": "a"}, "stringData": {"pass.txt": "abc"}}

    assert Redaction().inputs("kubernetes:core/v1:Secret", inputs) == {
        "metadata": {"name": "a"},
        "stringData": {"pass.txt": "[secret]"},
    }


def test_no_planted_secret_is_in_anything_that_is_written(tmp_path: Path) -> None:
    config_map, secret = "kubernetes:core/v1:ConfigMap", "kubernetes:core/v1:Secret"
    state = {"custom": True, "propertyDependencies": {}}
    names = {f"key-{index}": text for index, text in enumerate(PLANTED.values())}
    steps = [
        {
            "op": "update",
            "urn": urn(config_map, "a"),
            "oldState": {**state, "urn": urn(config_map, "a"), "type": config_map, "inputs": {}},
            "newState": {
                **state,
                "urn": urn(config_map, "a"),
                "type": config_map,
                "inputs": {"data": names, "list": list(PLANTED.values())},
            },
        },
        {
            "op": "create",
            "urn": urn(secret, "b"),
            "newState": {
                **state,
                "urn": urn(secret, "b"),
                "type": secret,
                "inputs": {"stringData": {"x": "unshaped-and-planted"}},
            },
        },
    ]
    told = [{"severity": "error", "message": f"error: {it}"} for it in PLANTED.values()]
    found = read(STACK, {"steps": steps, "diagnostics": told}, Redaction())
    write(Report(stacks=reviewed([found])), tmp_path)

    hidden = [*(seen(name) for name in PLANTED), "unshaped-and-planted"]
    leaked = {
        (file.name, text)
        for file in tmp_path.iterdir()
        for text in hidden
        if text in file.read_text()
    }
    assert leaked == set()
    assert sorted(it.name for it in tmp_path.iterdir()) == [
        "comment.md",
        "plan.json",
        "report.html",
    ]


def test_a_secret_that_changed_is_told_without_its_values() -> None:
    kind = "aws:secretsmanager/secretVersion:SecretVersion"
    state = {"urn": urn(kind, "v"), "type": kind, "custom": True}
    step = {
        "op": "update",
        "urn": urn(kind, "v"),
        "oldState": {**state, "inputs": {"secretString": "[secret]"}},
        "newState": {**state, "inputs": {"secretString": "[secret]"}},
        "detailedDiff": {"secretString": {"kind": "update"}},
    }

    (change,) = read(STACK, {"steps": [step]}, Redaction()).changes

    assert (change.op, change.differences) == (
        Op.UPDATE,
        (Difference(path=("secretString",), old="[secret]", new="[secret]"),),
    )


def test_what_the_engine_fails_to_hide_is_hidden_by_type() -> None:
    kind = "aws:secretsmanager/secretVersion:SecretVersion"
    state = {"urn": urn(kind, "v"), "type": kind, "custom": True}
    step = {
        "op": "update",
        "urn": urn(kind, "v"),
        "oldState": {**state, "inputs": {"secretString": "old"}},
        "newState": {**state, "inputs": {"secretString": "new"}},
    }

    assert read(STACK, {"steps": [step]}, Redaction()).changes[0].differences == (
        Difference(path=("secretString",), old="[secret]", new="[secret]"),
    )


def test_a_secret_in_the_place_of_its_name_is_not_told_as_a_name() -> None:
    named = missing_secrets(
        {"hunter2": Reference(path="union:controlPlane.database", config="hunter2", store=False)},
        encrypted=frozenset(),
        plain=frozenset(),
    )
    told = [{"severity": "error", "message": f"error: {report(named)}"}]

    assert read(STACK, {"diagnostics": told}, Redaction()).refusals == (
        Refusal(
            reason="the stack file has 1 mistake:\n"
            "  union:[secret]: is not set, and union:controlPlane.database names it\n"
            "      run `pulumi config set --secret union:[secret]`"
        ),
    )


def test_a_refusal_is_redacted() -> None:
    told = [{"severity": "error", "message": "error: password: correct-horse is too short"}]

    assert read(STACK, {"diagnostics": told}, Redaction()) == Preview(
        stack=STACK, refusals=(Refusal(reason="password: [secret] is too short"),)
    )
