"""One valid example of every type of Azure, in an order in which all can be made."""

from __future__ import annotations

from typing import Any

from emulator.values import Props, Secret

SUBSCRIPTION = "0b1f6471-1bf0-4dda-aec3-cb9272f09590"
TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
KUBELET = "9b8a7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d"
GROUP = {"resourceGroupName": "union-prod"}
PROVIDERS = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/union-prod/providers"
ACCOUNT_ID = f"{PROVIDERS}/Microsoft.Storage/storageAccounts/acmeunion"
ROLES = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions"
DELEGATOR = f"{ROLES}/db58b8e5-c6ad-4a2a-8342-4190687cbf4a"

THINGS = {
    f"azure-native/{SUBSCRIPTION}": {
        "azure-native:resources:ResourceGroup": [{**GROUP, "location": "westeurope"}],
        "azure-native:storage:StorageAccount": [
            {**GROUP, "accountName": "acmelake", "location": "westeurope", "isHnsEnabled": True}
        ],
        "azure-native:containerservice:ManagedCluster": [
            {
                **GROUP,
                "resourceName": "union-azure",
                "fqdn": "union-azure.hcp.westeurope.azmk8s.io",
                "certificateAuthorityData": "Y2E=",
                "identityProfile": {"kubeletidentity": {"objectId": KUBELET}},
                "oidcIssuerProfile": {"issuerURL": "https://westeurope.oic.prod-aks.azure.com/a/"},
            }
        ],
    }
}
"""What is there before: a resource group with a cluster, and a data lake."""


def rule(**more: Any) -> dict[str, Any]:
    """A rule of a management policy."""
    actions = {"baseBlob": {"delete": {"daysAfterModificationGreaterThan": 90}}}
    filters = {"blobTypes": ["blockBlob"], "prefixMatch": ["union-raw/"]}
    return {
        "name": "expire",
        "type": "Lifecycle",
        "enabled": True,
        "definition": {"filters": filters, "actions": actions, **more},
    }


AZURE: dict[str, tuple[str, Props]] = {
    "azure-identity": (
        "azure-native:managedidentity:UserAssignedIdentity",
        {**GROUP, "resourceName": "acme-backend", "location": "westeurope", "tags": {"a": "b"}},
    ),
    "azure-credential": (
        "azure-native:managedidentity:FederatedIdentityCredential",
        {
            **GROUP,
            "resourceName": "acme-backend",
            "federatedIdentityCredentialResourceName": "union-operator-system",
            "issuer": "https://westeurope.oic.prod-aks.azure.com/a/",
            "subject": "system:serviceaccount:union:operator-system",
            "audiences": ["api://AzureADTokenExchange"],
        },
    ),
    "azure-storage": (
        "azure-native:storage:StorageAccount",
        {
            **GROUP,
            "accountName": "acmeunion",
            "location": "westeurope",
            "kind": "StorageV2",
            "sku": {"name": "Standard_ZRS"},
            "minimumTlsVersion": "TLS1_2",
            "allowBlobPublicAccess": False,
        },
    ),
    "azure-container": (
        "azure-native:storage:BlobContainer",
        {
            **GROUP,
            "accountName": "acmeunion",
            "containerName": "union-raw",
            "publicAccess": "None",
        },
    ),
    "azure-blobs": (
        "azure-native:storage:BlobServiceProperties",
        {
            **GROUP,
            "accountName": "acmeunion",
            "blobServicesName": "default",
            "isVersioningEnabled": True,
            "deleteRetentionPolicy": {"enabled": True, "days": 7},
            "cors": {
                "corsRules": [
                    {
                        "allowedOrigins": ["https://*.unionai.cloud"],
                        "allowedMethods": ["GET"],
                        "allowedHeaders": ["*"],
                        "exposedHeaders": ["ETag"],
                        "maxAgeInSeconds": 3600,
                    }
                ]
            },
        },
    ),
    "azure-lifecycle": (
        "azure-native:storage:ManagementPolicy",
        {
            **GROUP,
            "accountName": "acmeunion",
            "managementPolicyName": "default",
            "policy": {"rules": [rule()]},
        },
    ),
    "azure-role": (
        "azure-native:authorization:RoleAssignment",
        {
            "roleAssignmentName": "3f2504e0-4f89-51d3-9a0c-0305e82c3301",
            "scope": ACCOUNT_ID,
            "roleDefinitionId": DELEGATOR,
            "principalId": KUBELET,
            "principalType": "ServicePrincipal",
        },
    ),
    "azure-pool": (
        "azure-native:containerservice:AgentPool",
        {
            **GROUP,
            "resourceName": "union-azure",
            "agentPoolName": "worker",
            "mode": "User",
            "vmSize": "Standard_D8s_v5",
            "osDiskSizeGB": 128,
            "enableAutoScaling": True,
            "minCount": 0,
            "maxCount": 50,
            "count": 0,
            "nodeLabels": {"union.ai/node-role": "worker"},
            "nodeTaints": ["union.ai/node-role=worker:NoSchedule"],
        },
    ),
    "azure-registry": (
        "azure-native:containerregistry:Registry",
        {
            **GROUP,
            "registryName": "acmeunionimages",
            "location": "westeurope",
            "sku": {"name": "Standard"},
        },
    ),
    "azure-vault": (
        "azure-native:keyvault:Vault",
        {
            **GROUP,
            "vaultName": "acme-union",
            "location": "westeurope",
            "properties": {
                "tenantId": TENANT,
                "sku": {"family": "A", "name": "standard"},
                "softDeleteRetentionInDays": 90,
                "enablePurgeProtection": True,
            },
        },
    ),
    "azure-secret": (
        "azure-native:keyvault:Secret",
        {
            **GROUP,
            "vaultName": "acme-union",
            "secretName": "acme-client",
            "properties": {"value": Secret("a-secret-of-azure")},
        },
    ),
}
"""Examples by their names."""
