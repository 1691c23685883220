"""The floor of a state that nobody captured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from . import floor

STACK = "urn:pulumi:prod::union::pulumi:pulumi:Stack::union-prod"
SHELL = "urn:pulumi:prod::union::union:aws:Bucket::data"
PROVIDER = "urn:pulumi:prod::union::pulumi:providers:aws::prod"
BUCKET = "urn:pulumi:prod::union::union:aws:Bucket$aws:s3/bucket:Bucket::data-bucket"


def state() -> list[dict[str, Any]]:
    """What the engine exports, not in the order in which a program could register it."""
    return [
        {
            "urn": BUCKET,
            "type": "aws:s3/bucket:Bucket",
            "custom": True,
            "parent": SHELL,
            "provider": f"{PROVIDER}::0123",
            "protect": True,
            "retainOnDelete": True,
            "customTimeouts": {"create": 600, "update": 0},
            "inputs": {"bucket": "acme-data", "forceDestroy": False},
        },
        {
            "urn": PROVIDER,
            "type": "pulumi:providers:aws",
            "custom": True,
            "parent": STACK,
            "inputs": {"__internal": {}, "region": "us-east-2"},
        },
        {
            "urn": SHELL,
            "type": "union:aws:Bucket",
            "custom": False,
            "parent": STACK,
            "outputs": {"name": "acme-data"},
        },
        {"urn": STACK, "type": "pulumi:pulumi:Stack", "custom": False, "outputs": {"a": 1}},
    ]


BUCKET_ROW = {
    "urn": BUCKET,
    "type": "aws:s3/bucket:Bucket",
    "name": "data-bucket",
    "parent": SHELL,
    "provider": PROVIDER,
    "options": {"protect": True, "retain_on_delete": True},
    "timeouts": {"create": "600s"},
    "inputs": {"bucket": "acme-data", "forceDestroy": False},
}
PROVIDER_ROW = {
    "urn": PROVIDER,
    "type": "pulumi:providers:aws",
    "name": "prod",
    "parent": STACK,
    "options": dict[str, Any](),
    "inputs": {"region": "us-east-2"},
}
SHELL_ROW = {
    "urn": SHELL,
    "type": "union:aws:Bucket",
    "name": "data",
    "parent": STACK,
    "options": dict[str, Any](),
    "outputs": {"name": "acme-data"},
}


def test_each_resource_comes_after_its_parent_and_its_provider() -> None:
    assert list(floor.rows(state())) == [PROVIDER_ROW, SHELL_ROW, BUCKET_ROW]


def test_a_state_without_a_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match=r"nothing can come before .*data-bucket"):
        list(floor.rows([it for it in state() if it["urn"] != PROVIDER]))


def test_the_floor_without_sdks_is_tokens_and_properties(tmp_path: Path) -> None:
    floor.write(tmp_path / "floor", "union", state(), typed=False)

    written = json.loads((tmp_path / "floor" / "floor.json").read_text())
    settings = yaml.safe_load((tmp_path / "floor" / "Pulumi.yaml").read_text())
    assert written == {"outputs": {"a": 1}, "resources": [PROVIDER_ROW, SHELL_ROW, BUCKET_ROW]}
    assert settings == {"name": "union", "runtime": "python", "stackConfigDir": "stacks"}


def test_the_floor_on_sdks_has_their_classes_and_names(tmp_path: Path) -> None:
    floor.write(tmp_path / "floor", "union", state(), typed=True)

    written = json.loads((tmp_path / "floor" / "floor.json").read_text())
    typed = {
        **BUCKET_ROW,
        "class": ["pulumi_aws.s3", "Bucket"],
        "inputs": {"bucket": "acme-data", "force_destroy": False},
    }
    assert written["resources"] == [PROVIDER_ROW, SHELL_ROW, typed]


def test_an_input_that_is_no_output_has_its_name_from_the_argument(tmp_path: Path) -> None:
    vault = {
        "urn": BUCKET,
        "type": "azure-native:keyvault:Vault",
        "custom": True,
        "parent": STACK,
        "inputs": {"resourceGroupName": "union-prod", "vaultName": "acme"},
    }

    floor.write(tmp_path / "floor", "union", [vault, state()[-1]], typed=True)

    (row,) = json.loads((tmp_path / "floor" / "floor.json").read_text())["resources"]
    assert row["inputs"] == {"resource_group_name": "union-prod", "vault_name": "acme"}
