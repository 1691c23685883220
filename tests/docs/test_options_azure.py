"""What the documentation has for Azure and prod-azure does not use, through the program."""

import copy
from typing import Any

import yaml

from tests.programs import ROOT, exposed, run_program

STACK = yaml.safe_load((ROOT / "stacks" / "Pulumi.prod-azure.yaml").read_text())["config"]
PLANE = "production-azure-1"
IDENTITY = f"union-{PLANE}-identities-fluentbit"


def _in_the_bucket(**more: Any) -> dict[str, Any]:
    config = copy.deepcopy(STACK)
    config["union:dataPlanes"][PLANE]["persistentLogs"] = {"store": "bucket", **more}
    config["union:accounts"]["prod"]["storageAccounts"]["main"]["sharedKeyAccess"] = True
    return {key: config[key] for key in ("union:accounts", "union:dataPlanes")}


def test_fluent_bit_has_the_pages_identity_where_the_stack_file_says_bucket() -> None:
    engine = run_program("prod-azure", _in_the_bucket())

    identity = engine.named(f"{IDENTITY}-identity").inputs["resourceName"]
    credential = engine.named(f"{IDENTITY}-credentials-union-fluentbit-system").inputs
    assert credential["resourceName"] == identity
    assert credential["subject"] == "system:serviceaccount:union:fluentbit-system"
    assert credential["audiences"] == ["api://AzureADTokenExchange"]
    role = engine.named(f"{IDENTITY}-roles-storage-blob-data-contributor-acmeunionprod").inputs
    assert role["principalId"] == f"principal-of-{identity}"
    assert role["scope"].endswith("/storageAccounts/acmeunionprod")

    values = engine.named(f"union-{PLANE}-release").inputs["values"]
    fluentbit = values["fluentbit"]
    assert fluentbit["enabled"] is True
    assert fluentbit["serviceAccount"] == {
        "create": False,
        "name": "fluentbit-system",
        "annotations": {"azure.workload.identity/client-id": f"client-of-{identity}"},
    }
    assert fluentbit["podLabels"] == {"azure.workload.identity/use": "true"}


def test_a_key_that_is_looked_up_reaches_fluent_bit_by_the_vault_and_its_environment() -> None:
    engine = run_program("prod-azure", _in_the_bucket())

    stored = engine.named(f"union-{PLANE}-vault-logs-secret")
    assert stored.inputs["properties"]["value"] == "planted-key-of-acmeunionprod"
    assert exposed(engine) == []
    delivered = engine.named(f"union-{PLANE}-delivery-secrets-union-persistent-logs").inputs["spec"]
    values = engine.named(f"union-{PLANE}-release").inputs["values"]["fluentbit"]
    (variable,) = values["env"]
    assert variable["valueFrom"]["secretKeyRef"]["name"] == delivered["target"]["name"]
    assert variable["valueFrom"]["secretKeyRef"]["key"] == delivered["data"][0]["secretKey"]
    assert values["azureBlobSharedKey"] == f"${{{variable['name']}}}"


def test_a_key_that_the_stack_file_names_comes_before() -> None:
    named = _in_the_bucket(storageKey={"config": "logsKey"})
    engine = run_program("prod-azure", named, {"union:logsKey": "planted-logs-key"})

    stored = engine.named(f"union-{PLANE}-vault-logs-secret")
    assert stored.inputs["properties"]["value"] == "planted-logs-key"
    assert "azure-native:storage:listStorageAccountKeys" not in dict(engine.calls)
