"""One control plane with a data plane on each cloud: what belongs to which of them."""

import json
from typing import Any

import pytest

from .engine import Engine
from .programs import run_program

PROVIDERS = {
    "aws": "union-amazon",
    "azure-native": "union-azure",
    "gcp": "union-google",
    "okta": "union-idp-provider",
}
PLANES = ("eks", "gke", "aks")
ORIGINS = ["https://*.unionai.cloud", "https://union.acme.com"]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return run_program("mixed")


def inputs(engine: Engine, name: str) -> Any:
    return engine.named(name).inputs


def values(engine: Engine, plane: str) -> Any:
    return inputs(engine, f"union-production-{plane}-release")["values"]


def test_each_cloud_is_reached_by_its_own_provider(engine: Engine) -> None:
    reached = {
        (r.type.partition(":")[0], r.provider)
        for r in engine.registrations
        if r.type.partition(":")[0] in PROVIDERS
    }

    assert reached == set(PROVIDERS.items())


def test_each_cluster_is_reached_by_its_own_provider(engine: Engine) -> None:
    there = {
        (plane, r.provider)
        for r in engine.registrations
        for plane in PLANES
        if r.type.startswith("kubernetes:") and f"-{plane}-" in r.name
    }

    assert there == {(plane, f"union-union-{plane}") for plane in PLANES}


def test_the_service_clients_secret_is_in_each_clouds_own_store(engine: Engine) -> None:
    stored = [
        (r.type, r.name)
        for r in engine.registrations
        if "service-client" in r.name and "planted-acme-union-service" in json.dumps(r.inputs)
    ]

    assert sorted(stored) == [
        (
            "aws:secretsmanager/secretVersion:SecretVersion",
            "union-control-plane-vault-service-client-version",
        ),
        (
            "aws:secretsmanager/secretVersion:SecretVersion",
            "union-production-eks-vault-service-client-version",
        ),
        ("azure-native:keyvault:Secret", "union-production-aks-vault-service-client-secret"),
        (
            "gcp:secretmanager/secretVersion:SecretVersion",
            "union-production-gke-vault-service-client-version",
        ),
    ]


def test_each_cluster_reads_the_store_of_its_own_cloud(engine: Engine) -> None:
    stores = {
        plane: list(
            inputs(engine, f"union-production-{plane}-delivery-store-store")["spec"]["provider"]
        )
        for plane in PLANES
    }

    assert stores == {"eks": ["aws"], "gke": ["gcpsm"], "aks": ["azurekv"]}


def test_each_data_plane_pushes_to_a_registry_of_its_own_cloud(engine: Engine) -> None:
    pushed = {plane: values(engine, plane)["imageBuilder"]["defaultRepository"] for plane in PLANES}

    assert pushed == {
        "eks": "123456789012.dkr.ecr.us-east-2.amazonaws.com/union/images",
        "gke": "us-central1-docker.pkg.dev/acme-union-prod/union/images",
        "aks": "acmeunionimages.azurecr.io/union",
    }


def test_browsers_of_the_one_console_read_code_in_every_cloud(engine: Engine) -> None:
    blobs = inputs(engine, "union-stores-azure-main-storage-blob-service")["cors"]["corsRules"]

    assert (
        inputs(engine, "union-stores-amazon-metadata-cors")["corsRules"][0]["allowedOrigins"]
        == ORIGINS
    )
    assert inputs(engine, "union-stores-google-metadata-bucket")["cors"][0]["origins"] == ORIGINS
    assert blobs[0]["allowedOrigins"] == ORIGINS


def test_aws_trusts_no_more_than_the_others_where_the_projects_are_listed(engine: Engine) -> None:
    role = inputs(engine, "union-production-eks-identities-worker-role")
    (statement,) = json.loads(role["assumeRolePolicy"])["Statement"]
    (subjects,) = (
        value
        for key, value in statement["Condition"]["StringEquals"].items()
        if key.endswith(":sub")
    )
    trusted = {it.split(":")[2] for it in subjects}

    members = [
        r.inputs["member"].partition("[")[2].partition("/")[0]
        for r in engine.registrations
        if r.name.startswith("union-production-gke-identities-worker-members-")
    ]
    credentials = [
        r.inputs["subject"].split(":")[2]
        for r in engine.registrations
        if r.name.startswith("union-production-aks-identities-worker-credentials-")
    ]
    assert trusted == set(members) == set(credentials)
    assert len(trusted) == 9


def test_every_data_plane_elsewhere_is_dialled_by_its_host(engine: Engine) -> None:
    hosts = {
        plane: values(engine, plane).get("updateStatus", {}).get("connectionConfig", {}).get("host")
        for plane in PLANES
    }

    assert hosts["gke"] == "dataplane-gke.union.acme.com"
    assert hosts["aks"] == "dataplane-aks.union.acme.com"
