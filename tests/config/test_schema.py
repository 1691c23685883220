"""The JSON schema from which editors complete a stack file."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from components.config.schema import PATH, rendered

from .stack import STACKS

FILES = sorted(STACKS.glob("Pulumi.*.yaml"))
PROD_AWS: dict[str, Any] = yaml.safe_load((STACKS / "Pulumi.prod-aws.yaml").read_text())


def refused(config: dict[str, Any]) -> list[str]:
    file = copy.deepcopy(PROD_AWS)
    file["config"] |= config
    return sorted(
        f"{'.'.join(map(str, error.path))}: {error.message}"
        for error in Draft202012Validator(json.loads(PATH.read_text())).iter_errors(file)
    )


def test_the_schema_is_fresh() -> None:
    assert PATH.read_text() == rendered(), "run make schema"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(PATH.read_text()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_stack_file_follows_the_schema_and_names_it(path: Path) -> None:
    validator = Draft202012Validator(json.loads(PATH.read_text()))

    assert path.read_text().startswith("# yaml-language-server: $schema=schema.json\n")
    assert [
        error.message for error in validator.iter_errors(yaml.safe_load(path.read_text()))
    ] == []


def test_a_section_that_we_do_not_know_is_refused() -> None:
    assert refused({"union:clowd": {"provider": "aws"}}) == [
        "config.union:clowd: 'secure' is a required property",
        "config.union:clowd: Additional properties are not allowed ('provider' was unexpected)",
    ]


def test_a_key_that_we_do_not_know_is_refused() -> None:
    assert refused({"union:secretDelivery": {"kubernetes": True, "kind": "docker"}}) == [
        "config.union:secretDelivery: Additional properties are not allowed ('kind' was unexpected)"
    ]


def test_other_namespaces_are_none_of_our_business() -> None:
    assert refused({"aws:region": "us-east-2", "acme:anything": [1, {"a": "b"}]}) == []


def test_encrypted_secrets_are_allowed() -> None:
    secret = {"secure": "v1:AAABAA:ciphertext"}

    assert refused({"okta:apiToken": secret, "union:databasePassword": secret}) == []


def test_secrets_in_plain_text_are_refused() -> None:
    assert refused({"okta:apiToken": "plain", "union:databasePassword": "plain"}) == [
        "config.okta:apiToken: 'plain' is not of type 'object'",
        "config.union:databasePassword: 'plain' is not of type 'object'",
    ]


def test_the_engines_own_keys_are_allowed() -> None:
    file = {**PROD_AWS, "secretsprovider": "awskms://alias/pulumi", "encryptionsalt": "v1:salt"}

    assert [*Draft202012Validator(json.loads(PATH.read_text())).iter_errors(file)] == []
