from dataclasses import replace

import pulumi
import pytest

from components.cloud.aws import chart as aws
from components.cloud.azure import chart as azure
from components.cloud.gcp import chart as gcp
from components.config.dataplanes import Propeller
from components.contracts import Fragment, Location
from components.values.data_retention import (
    controlplane_metadata,
    data_retention,
    raw_data_line,
    uri,
)
from components.values.dataplane import dataplane

from .examples import FIRST, STORAGE, bucket
from .test_chart_table import ACCOUNT, PROJECT, SUBSCRIPTION, overlay


def test_the_whole_page_where_raw_data_has_a_bucket_of_its_own() -> None:
    assert data_retention(STORAGE).values == {
        "configuration": {
            "storage": {
                "metadataContainer": "acme-union-metadata",
                "userDataContainer": "acme-union-raw",
            }
        },
        "storage": {
            "bucketName": "acme-union-metadata",
            "fastRegistrationBucketName": "acme-union-code",
            "metadataPrefix": "s3://acme-union-metadata",
        },
        "flytepropeller": {"enabled": False},
        "config": {
            "core": {
                "propeller": {
                    "metadata-prefix": "metadata/propeller",
                    "rawoutput-prefix": "s3://acme-union-raw",
                }
            }
        },
    }


def test_the_v1_engine_reads_the_metadata_prefix() -> None:
    propeller = Propeller(metadata_prefix="meta/v1")
    values = data_retention(replace(STORAGE, propeller=propeller)).values

    assert values["flytepropeller"] == {"enabled": True}
    assert values["config"]["core"]["propeller"]["metadata-prefix"] == "meta/v1"


def test_metadata_below_a_prefix_is_told_as_a_url() -> None:
    metadata = replace(STORAGE.metadata, prefix="union")
    values = data_retention(replace(STORAGE, metadata=metadata)).values

    assert values["storage"]["metadataPrefix"] == "s3://acme-union-metadata/union"


@pytest.mark.parametrize(
    "cloud",
    [
        aws.dataplane(ACCOUNT, overlay(FIRST)),
        gcp.dataplane(PROJECT, overlay(FIRST)),
        azure.dataplane(SUBSCRIPTION, overlay(FIRST)),
    ],
    ids=["aws", "gcp", "azure"],
)
def test_no_cloud_hides_the_prefix_of_the_metadata(cloud: Fragment) -> None:
    metadata = Location(bucket=replace(bucket("meta"), uri="cloud://meta"), prefix="union")
    below = replace(FIRST, storage=replace(STORAGE, metadata=metadata))
    values = dataplane(below, cloud)

    assert values["storage"]["metadataPrefix"] == "cloud://meta/union"
    # The chart's default of this one reads that one.
    cluster = values["config"].get("operator", {}).get("clusterData", {})
    assert "metadataBucketPrefix" not in cluster


def test_the_control_planes_metadata_may_be_below_a_prefix() -> None:
    metadata = Location(bucket=bucket("shared"), prefix="union/cp")

    assert controlplane_metadata(metadata).values == {
        "flyte": {
            "configmap": {
                "adminServer": {
                    "flyteadmin": {"metadataStoragePrefix": ["union", "cp", "metadata", "admin"]}
                },
                "cacheserviceServer": {
                    "cacheservice": {"storage-prefix": "union/cp/cached_outputs"}
                },
            }
        }
    }


def test_a_whole_bucket_needs_no_prefix() -> None:
    assert controlplane_metadata(Location(bucket=bucket("own"))).values == {}


def test_users_are_told_the_line_that_routes_raw_data() -> None:
    raw = Location(bucket=bucket("acme-raw"), prefix="prod")

    assert raw_data_line(raw) == "storage.raw_data_path: s3://acme-raw/prod"


def test_a_bucket_that_is_known_only_later_stays_an_output() -> None:
    later = replace(bucket("x"), uri=pulumi.Output.from_input("s3://later"))

    assert isinstance(uri(Location(bucket=later, prefix="raw")), pulumi.Output)
