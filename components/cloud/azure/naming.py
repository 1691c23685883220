"""Physical names and resource ids, as plain strings that a preview knows. Pure.

A name is legal for its service, unique by its logical name, and the same on every run. Limits:
https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules.
"""

import re
import uuid

from ...config.accounts import AzureAccount
from ..names import Owner, digest, physical

IDENTITY_LENGTH = 128
CREDENTIAL_LENGTH = 120
SECRET_LENGTH = 127
REGISTRY_LENGTH = 50
AGENT_POOL_LENGTH = 12
"""Of Linux nodes; the first four of the last letters tell pools of one name apart."""


def identity(owner: Owner, logical: str) -> str:
    """Name of a user-assigned managed identity."""
    return physical(owner.name(logical), IDENTITY_LENGTH)


def credential(namespace: str, account: str) -> str:
    """Name of the federated credential of a service account; a dot keeps its two parts apart."""
    return physical(f"{namespace}.{account}", CREDENTIAL_LENGTH)


def secret(key: str) -> str:
    """Name of a Key Vault secret, which knows no slash: letters, digits and hyphens."""
    return physical(key, SECRET_LENGTH)


def registry(repository: str) -> str:
    """Name of the container registry of `<registry>/<repository>`: letters and digits."""
    wanted = repository.partition("/")[0]
    letters = re.sub(r"[^A-Za-z0-9]", "", wanted)
    if letters == wanted and 5 <= len(letters) <= REGISTRY_LENGTH:  # noqa: PLR2004
        return letters
    return f"{letters[: REGISTRY_LENGTH - 8]}{digest(wanted)}"


def repository_path(repository: str) -> str:
    """What follows the registry in `<registry>/<repository>`, with its slash; empty: nothing."""
    _, slash, path = repository.partition("/")
    return f"{slash}{path}"


def agent_pool(pool: str, *facts: object) -> str:
    """Name of an agent pool; `facts` that cannot change in place are part of it.

    So that a new pool can stand beside the old one before that one goes.
    """
    letters = re.sub(r"[^a-z0-9]", "", pool)
    return f"{letters[: AGENT_POOL_LENGTH - 4]}{digest(repr((pool, facts)))[:4]}"


def group_id(account: AzureAccount, group: str | None = None) -> str:
    """Id of a resource group; the account's own by default."""
    return (
        f"/subscriptions/{account.subscription_id}/resourceGroups/{group or account.resource_group}"
    )


def _in_group(account: AzureAccount, kind: str, name: str) -> str:
    return f"{group_id(account)}/providers/{kind}/{name}"


def identity_id(account: AzureAccount, name: str) -> str:
    """Id of a user-assigned managed identity."""
    return _in_group(account, "Microsoft.ManagedIdentity/userAssignedIdentities", name)


def cluster_id(account: AzureAccount, cluster: str, group: str | None) -> str:
    """Id of an AKS cluster."""
    kind = "Microsoft.ContainerService/managedClusters"
    return f"{group_id(account, group)}/providers/{kind}/{cluster}"


def storage_account_id(account: AzureAccount, name: str) -> str:
    """Id of a storage account."""
    return _in_group(account, "Microsoft.Storage/storageAccounts", name)


def container_id(account: AzureAccount, storage_account: str, container: str) -> str:
    """Id of a blob container."""
    holder = storage_account_id(account, storage_account)
    return f"{holder}/blobServices/default/containers/{container}"


def container_uri(storage_account: str, container: str) -> str:
    """How tasks and services name a container."""
    return f"abfs://{container}@{storage_account}.dfs.core.windows.net"


def registry_id(account: AzureAccount, name: str) -> str:
    """Id of a container registry."""
    return _in_group(account, "Microsoft.ContainerRegistry/registries", name)


def login_server(name: str) -> str:
    """Host of a container registry."""
    return f"{name.lower()}.azurecr.io"


def secret_id(account: AzureAccount, vault: str, name: str) -> str:
    """Id of a Key Vault secret, whatever its version."""
    return f"{_in_group(account, 'Microsoft.KeyVault/vaults', vault)}/secrets/{name}"


def vault_url(vault: str) -> str:
    """Where a Key Vault is reached."""
    return f"https://{vault.lower()}.vault.azure.net"


def role_id(account: AzureAccount, role: str) -> str:
    """Id of one of Azure's own roles, by its GUID."""
    kind = "Microsoft.Authorization/roleDefinitions"
    return f"/subscriptions/{account.subscription_id}/providers/{kind}/{role}"


def role_assignment(scope: str, role: str, principal: str) -> str:
    """Name of a role assignment: a GUID that is the same on every run.

    `principal`: a name of ours for whom it is for, since Azure's own is not known beforehand.
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{scope} {role} {principal}".lower()))
