"""Whole documents: what the planes are made of, what switches pages off, who has the last word."""

from dataclasses import replace
from typing import Any

import pytest

from components.config.controlplane import ControlPlane
from components.config.dataplanes import DataPlane
from components.contracts import Fragment
from components.values import controlplane, dataplane
from components.values.fragment import compose

from .examples import CONTROL_PLANE, FIRST, NO_CLOUD, SECOND

PAGES = {
    "chart",
    "configuration/authentication",
    "configuration/data-retention",
    "configuration/image-builder",
    "configuration/monitoring",
    "configuration/multi-cluster",
    "configuration/namespace-mapping",
    "configuration/node-pools",
    "configuration/persistent-logs",
    "configuration/union-secrets",
}


def section(args: dataplane.DataPlaneValues, **changed: Any) -> dataplane.DataPlaneValues:
    found = args.section.model_dump(by_alias=True, exclude_unset=True)
    return replace(args, section=DataPlane.model_validate({**found, **changed}))


def test_a_data_plane_has_every_page_with_a_value_of_its_chart() -> None:
    assert {fragment.page for fragment in dataplane.fragments(FIRST)} == PAGES


def test_no_two_pages_set_one_key() -> None:
    for args in (FIRST, SECOND, replace(FIRST, mode="singleNamespace")):
        compose(dataplane.fragments(args))
    compose(controlplane.fragments(CONTROL_PLANE))


def test_a_key_of_ours_that_the_cloud_sets_too_is_an_error() -> None:
    cloud = Fragment(page="chart of a cloud", values={"clusterName": "other"})

    with pytest.raises(
        ValueError, match=r"^clusterName is set by both chart of a cloud and config"
    ):
        dataplane.dataplane(FIRST, cloud)


def test_the_cloud_and_the_pages_are_one_document() -> None:
    cloud = Fragment(page="chart", values={"storage": {"provider": "aws"}})
    values = dataplane.dataplane(FIRST, cloud)

    assert values["storage"] == {
        "provider": "aws",
        "bucketName": "acme-union-metadata",
        "fastRegistrationBucketName": "acme-union-code",
        "metadataPrefix": "s3://acme-union-metadata",
    }


def test_pages_that_are_on_by_default_can_be_off() -> None:
    args = section(replace(FIRST, log_writer=None, registry=None), monitoring={})
    values = dataplane.dataplane(args, NO_CLOUD)

    assert values["fluentbit"] == {"enabled": False}
    assert values["imageBuilder"]["enabled"] is False
    assert values["monitoring"] == {
        "enabled": False,
        "grafana": {
            "podAnnotations": {"union.ai/union-grafana-admin.admin-password": "grafana-v1"}
        },
    }


def test_an_image_builder_that_the_stack_file_switches_off_is_off() -> None:
    values = dataplane.dataplane(section(FIRST, imageBuilder="disabled"), NO_CLOUD)

    assert values["imageBuilder"]["enabled"] is False


def test_union_secrets_stay_in_the_releases_namespace_unless_told_otherwise() -> None:
    args = section(FIRST, namespace="union-dp", unionSecrets=None)

    assert dataplane.dataplane(args, NO_CLOUD)["proxy"]["secretManager"]["namespace"] == "union-dp"


def test_the_users_values_come_last() -> None:
    plane = section(FIRST, values={"prometheus": {"server": {"retention": "9d"}}, "mine": 1})
    control = CONTROL_PLANE.section.model_dump(by_alias=True, exclude_unset=True)
    args = replace(
        CONTROL_PLANE,
        section=ControlPlane.model_validate(
            {**control, "values": {"console": {"replicaCount": 2}}}
        ),
    )
    values = dataplane.dataplane(plane, NO_CLOUD)

    assert values["prometheus"]["server"]["retention"] == "9d"
    assert values["prometheus"]["retention"] == "3d"
    assert values["mine"] == 1
    assert controlplane.controlplane(args, NO_CLOUD)["console"]["replicaCount"] == 2


def test_no_secret_is_among_the_values() -> None:
    documents = str(
        [dataplane.dataplane(FIRST, NO_CLOUD), controlplane.controlplane(CONTROL_PLANE, NO_CLOUD)]
    )

    assert "SecretRef" not in documents
    assert "SecretValue" not in documents
    assert "arn:secret:" not in documents
