"""Faults in what Azure is asked for."""

from __future__ import annotations

from . import examples_azure as ex
from .planting import Fault

_OTHER = "11111111-2222-4333-8444-555555555555"
_IN_GROUPS = [name for name in ex.AZURE if name != "azure-role"]
_TAGS = {str(number): "v" for number in range(51)}


def _policy(**more: object) -> dict[str, object]:
    return {"policy": {"rules": [ex.rule(**more)]}}


def _cors(rules: int, origins: int = 1, method: str = "GET") -> dict[str, object]:
    one = {
        "allowedOrigins": ["https://a.com"] * origins,
        "allowedMethods": [method],
        "allowedHeaders": ["*"],
        "exposedHeaders": ["*"],
        "maxAgeInSeconds": 1,
    }
    return {"cors": {"corsRules": [one] * rules}}


def _filters(**more: object) -> dict[str, object]:
    return _policy(filters={"blobTypes": ["blockBlob"], **more})


FAULTS = [
    *(
        Fault(name, {"resourceGroupName": "nobodys"}, "there is no ResourceGroup 'nobodys'")
        for name in _IN_GROUPS
    ),
    # Identities.
    Fault("azure-identity", {"resourceName": "ab"}, "has 2 characters; 3 to 128"),
    Fault("azure-identity", {"resourceName": "acme.backend"}, "must be letters, digits"),
    Fault("azure-identity", {"tags": _TAGS}, "51 tags; 50 go"),
    Fault("azure-identity", {"tags": {"a/b": "c"}}, "is too long or has other characters"),
    Fault("azure-identity", {"tags": {"a": "c" * 257}}, "more than 256 characters"),
    Fault(
        "azure-credential",
        {"federatedIdentityCredentialResourceName": "x" * 121},
        "has 121 characters; 3 to 120",
    ),
    Fault("azure-credential", {"issuer": "http://issuer"}, "must be an https URL"),
    Fault("azure-credential", {"subject": "x" * 601}, "601 characters"),
    Fault(
        "azure-credential", {"subject": "system:serviceaccount:acme-*:default"}, "has a wildcard"
    ),
    Fault("azure-credential", {"audiences": []}, "has 0 items; 1 to 1"),
    Fault("azure-credential", {"audiences": ["sts.amazonaws.com"]}, "is not one of api://AzureAD"),
    Fault("azure-credential", {"resourceName": "nobody"}, "there is no UserAssignedIdentity"),
    Fault(
        "azure-credential",
        {"federatedIdentityCredentialResourceName": "another"},
        "trusts this issuer and subject already",
    ),
    Fault("azure-role", {"roleAssignmentName": "backend"}, "is not a GUID"),
    Fault("azure-role", {"principalId": "backend"}, "is not a GUID"),
    Fault("azure-role", {"principalType": "Robot"}, "'Robot' is not one of User"),
    Fault("azure-role", {"principalType": None}, "is not said"),
    Fault("azure-role", {"roleDefinitionId": f"{ex.ROLES}/{_OTHER}"}, "RoleDefinitionDoesNotExist"),
    Fault("azure-role", {"scope": f"{ex.ACCOUNT_ID}2"}, "ResourceNotFound"),
    Fault("azure-role", {"principalId": _OTHER}, "PrincipalNotFound"),
    Fault("azure-role", {"roleAssignmentName": _OTHER}, "already exists"),
    # Storage.
    Fault("azure-storage", {"accountName": "acme-union"}, "must be lower case letters and digits"),
    Fault("azure-storage", {"accountName": "a" * 25}, "25 characters; 3 to 24"),
    Fault("azure-storage", {"sku": {"name": "Standard_ALL"}}, "'Standard_ALL' is not one of"),
    Fault("azure-storage", {"minimumTlsVersion": "TLS2"}, "'TLS2' is not one of"),
    Fault("azure-container", {"containerName": "Raw"}, "must be lower case letters"),
    Fault("azure-container", {"containerName": "union--raw"}, "two hyphens stand together"),
    Fault("azure-container", {"accountName": "nobodys"}, "there is no StorageAccount"),
    Fault("azure-container", {"publicAccess": "Blob"}, "allows no public access"),
    Fault("azure-blobs", {"blobServicesName": "mine"}, "must be default"),
    Fault("azure-blobs", {"deleteRetentionPolicy": {"days": 366}}, "is not between 1 and 365"),
    Fault(
        "azure-blobs", {"containerDeleteRetentionPolicy": {"days": 0}}, "is not between 1 and 365"
    ),
    Fault("azure-blobs", {"accountName": "nobodys"}, "there is no StorageAccount"),
    Fault("azure-blobs", {"accountName": "acmelake"}, "a hierarchical namespace has no versions"),
    Fault("azure-blobs", _cors(6), "has 6 items; 0 to 5"),
    Fault("azure-blobs", _cors(1, origins=65), "has 65 items; 1 to 64"),
    Fault("azure-blobs", _cors(1, method="READ"), "'READ' is not one of"),
    Fault("azure-lifecycle", {"managementPolicyName": "mine"}, "must be default"),
    Fault("azure-lifecycle", {"policy": {"rules": []}}, "has no rules"),
    Fault("azure-lifecycle", {"policy": {"rules": [ex.rule(), ex.rule()]}}, "have the same name"),
    Fault("azure-lifecycle", _policy(filters={"prefixMatch": ["a/"]}), "requires 'blobTypes'"),
    Fault("azure-lifecycle", _filters(prefixMatch=["union-raw"]), "also matches union-raw2"),
    Fault("azure-lifecycle", _filters(prefixMatch=["a/"] * 11), "more than 10 prefixes"),
    Fault("azure-lifecycle", _policy(actions={}), "it has no action"),
    Fault(
        "azure-lifecycle",
        _policy(
            actions={
                "baseBlob": {
                    "delete": {
                        "daysAfterModificationGreaterThan": 1,
                        "daysAfterCreationGreaterThan": 1,
                    }
                }
            }
        ),
        "baseBlob.delete takes one age",
    ),
    Fault("azure-lifecycle", {"accountName": "nobodys"}, "there is no StorageAccount"),
    # Clusters and registries.
    Fault("azure-pool", {"agentPoolName": "worker-pool"}, "must be lower case letters and digits"),
    Fault("azure-pool", {"agentPoolName": "x" * 13}, "13 characters; 1 to 12"),
    Fault("azure-pool", {"vmSize": "m6i.large"}, "must be a size such as Standard_D8s_v5"),
    Fault("azure-pool", {"mode": "Worker"}, "'Worker' is not one of System"),
    Fault("azure-pool", {"minCount": 1001}, "1001 is not between 0 and 1000"),
    Fault("azure-pool", {"maxCount": 1001}, "1001 is not between 1 and 1000"),
    Fault("azure-pool", {"osDiskSizeGB": 4096}, "4096 is not between 0 and 2048"),
    Fault("azure-pool", {"nodeTaints": ["a=b"]}, "is not key=value:effect"),
    Fault("azure-pool", {"scaleSetPriority": "Cheap"}, "'Cheap' is not one of Regular"),
    Fault("azure-pool", {"scaleSetEvictionPolicy": "Stop"}, "'Stop' is not one of Delete"),
    Fault("azure-pool", {"spotMaxPrice": -1}, "spotMaxPrice goes with scaleSetPriority Spot"),
    Fault("azure-pool", {"scaleSetPriority": "Spot"}, "which the inputs leave out"),
    Fault(
        "azure-pool",
        {"scaleSetPriority": "Spot", "mode": "System"},
        "a system pool is of on-demand nodes",
    ),
    Fault("azure-pool", {"mode": "System", "minCount": 1, "count": 1}, "CriticalAddonsOnly=true"),
    Fault("azure-pool", {"nodeLabels": {"kubernetes.azure.com/a": "b"}}, "is AKS's own"),
    Fault("azure-pool", {"minCount": 5, "maxCount": 4}, "minCount up to maxCount is required"),
    Fault("azure-pool", {"count": 51}, "count 51 is not between 0 and 50"),
    Fault("azure-pool", {"enableAutoScaling": False}, "go with enableAutoScaling"),
    Fault("azure-pool", {"resourceName": "nobodys"}, "there is no ManagedCluster"),
    Fault("azure-registry", {"registryName": "acme-images"}, "must be letters and digits"),
    Fault("azure-registry", {"sku": {"name": "Gold"}}, "'Gold' is not one of Basic"),
    # Vaults.
    Fault("azure-vault", {"vaultName": "1-acme"}, "must be letters, digits and hyphens"),
    Fault("azure-vault", {"vaultName": "acme--union"}, "two hyphens stand together"),
    Fault(
        "azure-vault",
        {"properties": {"tenantId": "acme", "sku": {"family": "A", "name": "standard"}}},
        "is not a GUID",
    ),
    Fault(
        "azure-vault",
        {
            "properties": {
                "tenantId": ex.TENANT,
                "sku": {"family": "A", "name": "standard"},
                "softDeleteRetentionInDays": 6,
            }
        },
        "6 is not between 7 and 90",
    ),
    Fault(
        "azure-vault",
        {
            "properties": {
                "tenantId": ex.TENANT,
                "sku": {"family": "A", "name": "standard"},
                "enablePurgeProtection": False,
            }
        },
        "purge protection cannot be taken away",
    ),
    Fault("azure-secret", {"secretName": "acme/client"}, "must be letters, digits and hyphens"),
    Fault("azure-secret", {"properties": {"value": ""}}, "the value has 1 to 25600 bytes"),
    Fault("azure-secret", {"vaultName": "nobodys"}, "there is no Vault"),
]
