"""Storage accounts, containers, and the two documents of an account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Count, Exists, In, Number, Text
from ...store import Record
from ...table import Scene, by_token
from ...values import first, has_unknown
from .arm import MADE, arm, default_only, in_group, same_group

ACCOUNT: Final = "azure-native:storage:StorageAccount"
CONTAINER: Final = "azure-native:storage:BlobContainer"
_BLOB_SERVICE: Final = "azure-native:storage:BlobServiceProperties"
_POLICY: Final = "azure-native:storage:ManagementPolicy"
_KIND: Final = "Microsoft.Storage/storageAccounts"
_SKUS: Final = tuple(
    f"{tier}_{copies}"
    for tier, all_copies in {
        "Standard": ("LRS", "GRS", "RAGRS", "ZRS", "GZRS", "RAGZRS"),
        "Premium": ("LRS", "ZRS"),
    }.items()
    for copies in all_copies
)
_METHODS: Final = ("DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT")


def _account(scene: Scene) -> Record | None:
    for record in scene.store.find(ACCOUNT, "azure-native"):
        if record.properties.get("accountName") == scene.props.get("accountName"):
            return record
    return None


def _inside(scene: Scene) -> Iterator[Record]:
    for token in (CONTAINER, _BLOB_SERVICE, _POLICY):
        for record in scene.store.find(token, scene.realm):
            if record.properties.get("accountName") == scene.props["accountName"]:
                yield record


def _may_be_public(scene: Scene) -> bool:
    account = _account(scene)
    private = account and account.properties.get("allowBlobPublicAccess") is False
    return not private or scene.props.get("publicAccess") in (None, "None")


def _no_versions_in_a_file_system(scene: Scene) -> bool:
    account = _account(scene)
    hns = account is not None and account.properties.get("isHnsEnabled") is True
    return not (hns and scene.props.get("isVersioningEnabled"))


def _two_hyphens(scene: Scene) -> bool:
    return "--" not in str(scene.props.get("containerName"))


def _rules(scene: Scene) -> Iterator[str]:
    """The grammar of a management policy."""
    rules = first(scene.props, "policy.rules")
    if has_unknown(rules):
        return
    if not isinstance(rules, list) or not 1 <= len(rules) <= 100:  # noqa: PLR2004
        yield "has no rules, or more than 100"
        return
    names = [rule.get("name") for rule in rules]
    if len(set(names)) != len(names):
        yield "two rules have the same name"
    for rule in rules:
        yield from (f"rule {rule.get('name')}: {wrong}" for wrong in _rule(rule))


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    if rule.get("type") != "Lifecycle":
        yield "its type is Lifecycle"
    filters = first(rule, "definition.filters") or {}
    if not filters.get("blobTypes"):
        yield "filters.blobTypes is required"
    if len(filters.get("prefixMatch") or []) > 10:  # noqa: PLR2004
        yield "filters.prefixMatch has more than 10 prefixes"
    for prefix in filters.get("prefixMatch") or []:
        if isinstance(prefix, str) and not prefix.endswith("/"):
            yield f"{prefix!r} also matches {prefix}2: end it in /"
    actions = first(rule, "definition.actions") or {}
    if not actions:
        yield "it has no action"
    for on, wanted in actions.items():
        if len(first(wanted, "delete") or [1]) != 1:
            yield f"{on}.delete takes one age"


_THERE: Final = Exists("accountName", ACCOUNT, by="accountName", where=same_group)

ROWS = by_token(
    arm(
        "storage:StorageAccount",
        "Storage account overview, Storage account name; Storage REST API, Create",
        _KIND,
        "accountName",
        computed={
            "primaryEndpoints": {
                "blob": "https://{accountName}.blob.core.windows.net/",
                "dfs": "https://{accountName}.dfs.core.windows.net/",
            },
            "primaryLocation": "{location}",
            "provisioningState": "Succeeded",
            "statusOfPrimary": "available",
            "statusOfSecondary": "available",
            "secondaryEndpoints": {},
            "secondaryLocation": "",
            "accountMigrationInProgress": False,
            "blobRestoreStatus": {},
            "creationTime": MADE,
            "failoverInProgress": False,
            "geoReplicationStats": {},
            "isSkuConversionBlocked": False,
            "keyCreationTime": {"key1": MADE, "key2": MADE},
            "lastGeoFailoverTime": "",
            "privateEndpointConnections": [],
        },
        defaults={"allowSharedKeyAccess": True, "enableHttpsTrafficOnly": True},
        replaces=frozenset({"isHnsEnabled", "location"}),
        rules=(
            Text("accountName", r"[a-z0-9]+", 3, 24, "lower case letters and digits"),
            In("sku.name", _SKUS),
            In("minimumTlsVersion", ("TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3")),
        ),
        unique=("accountName",),
        unique_in="package",
        cascade=_inside,
    ),
    arm(
        "storage:BlobContainer",
        "Naming containers, blobs and metadata",
        f"{_KIND}/blobServices/containers",
        "containerName",
        id=in_group(_KIND, "accountName") + "/blobServices/default/containers/{containerName}",
        computed={
            "deleted": False,
            "deletedTime": "",
            "etag": "{hex:.16}",
            "hasImmutabilityPolicy": False,
            "hasLegalHold": False,
            "immutabilityPolicy": {},
            "lastModifiedTime": MADE,
            "leaseDuration": "",
            "leaseState": "Available",
            "leaseStatus": "Unlocked",
            "legalHold": {"hasLegalHold": False},
            "remainingRetentionDays": 0,
            "version": "",
        },
        replaces=frozenset({"accountName"}),
        rules=(
            Text(
                "containerName",
                r"[a-z0-9][a-z0-9-]*[a-z0-9]",
                3,
                63,
                "lower case letters, digits and hyphens, with a letter or digit at each end",
            ),
            Check("two hyphens stand together", _two_hyphens, "containerName"),
        ),
        cloud=(
            _THERE,
            Check("the storage account allows no public access", _may_be_public, "publicAccess"),
        ),
    ),
    arm(
        "storage:BlobServiceProperties",
        "Blob service REST API, Set service properties",
        f"{_KIND}/blobServices",
        "blobServicesName",
        id=in_group(_KIND, "accountName") + "/blobServices/default",
        computed={"sku": {}},
        replaces=frozenset({"accountName"}),
        rules=(
            default_only("blobServicesName"),
            Count("cors.corsRules", 0, 5),
            Count("cors.corsRules[*].allowedOrigins", 1, 64),
            In("cors.corsRules[*].allowedMethods[*]", _METHODS),
            Number("deleteRetentionPolicy.days", 1, 365),
            Number("containerDeleteRetentionPolicy.days", 1, 365),
        ),
        cloud=(
            _THERE,
            Check(
                "a storage account with a hierarchical namespace has no versions",
                _no_versions_in_a_file_system,
                "isVersioningEnabled",
            ),
        ),
        singleton=True,
    ),
    arm(
        "storage:ManagementPolicy",
        "Lifecycle management policy structure",
        f"{_KIND}/managementPolicies",
        "managementPolicyName",
        id=in_group(_KIND, "accountName") + "/managementPolicies/default",
        computed={"lastModifiedTime": MADE},
        replaces=frozenset({"accountName"}),
        rules=(default_only("managementPolicyName"), Check("is not valid", _rules, "policy")),
        cloud=(_THERE,),
        singleton=True,
    ),
)
