"""Storage accounts and containers, ours and somebody else's."""

import json
from typing import Any

from components.cloud.args import BucketArgs
from components.config.accounts import AzureAccount, AzureStorageAccount
from components.config.storage import BucketSettings, Retention
from tests.engine import Engine

from .facts import ACCOUNT, METADATA, platform

ORIGINS = ("https://*.unionai.cloud", "https://union.acme.com")
RETENTION = Retention(days=90, prefix="raw")
WANTED = {
    "metadata": BucketArgs(
        settings=BucketSettings(account="prod", create="union-metadata"), cors_origins=ORIGINS
    ),
    "raw": BucketArgs(
        settings=BucketSettings(account="prod", create="union-raw", retention=RETENTION)
    ),
}
KEPT = {"protect": True, "retain_on_delete": True}


def _engine(account: AzureAccount = ACCOUNT) -> Engine:
    engine = Engine()
    engine.run(lambda: platform(account).buckets("stores", WANTED))
    return engine


def _theirs(*manage: Any) -> AzureAccount:
    held = AzureStorageAccount(existing="acmeunion", manage=list(manage))
    return ACCOUNT.model_copy(update={"storage_accounts": {"main": held}})


def test_a_storage_account_is_private_and_has_tls_versions_and_soft_delete() -> None:
    engine = _engine()

    assert engine.named("stores-prod-main-storage-account").inputs == {
        "accountName": "acmeunion",
        "resourceGroupName": "union-prod",
        "location": "westeurope",
        "kind": "StorageV2",
        "sku": {"name": "Standard_ZRS"},
        "minimumTlsVersion": "TLS1_2",
        "enableHttpsTrafficOnly": True,
        "allowBlobPublicAccess": False,
        "allowSharedKeyAccess": False,
        "allowCrossTenantReplication": False,
        "defaultToOAuthAuthentication": True,
    }
    assert engine.named("stores-prod-main-storage-blob-service").inputs == {
        "accountName": "acmeunion",
        "resourceGroupName": "union-prod",
        "blobServicesName": "default",
        "isVersioningEnabled": True,
        "deleteRetentionPolicy": {"enabled": True, "days": 7},
        "containerDeleteRetentionPolicy": {"enabled": True, "days": 7},
        "cors": {
            "corsRules": [
                {
                    "allowedOrigins": list(ORIGINS),
                    "allowedMethods": ["GET", "HEAD"],
                    "allowedHeaders": ["*"],
                    "exposedHeaders": ["ETag"],
                    "maxAgeInSeconds": 3600,
                }
            ]
        },
    }


def test_a_rule_begins_with_its_container_and_ends_in_a_slash() -> None:
    policy = _engine().named("stores-prod-main-storage-lifecycle").inputs["policy"]

    assert policy == {
        "rules": [
            {
                "name": "expire-union-raw",
                "type": "Lifecycle",
                "enabled": True,
                "definition": {
                    "filters": {"blobTypes": ["blockBlob"], "prefixMatch": ["union-raw/raw/"]},
                    "actions": {
                        "baseBlob": {"delete": {"daysAfterModificationGreaterThan": 90}},
                        "snapshot": {"delete": {"daysAfterCreationGreaterThan": 7}},
                        "version": {"delete": {"daysAfterCreationGreaterThan": 7}},
                    },
                },
            }
        ]
    }


def test_everything_that_holds_data_is_protected_and_retained() -> None:
    engine = _engine()
    names = ("prod-main-storage-account", "prod-main-storage-blob-service", "raw-container")

    found = [engine.named(f"stores-{name}").options for name in names]

    assert [{k: v for k, v in it.items() if k != "aliases"} for it in found] == [KEPT] * 3


def test_a_container_is_private_and_its_record_is_known_at_preview() -> None:
    engine = _engine()

    assert engine.named("stores-metadata-container").inputs == {
        "containerName": "union-metadata",
        "accountName": "acmeunion",
        "resourceGroupName": "union-prod",
        "publicAccess": "None",
    }
    assert engine.result["metadata"] == METADATA


def test_documents_of_somebody_elses_account_are_written_only_when_told() -> None:
    engine = _engine(_theirs())

    assert [r.type for r in engine.registrations if "Properties" in r.type] == []
    written = {r.name for r in _engine(_theirs("lifecycle")).registrations}
    assert {it for it in written if it.startswith("stores-prod-main")} == {
        "stores-prod-main-storage",
        "stores-prod-main-storage-lifecycle",
    }


def test_the_owner_of_an_account_is_told_what_to_add() -> None:
    engine = Engine()
    engine.run(lambda: platform(_theirs("cors")).bucket_documents(WANTED["raw"]))

    assert list(engine.result) == ["lifecycle"]
    assert json.loads(engine.result["lifecycle"])["rules"][0]["name"] == "expire-union-raw"


def test_entries_of_two_accounts_may_be_called_the_same() -> None:
    other = ACCOUNT.model_copy(
        update={"storage_accounts": {"main": AzureStorageAccount(create="acmeother")}}
    )
    wanted = BucketArgs(settings=BucketSettings(account="other", create="union-raw"))
    engine = Engine()

    def program() -> None:
        platform().buckets("stores", WANTED)
        platform(other, "other").buckets("stores", {"more": wanted})

    engine.run(program)

    accounts = [r.name for r in engine.registrations if r.type.endswith(":StorageAccount")]
    assert [it for it in accounts if it.endswith("-account")] == [
        "stores-prod-main-storage-account",
        "stores-other-main-storage-account",
    ]
