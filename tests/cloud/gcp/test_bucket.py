"""Buckets, ours and somebody else's."""

import json

import pytest

from components.cloud.args import BucketArgs
from components.config.storage import BucketSettings, Retention
from components.contracts import Bucket
from tests.engine import Engine

from .facts import options, platform

ORIGINS = ("https://*.unionai.cloud", "https://union.acme.com")
RETENTION = Retention(days=90, prefix="raw")
OURS = BucketSettings(account="prod", create="acme-raw", retention=RETENTION)
THEIRS = BucketSettings(account="prod", existing="acme-raw", retention=RETENTION)
RECORD = Bucket(
    name="acme-raw",
    arn="projects/_/buckets/acme-raw",
    uri="gs://acme-raw",
    region="us-central1",
    label="acme-raw",
)


def _engine(args: BucketArgs, *, preview: bool = False) -> Engine:
    engine = Engine(preview=preview)
    engine.run(lambda: platform().bucket("raw", args))
    return engine


def test_a_bucket_of_ours_is_made_with_all_its_locks_and_documents() -> None:
    engine = _engine(BucketArgs(settings=OURS, cors_origins=ORIGINS))

    below = {"matchesPrefixes": ["raw/"]}
    assert [it.brief() for it in engine.registrations[1:]] == [
        ("union:gcp:Bucket", "raw", {}),
        (
            "gcp:storage/bucket:Bucket",
            "raw-bucket",
            {
                "name": "acme-raw",
                "location": "US-CENTRAL1",
                "forceDestroy": False,
                "uniformBucketLevelAccess": True,
                "publicAccessPrevention": "enforced",
                "versioning": {"enabled": True},
                "cors": [
                    {
                        "origins": list(ORIGINS),
                        "methods": ["HEAD", "GET"],
                        "responseHeaders": ["ETag"],
                        "maxAgeSeconds": 3600,
                    }
                ],
                "lifecycleRules": [
                    {
                        "action": {"type": "Delete"},
                        "condition": {"age": 90, "withState": "LIVE", **below},
                    },
                    {
                        "action": {"type": "Delete"},
                        "condition": {
                            "daysSinceNoncurrentTime": 7,
                            "withState": "ARCHIVED",
                            **below,
                        },
                    },
                    {
                        "action": {"type": "AbortIncompleteMultipartUpload"},
                        "condition": {"age": 7, **below},
                    },
                ],
            },
        ),
    ]
    assert engine.named("raw-bucket").provider == "gcp"
    assert options(engine.named("raw-bucket")) == {"protect": True, "retain_on_delete": True}


def test_a_bucket_that_nobody_reads_and_nothing_expires_in_has_neither_document() -> None:
    bare = OURS.model_copy(update={"retention": None})
    inputs = _engine(BucketArgs(settings=bare)).named("raw-bucket").inputs

    assert not {"cors", "lifecycleRules"} & inputs.keys()


def test_a_retired_bucket_is_retained_and_no_longer_protected() -> None:
    engine = _engine(BucketArgs(settings=OURS, retired=True))

    assert options(engine.named("raw-bucket")) == {"retain_on_delete": True}


@pytest.mark.parametrize("preview", [True, False])
def test_a_preview_knows_the_record_of_a_bucket(preview: bool) -> None:
    assert _engine(BucketArgs(settings=OURS), preview=preview).result == RECORD


def test_an_existing_bucket_is_left_alone() -> None:
    engine = _engine(BucketArgs(settings=THEIRS, cors_origins=ORIGINS))

    assert [it.name for it in engine.registrations] == ["gcp"]
    assert engine.result == RECORD


def _told(settings: BucketSettings) -> dict[str, str]:
    engine = Engine()
    args = BucketArgs(settings=settings, cors_origins=ORIGINS)
    engine.run(lambda: platform().bucket_documents(args))
    return engine.result


def _file(command: str) -> object:
    return json.loads(command.split("<<'EOF'\n")[1].split("\nEOF\n", maxsplit=1)[0])


def test_the_owner_of_a_bucket_is_told_the_pages_file_and_command() -> None:
    command = _told(THEIRS)["cors"]

    assert _file(command) == [
        {
            "origin": list(ORIGINS),
            "method": ["HEAD", "GET"],
            "responseHeader": ["ETag"],
            "maxAgeSeconds": 3600,
        }
    ]
    update = "gcloud storage buckets update gs://acme-raw --cors-file=cors.json"
    assert command.startswith("cat > cors.json <<'EOF'\n")
    assert command.endswith(f"\nEOF\n{update}")


def test_the_owner_of_a_bucket_is_told_how_raw_data_expires() -> None:
    command = _told(THEIRS)["lifecycle"]

    assert command.endswith(" gs://acme-raw --lifecycle-file=lifecycle.json")
    assert _file(command) == {
        "rule": [
            {
                "action": {"type": "Delete"},
                "condition": {"age": 90, "isLive": True, "matchesPrefix": ["raw/"]},
            },
            {
                "action": {"type": "Delete"},
                "condition": {
                    "daysSinceNoncurrentTime": 7,
                    "isLive": False,
                    "matchesPrefix": ["raw/"],
                },
            },
            {
                "action": {"type": "AbortIncompleteMultipartUpload"},
                "condition": {"age": 7, "matchesPrefix": ["raw/"]},
            },
        ]
    }


def test_the_owner_is_told_nothing_of_a_bucket_of_ours() -> None:
    assert _told(OURS) == {}
