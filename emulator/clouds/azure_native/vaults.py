"""Key Vaults and their secrets, and Log Analytics workspaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...rules import Check, Exists, Number, Text
from ...store import Record
from ...table import Scene, by_token
from ...values import first
from .arm import MADE, SYSTEM, arm, guid, in_group, same_group

VAULT: Final = "azure-native:keyvault:Vault"
SECRET: Final = "azure-native:keyvault:Secret"  # noqa: S105
_KIND: Final = "Microsoft.KeyVault/vaults"
_LONGEST: Final = 25_600


def _awaits_purge(scene: Scene) -> str:
    days = first(scene.props, "properties.softDeleteRetentionInDays", 90)
    return f"a deleted vault of this name can be recovered for {days} days"


def _recoverable(scene: Scene) -> str:  # noqa: ARG001
    return "ObjectIsDeletedButRecoverable: a deleted secret of this name is still in the vault"


def _secrets_of(scene: Scene) -> Iterator[Record]:
    for record in scene.store.find(SECRET, scene.realm):
        if record.properties.get("vaultName") == scene.props["vaultName"]:
            yield record


def _stays_protected(scene: Scene) -> bool:
    now = first(scene.props, "properties.enablePurgeProtection")
    return bool(now) or not any(
        first(record.properties, "properties.enablePurgeProtection")
        for record in scene.store.find(VAULT, scene.realm)
        if record.properties.get("vaultName") == scene.props["vaultName"]
    )


def _short(scene: Scene) -> bool:
    value = first(scene.props, "properties.value")
    return not isinstance(value, str) or 1 <= len(value.encode()) <= _LONGEST


def _no_two_hyphens(scene: Scene) -> bool:
    return "--" not in str(scene.props.get("vaultName"))


ROWS = by_token(
    arm(
        "resources:ResourceGroup",
        "Resource Manager REST API, Resource groups",
        "Microsoft.Resources/resourceGroups",
        "resourceGroupName",
        id="/subscriptions/{subscription}/resourceGroups/{resourceGroupName}",
        computed={"properties": {"provisioningState": "Succeeded"}},
        existing_only=True,
    ),
    arm(
        "operationalinsights:Workspace",
        "Log Analytics REST API, Workspaces",
        "Microsoft.OperationalInsights/workspaces",
        "workspaceName",
        computed={
            "createdDate": MADE,
            "customerId": "{uuid}",
            "modifiedDate": MADE,
            "privateLinkScopedResources": [],
            "provisioningState": "Succeeded",
            **SYSTEM,
        },
        existing_only=True,
    ),
    arm(
        "keyvault:Vault",
        "Key Vault REST API, Vaults; Key Vault soft-delete overview",
        _KIND,
        "vaultName",
        computed={
            "properties.vaultUri": "https://{vaultName}.vault.azure.net/",
            "properties.provisioningState": "Succeeded",
            **SYSTEM,
        },
        replaces=frozenset({"location"}),
        rules=(
            Text(
                "vaultName",
                r"[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]",
                3,
                24,
                "letters, digits and hyphens, a letter first and no hyphen last",
            ),
            Check("two hyphens stand together", _no_two_hyphens, "vaultName"),
            guid("properties.tenantId"),
            Number("properties.softDeleteRetentionInDays", 7, 90),
        ),
        cloud=(Check("purge protection cannot be taken away", _stays_protected, "properties"),),
        unique=("vaultName",),
        unique_in="package",
        reserved=_awaits_purge,
        cascade=_secrets_of,
    ),
    arm(
        "keyvault:Secret",
        "Key Vault REST API, Secrets; Key Vault objects, identifiers and versioning",
        f"{_KIND}/secrets",
        "secretName",
        id=in_group(_KIND, "vaultName") + "/secrets/{secretName}",
        computed={
            "properties.secretUri": "https://{vaultName}.vault.azure.net/secrets/{secretName}",
            "properties.secretUriWithVersion": "https://{vaultName}.vault.azure.net/secrets"
            "/{secretName}/{hex:.28}{generation:04}",
            "location": "",
        },
        moving=frozenset({"properties.secretUriWithVersion"}),
        replaces=frozenset({"vaultName"}),
        rules=(
            Text("secretName", r"[0-9A-Za-z-]+", 1, 127, "letters, digits and hyphens"),
            Check(f"the value has 1 to {_LONGEST} bytes", _short, "properties.value"),
        ),
        cloud=(Exists("vaultName", VAULT, by="vaultName", where=same_group),),
        unique=("vaultName", "secretName"),
        reserved=_recoverable,
    ),
)
