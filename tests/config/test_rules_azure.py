"""What Azure asks of a stack file."""

import copy
from typing import Any

import pytest
import yaml

from components.config.reading import StackFile, read

from .stack import STACKS

SECRETS = frozenset({"serviceClientSecret", "grafanaPassword"})
FIRST = "dataPlanes.production-azure-1"
CONTROL_PLANE = yaml.safe_load((STACKS / "Pulumi.prod-aws.yaml").read_text())["config"]


def _mistakes(changes: dict[str, Any], encrypted: frozenset[str] = SECRETS) -> dict[str, str]:
    """What is found, by path, after `changes` at dotted paths of prod-azure."""
    config = yaml.safe_load((STACKS / "Pulumi.prod-azure.yaml").read_text())["config"]
    raw = {key.removeprefix("union:"): copy.deepcopy(value) for key, value in config.items()}
    for path, value in changes.items():
        *way, last = path.split(".")
        container = raw
        for key in way:
            container = container[key]
        if value is None:
            del container[last]
        else:
            container[last] = value
    return {it.path: it.found for it in read(StackFile(values=raw, encrypted=encrypted)).problems}


def test_the_stack_file_is_right() -> None:
    assert _mistakes({}) == {}


@pytest.mark.parametrize(
    ("path", "value", "where", "found"),
    [
        ("buckets.raw.storageAccount", "other", "buckets.raw.storageAccount", 'found "other", and'),
        ("buckets.raw.create", "union--raw", "buckets.raw.create", "single hyphens"),
        (
            f"{FIRST}.storage",
            {"metadata": "metadata", "fastRegistration": "raw"},
            f"{FIRST}.storage.fastRegistration",
            'found "raw", and the chart keeps code bundles on Azure in the container of the '
            "metadata",
        ),
        ("accounts.prod.keyVault", None, "accounts.prod.keyVault", "reads from a Key Vault"),
        ("accounts.prod.logAnalytics", None, "accounts.prod.logAnalytics", "reads its logs there"),
        (f"{FIRST}.persistentLogs", None, f"{FIRST}.persistentLogs", "with a key only"),
        (
            f"{FIRST}.persistentLogs.store",
            "bucket",
            "accounts.prod.storageAccounts",
            "has acmeunionprod without keys",
        ),
        (f"{FIRST}.ingress", None, f"{FIRST}.ingress", "is in another installation"),
        (
            "clusters.union-azure.nodePools.services",
            {"existing": {"name": "agentpool", "mode": "System"}, "role": "services"},
            "clusters.union-azure.nodePools.services",
            "is a system-mode pool, where AKS runs pods of its own",
        ),
    ],
)
def test_a_mistake_is_named(path: str, value: Any, where: str, found: str) -> None:
    assert found in _mistakes({path: value}).get(f"union:{where}", "nothing")


def test_a_key_for_logs_needs_a_storage_account_that_takes_keys() -> None:
    logs = {"store": "bucket", "storageKey": {"config": "logsKey"}}

    assert _mistakes({f"{FIRST}.persistentLogs": logs}, SECRETS | {"logsKey"}) == {
        "union:accounts.prod.storageAccounts": "has acmeunionprod without keys, and data plane "
        "production-azure-1 writes logs with one"
    }


def test_a_control_plane_does_not_run_on_azure() -> None:
    section = {**CONTROL_PLANE["union:controlPlane"], "cluster": "union-azure", "metadata": "raw"}

    assert _mistakes({"controlPlane": section})["union:controlPlane.cluster"] == (
        "is a cluster of Azure, for which the control plane's chart has no values"
    )


def test_an_attached_installation_has_no_identity_provider_and_no_registry_of_its_own() -> None:
    found = _mistakes(
        {
            "identityProvider": {"kind": "okta", "domain": "acme.okta.com", "groups": ["Everyone"]},
            "registry": {"config": "grafanaPassword"},
        }
    )

    assert {"union:identityProvider", "union:registry"} <= found.keys()


@pytest.mark.parametrize(
    ("pool", "settings"),
    [
        ("services", {"create": {"vmSize": "Standard_D8s_v5", "min": 1, "max": 2}}),
        ("system", {"existing": {"name": "cheap"}}),
    ],
)
def test_spot_nodes_are_for_workers(pool: str, settings: dict[str, Any]) -> None:
    ((which, told),) = settings.items()
    where = f"clusters.union-azure.nodePools.{pool}"

    assert _mistakes({where: {which: {**told, "capacity": "spot"}}}) == {
        f"union:{where}.{which}.capacity": f'found "spot", which AKS taints, and no pod of role '
        f"{pool} tolerates that or outlives an eviction well"
    }


def test_workers_may_be_spot() -> None:
    worker = {"create": {"vmSize": "Standard_D8s_v5", "min": 0, "max": 9, "capacity": "spot"}}

    assert _mistakes({"clusters.union-azure.nodePools.worker": worker}) == {}


def test_a_storage_account_is_named_once() -> None:
    config = yaml.safe_load((STACKS / "Pulumi.prod-azure.yaml").read_text())["config"]
    again = {**config["union:accounts"]["prod"], "location": "northeurope"}

    assert _mistakes({"accounts.second": again})[
        "union:accounts.second.storageAccounts.main.create"
    ] == ('found "acmeunionprod", which union:accounts.prod.storageAccounts.main names already')


def test_storage_accounts_of_two_accounts_are_told_apart() -> None:
    config = yaml.safe_load((STACKS / "Pulumi.prod-azure.yaml").read_text())["config"]
    more = {
        **config["union:accounts"]["prod"],
        "storageAccounts": {"main": {"create": "acmeunionnorth"}},
    }

    assert _mistakes(
        {
            "accounts.prod-north": more,
            "accounts.prod.storageAccounts.north-main": {"create": "acmeunionmore"},
        }
    )["union:accounts.prod-north.storageAccounts.main"] == (
        "would be called prod-north-main, as union:accounts.prod.storageAccounts.north-main is"
    )


@pytest.mark.parametrize(
    ("document", "nothing", "found"),
    [
        (
            "lifecycle",
            {"buckets.raw.retention": None},
            "says lifecycle, and no bucket in it has a retention to write",
        ),
        (
            "cors",
            {
                f"{FIRST}.codeViewer": "disabled",
                f"{FIRST.replace('1', '2')}.codeViewer": "disabled",
            },
            "says cors, and no code viewer reads code bundles from a bucket in it",
        ),
    ],
)
def test_a_document_to_manage_has_something_to_say(
    document: str, nothing: dict[str, Any], found: str
) -> None:
    theirs = {"existing": "acmeunionprod", "manage": [document]}
    managed = {"accounts.prod.storageAccounts.main": theirs}

    assert _mistakes(managed) == {}
    assert _mistakes({**managed, **nothing}) == {
        "union:accounts.prod.storageAccounts.main.manage": found
    }
