"""CORS and lifecycle, as we write them and as an owner is told to."""

import json

from components.cloud.aws import bucket_documents
from components.config.storage import Retention


def test_cors_is_the_pages() -> None:
    origins = ("https://*.unionai.cloud", "https://union.acme.com")

    assert json.loads(bucket_documents.cors_json(origins)) == {
        "CORSRules": [
            {
                "AllowedHeaders": ["*"],
                "AllowedMethods": ["GET", "HEAD"],
                "AllowedOrigins": ["https://*.unionai.cloud", "https://union.acme.com"],
                "ExposeHeaders": ["ETag"],
                "MaxAgeSeconds": 3600,
            }
        ]
    }


def test_raw_data_expires_with_all_that_versioning_keeps_of_it() -> None:
    document = bucket_documents.lifecycle_json(Retention(days=90, prefix="raw"))

    assert json.loads(document) == {
        "Rules": [
            {
                "ID": "expire-raw-data",
                "Status": "Enabled",
                "Filter": {"Prefix": "raw/"},
                "Expiration": {"Days": 90},
                "NoncurrentVersionExpiration": {"NoncurrentDays": 7},
                "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
            },
            {
                "ID": "remove-delete-markers",
                "Status": "Enabled",
                "Filter": {"Prefix": "raw/"},
                "Expiration": {"ExpiredObjectDeleteMarker": True},
            },
        ]
    }


def test_a_prefix_ends_with_a_slash_so_that_its_neighbours_are_spared() -> None:
    rules = bucket_documents.lifecycle(Retention(days=1, prefix="raw"))

    assert [rule.get("filter") for rule in rules] == [{"prefix": "raw/"}, {"prefix": "raw/"}]


def test_without_a_prefix_the_whole_bucket_expires() -> None:
    rules = bucket_documents.lifecycle(Retention(days=1))

    assert [rule.get("filter") for rule in rules] == [{"prefix": ""}, {"prefix": ""}]
