"""Key Vault: secrets kept there, and how the External Secrets Operator reads them."""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi_azure_native import keyvault, storage

from ...config.accounts import AzureAccount, AzureKeyVault
from ...contracts import SecretRef, SecretValue, ServiceAccount, known_after
from ..args import StoreSecretArgs
from . import naming

RECOVERY_DAYS = 90
"""How long a deleted vault or secret can be restored and its name stays taken, days."""


def _vault(account: AzureAccount) -> AzureKeyVault:
    if account.key_vault is None:
        raise pulumi.RunError(
            "a secret on Azure is kept in a Key Vault: write keyVault: for the account"
        )
    return account.key_vault


def existing(account: AzureAccount, key: str, property_: str | None) -> SecretRef:
    """A secret that somebody else keeps in the vault."""
    scope = naming.secret_id(account, _vault(account).name, key)
    return SecretRef(key=key, property=property_, arn=scope, label=key)


def provider_block(account: AzureAccount, service_account: ServiceAccount) -> Mapping[str, Any]:
    """`spec.provider` of a `SecretStore` that reads as a service account of its namespace."""
    return {
        "azurekv": {
            "authType": "WorkloadIdentity",
            "tenantId": account.tenant_id,
            "vaultUrl": naming.vault_url(_vault(account).name),
            "serviceAccountRef": {"name": service_account.name},
        }
    }


def storage_key(
    account: AzureAccount, storage_account: pulumi.Input[str], provider: pulumi.ProviderResource
) -> SecretValue:
    """A key of a storage account, looked up at each run; unknown until there is one to ask."""
    found = storage.list_storage_account_keys_output(
        account_name=storage_account,
        resource_group_name=account.resource_group,
        opts=pulumi.InvokeOutputOptions(provider=provider),
    )
    return SecretValue.of(found.keys.apply(lambda keys: str(keys[0].value)))


class KeyVault(pulumi.ComponentResource):
    """A vault of ours: role-based, with soft delete and purge protection, protected and retained.

    Nobody can delete it for good before its time, so its name stays taken.
    """

    name: pulumi.Output[str]
    """Its name, which carries the order after it is made."""

    def __init__(
        self, name: str, account: AzureAccount, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:azure:KeyVault", name, None, opts)
        physical = _vault(account).name
        vault = keyvault.Vault(
            f"{name}-vault",
            vault_name=physical,
            resource_group_name=account.resource_group,
            location=account.location,
            properties={
                "tenant_id": account.tenant_id,
                "sku": {"family": "A", "name": keyvault.SkuName.STANDARD},
                "enable_rbac_authorization": True,
                "enable_soft_delete": True,
                "soft_delete_retention_in_days": RECOVERY_DAYS,
                "enable_purge_protection": True,
            },
            tags=account.tags or None,
            opts=pulumi.ResourceOptions(parent=self, protect=True, retain_on_delete=True),
        )
        self.name = known_after(vault, physical)
        self.register_outputs({"name": self.name})


class StoredSecret(pulumi.ComponentResource):
    """A secret of ours, protected and retained; a new value is a new version of it."""

    ref: SecretRef
    """Where it is kept; whoever uses the key waits for the value."""

    def __init__(
        self,
        name: str,
        args: StoreSecretArgs,
        account: AzureAccount,
        vault: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:StoredSecret", name, None, opts)
        physical = naming.secret(args.key)
        secret = keyvault.Secret(
            f"{name}-secret",
            secret_name=physical,
            vault_name=vault,
            resource_group_name=account.resource_group,
            properties={"value": args.value.value},
            tags=account.tags or None,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        # The URI tells nothing of the value, but what stands beside one is taken for a secret.
        uri = secret.properties.apply(lambda it: it.secret_uri_with_version)
        self.ref = SecretRef(
            key=known_after(secret, physical),
            arn=known_after(secret, naming.secret_id(account, _vault(account).name, physical)),
            version=pulumi.Output.unsecret(uri),
            label=physical,
        )
        self.register_outputs({"key": physical})
