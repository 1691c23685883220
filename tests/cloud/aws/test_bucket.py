"""Buckets, ours and somebody else's."""

import json
from typing import Any

import pytest

from components.cloud.args import BucketArgs
from components.config.storage import BucketSettings, Retention
from components.contracts import Bucket
from tests.engine import Engine, Registration

from .facts import platform

ORIGINS = ("https://*.unionai.cloud", "https://union.acme.com")
OURS = BucketSettings(account="prod", create="acme-raw", retention=Retention(days=90))
THEIRS = BucketSettings(account="prod", existing="acme-raw", retention=Retention(days=90))
RECORD = Bucket(
    name="acme-raw", arn="arn:aws:s3:::acme-raw", uri="s3://acme-raw", region="us-east-2"
)
KEPT = {"protect": True, "retain_on_delete": True}


def _engine(args: BucketArgs, *, preview: bool = False) -> Engine:
    engine = Engine(preview=preview)
    engine.run(lambda: platform().bucket("raw", args))
    return engine


def _options(registration: Registration) -> dict[str, Any]:
    # The SDK gives its own resources aliases of their old names.
    return {key: value for key, value in registration.options.items() if key != "aliases"}


def test_a_bucket_of_ours_is_made_with_all_its_locks() -> None:
    engine = _engine(BucketArgs(settings=OURS, cors_origins=ORIGINS))

    name = {"bucket": "acme-raw"}
    assert [it.brief() for it in engine.registrations[1:]] == [
        ("union:aws:Bucket", "raw", {}),
        ("aws:s3/bucket:Bucket", "raw-bucket", {**name, "forceDestroy": False}),
        (
            "aws:s3/bucketVersioning:BucketVersioning",
            "raw-versioning",
            {**name, "versioningConfiguration": {"status": "Enabled"}},
        ),
        (
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "raw-encryption",
            {
                **name,
                "rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}],
            },
        ),
        (
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
            "raw-ownership",
            {**name, "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        ),
        (
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            "raw-private",
            {
                **name,
                "blockPublicAcls": True,
                "blockPublicPolicy": True,
                "ignorePublicAcls": True,
                "restrictPublicBuckets": True,
            },
        ),
        (
            "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
            "raw-cors",
            {
                **name,
                "corsRules": [
                    {
                        "allowedHeaders": ["*"],
                        "allowedMethods": ["GET", "HEAD"],
                        "allowedOrigins": list(ORIGINS),
                        "exposeHeaders": ["ETag"],
                        "maxAgeSeconds": 3600,
                    }
                ],
            },
        ),
        (
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "raw-lifecycle",
            {
                **name,
                "rules": [
                    {
                        "id": "expire-raw-data",
                        "status": "Enabled",
                        "filter": {"prefix": ""},
                        "expiration": {"days": 90},
                        "noncurrentVersionExpiration": {"noncurrentDays": 7},
                        "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
                    },
                    {
                        "id": "remove-delete-markers",
                        "status": "Enabled",
                        "filter": {"prefix": ""},
                        "expiration": {"expiredObjectDeleteMarker": True},
                    },
                ],
            },
        ),
        (
            "aws:s3/bucketPolicy:BucketPolicy",
            "raw-tls-only",
            {**name, "policy": engine.named("raw-tls-only").inputs["policy"]},
        ),
    ]


def test_the_policy_of_a_bucket_is_about_that_bucket() -> None:
    policy = _engine(BucketArgs(settings=OURS)).named("raw-tls-only").inputs["policy"]

    assert json.loads(policy)["Statement"][0]["Resource"] == [
        "arn:aws:s3:::acme-raw",
        "arn:aws:s3:::acme-raw/*",
    ]


def test_every_child_has_the_accounts_provider_and_the_component_as_parent() -> None:
    children = _engine(BucketArgs(settings=OURS, cors_origins=ORIGINS)).registrations[2:]

    assert {(it.provider, it.parent) for it in children} == {("aws", "raw")}


def test_a_bucket_and_its_locks_are_protected_and_retained() -> None:
    engine = _engine(BucketArgs(settings=OURS, cors_origins=ORIGINS))

    assert {it.name: _options(it) for it in engine.registrations[2:]} == {
        "raw-bucket": KEPT,
        "raw-versioning": KEPT,
        "raw-encryption": KEPT,
        "raw-ownership": KEPT,
        "raw-private": KEPT,
        "raw-tls-only": KEPT,
        "raw-cors": {},
        "raw-lifecycle": {},
    }


def test_a_retired_bucket_is_retained_and_no_longer_protected() -> None:
    engine = _engine(BucketArgs(settings=OURS, retired=True))

    assert _options(engine.named("raw-bucket")) == {"retain_on_delete": True}
    assert not [it for it in engine.registrations if it.options.get("protect")]


def test_versions_expire_only_once_there_are_versions() -> None:
    assert _engine(BucketArgs(settings=OURS)).named("raw-lifecycle").dependencies == (
        "raw-versioning",
    )


def test_a_bucket_without_retention_has_no_lifecycle_at_all() -> None:
    engine = _engine(BucketArgs(settings=OURS.model_copy(update={"retention": None})))

    assert engine.of_type("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration") == []
    assert engine.of_type("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration") == []


@pytest.mark.parametrize("preview", [True, False])
def test_a_preview_knows_the_record_of_a_bucket(preview: bool) -> None:
    assert _engine(BucketArgs(settings=OURS), preview=preview).result == RECORD


def test_an_existing_bucket_is_left_alone() -> None:
    engine = _engine(BucketArgs(settings=THEIRS, cors_origins=ORIGINS))

    assert [it.name for it in engine.registrations] == ["aws"]
    assert engine.result == RECORD


@pytest.mark.parametrize("document", ["cors", "lifecycle"])
def test_of_an_existing_bucket_only_what_is_managed_is_written(document: str) -> None:
    settings = THEIRS.model_copy(update={"manage": [document]})
    engine = _engine(BucketArgs(settings=settings, cors_origins=ORIGINS))

    assert [(it.name, it.parent, _options(it)) for it in engine.registrations[1:]] == [
        ("raw", "", {}),
        (f"raw-{document}", "raw", {}),
    ]
    assert engine.result == RECORD


def _documents(settings: BucketSettings) -> dict[str, str]:
    engine = Engine()
    args = BucketArgs(settings=settings, cors_origins=ORIGINS)
    engine.run(lambda: platform().bucket_documents(args))
    return engine.result


def test_the_owner_of_a_bucket_is_told_what_to_add() -> None:
    documents = _documents(THEIRS)

    assert list(documents) == ["cors", "lifecycle"]
    assert json.loads(documents["lifecycle"])["Rules"][0]["Expiration"] == {"Days": 90}


def test_the_owner_is_told_nothing_that_we_write() -> None:
    assert _documents(OURS) == {}
    assert list(_documents(THEIRS.model_copy(update={"manage": ["cors"]}))) == ["lifecycle"]
