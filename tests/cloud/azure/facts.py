"""One account and cluster that tests of Azure share."""

import pulumi_kubernetes as k8s

from components.cloud.args import PlatformArgs
from components.cloud.azure.platform import AzurePlatform
from components.config.accounts import AzureAccount, AzureKeyVault, AzureStorageAccount
from components.contracts import Bucket, Cluster, ImageRegistry, ServiceAccount

SUBSCRIPTION = "0b1f6471-1bf0-4dda-aec3-cb9272f09590"
TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/union-prod"
ISSUER = "https://westeurope.oic.prod-aks.azure.com/tenant/cluster/"
WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/union-prod"
ACCOUNT = AzureAccount(
    provider="azure",
    subscription_id=SUBSCRIPTION,
    tenant_id=TENANT,
    resource_group="union-prod",
    location="westeurope",
    storage_accounts={"main": AzureStorageAccount(create="acmeunion")},
    key_vault=AzureKeyVault(existing="acme-union"),
    log_analytics=WORKSPACE,
)
STORAGE_ID = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/acmeunion"
CONTAINER_ID = f"{STORAGE_ID}/blobServices/default/containers/union-metadata"
METADATA = Bucket(
    name="union-metadata",
    arn=CONTAINER_ID,
    uri="abfs://union-metadata@acmeunion.dfs.core.windows.net",
    region="westeurope",
    storage_account="acmeunion",
    label="union-metadata",
)
REGISTRY_ID = f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/acmeimages"
IMAGES = ImageRegistry(
    repository="acmeimages.azurecr.io/union",
    arn=REGISTRY_ID,
    authentication_type="azure",
    account="prod",
    label="acmeimages",
)
OPERATOR = ServiceAccount(namespace="union", name="operator-system")
PROXY = ServiceAccount(namespace="union", name="proxy-system")
OUTPUTS = {
    "azure-native:managedidentity:UserAssignedIdentity": lambda it: {
        "clientId": f"client-of-{it['resourceName']}",
        "principalId": f"principal-of-{it['resourceName']}",
    }
}


def platform(account: AzureAccount = ACCOUNT, name: str = "azure") -> AzurePlatform:
    """The platform of `account`, whose provider is called `name`."""
    return AzurePlatform(name, account, PlatformArgs(account=account, organization="acme"))


def cluster() -> Cluster:
    """A cluster of the account."""
    return Cluster(
        name="union-azure",
        cloud_name="union-azure",
        account="prod",
        account_id=SUBSCRIPTION,
        region="westeurope",
        oidc_issuer=ISSUER,
        node_principal="kubelet",
        kubernetes=k8s.Provider("union-azure"),
    )
