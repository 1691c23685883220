"""What is refused of a stack with several clouds: whatever would cross from one to another."""

from functools import partial

import pytest

from components.preflight import CHECKS

from . import stack
from .stack import REMOVED, problem, sections

mistakes = partial(stack.mistakes, stack="mixed", checks=CHECKS)
EKS, GKE, AKS = (f"dataPlanes.production-{it}" for it in ("eks", "gke", "aks"))
HEALTH = "monitoring.clusterHealth.remoteWrite"


def test_the_stack_file_is_right() -> None:
    assert mistakes({}) == []


def test_two_clouds_may_have_buckets_of_one_name() -> None:
    names = [
        bucket["create"]
        for bucket in sections(stack="mixed")["buckets"].values()
        if bucket["account"] in {"amazon", "google"}
    ]

    assert names.count("acme-union-metadata") == 2


@pytest.mark.parametrize("bucket", [{"create": "acme-more"}, {"existing": "acme-more"}])
def test_a_data_plane_keeps_nothing_in_another_cloud(bucket: dict[str, str]) -> None:
    changes = {
        "buckets.more": {"account": "amazon", **bucket},
        f"{GKE}.storage.fastRegistration": "more",
        f"{AKS}.storage.fastRegistration": "google-metadata",
    }

    assert mistakes(changes) == [
        problem(
            "union:buckets.google-metadata.account",
            'found "google", an account of gcp, and cluster union-aks, whose planes use the '
            "bucket, is of azure",
            "keep what the planes of union-aks keep in a bucket of azure",
        ),
        problem(
            "union:buckets.more.account",
            'found "amazon", an account of aws, and cluster union-gke, whose planes use the '
            "bucket, is of gcp",
            "keep what the planes of union-gke keep in a bucket of gcp",
        ),
    ]


def test_nor_does_the_control_plane() -> None:
    found = mistakes({"controlPlane.metadata": "azure-metadata"})

    assert [it.path for it in found] == [
        "union:buckets.azure-metadata.account",
        "union:controlPlane.metadata",
    ]


def test_a_pool_does_not_span_clouds() -> None:
    pools = {"default": ["production-eks", "production-gke"], "azure": ["production-aks"]}

    assert mistakes({"clusterPools": pools}) == [
        problem(
            "union:dataPlanes.production-gke.storage.metadata",
            "found google-metadata, and production-eks of the same cluster pool has "
            "amazon-metadata",
            "put the two into pools that share no data plane",
        ),
    ]


def test_an_image_builder_pushes_to_a_registry_of_its_own_cloud() -> None:
    assert mistakes({f"{GKE}.imageBuilder.repository": "amazon-images"}) == [
        problem(
            "union:dataPlanes.production-gke.imageBuilder.repository",
            'found "amazon-images", a repository of aws, and cluster union-gke is of gcp',
            "write a repository of an account of gcp, or leave it out: one is made there",
        ),
    ]


def test_base_images_of_another_cloud_are_pulled_with_a_secret() -> None:
    assert mistakes({f"{EKS}.imageBuilder.baseImages": ["azure-images"]}) == [
        problem(
            "union:dataPlanes.production-eks.imageBuilder.baseImages[0]",
            'found "azure-images", a repository of azure, and cluster union-eks is of aws',
            "leave it out, and name its registry at "
            "union:dataPlanes.production-eks.imageBuilder.privateRegistries: builds then pull with "
            "a Union secret",
        ),
    ]


def test_nodes_are_not_asked_for_a_role_that_could_not_let_them_in() -> None:
    changes = {
        f"{GKE}.imageBuilder.repository": "amazon-images",
        "clusters.union-gke.nodePools.worker": {"existing": {"name": "workers"}},
    }

    assert [it.path for it in mistakes(changes)] == [
        "union:dataPlanes.production-gke.imageBuilder.repository"
    ]


@pytest.mark.parametrize("plane", [GKE, AKS])
def test_metrics_are_not_signed_for_another_cloud(plane: str) -> None:
    workspace = {"workspace": {"account": "amazon", "existing": "ws-1a2b3c"}}
    cluster = "union-" + plane.rpartition("-")[2]

    assert mistakes({f"{plane}.{HEALTH}": workspace}) == [
        problem(
            f"union:{plane}.{HEALTH}.workspace.account",
            f'found "amazon", another account than that of cluster {cluster}',
            "write url: with an endpoint that needs no signature",
        ),
    ]


def test_without_projects_the_clouds_that_know_no_patterns_say_so_and_aws_does_not() -> None:
    assert [it.path for it in mistakes({"projects": REMOVED})] == [
        "union:dataPlanes.production-aks",
        "union:dataPlanes.production-gke",
    ]


def test_a_secret_that_exists_is_in_the_store_of_each_cloud_that_reads_it() -> None:
    path = "identityProvider"
    client = {"clientId": "service", "secret": {"store": "theirs/service"}}
    oidc = {
        "kind": "oidc",
        "issuer": "https://login.example.com/union",
        "tokenUrl": "https://login.example.com/union/token",
        "audience": "api://union",
        "web": client,
        "nativeClientId": "native",
        "service": client,
        "eager": client,
    }

    (found,) = mistakes({path: oidc})
    assert found == problem(
        "union:identityProvider.service.secret.store",
        "is read in cluster union-aks, and a Key Vault has names of letters, digits and hyphens",
        "write a name that the store of each cloud with a reader has, or config: with the key of a "
        "stack secret",
    )
    legal = {"clientId": "service", "secret": {"store": "theirs-service"}}
    assert mistakes({path: {**oidc, "service": legal}}) == []


def test_grafanas_password_is_in_the_store_of_its_own_cloud() -> None:
    path = "monitoring.clusterHealth.grafana.adminPassword"
    stored = {f"{plane}.{path}": {"store": "acme/grafana"} for plane in (EKS, GKE, AKS)}

    assert [it.path for it in mistakes(stored)] == [
        f"union:{plane}.{path}.store" for plane in (AKS, GKE)
    ]
