"""What must be in one account."""

import pytest

from components.config.accounts import AwsAccount
from components.config.rules.accounts import one_provider

from .stack import mistakes, problem, sections, settings


def test_a_cluster_is_on_the_cloud_of_its_account() -> None:
    elsewhere = AwsAccount.model_construct(provider="another")

    assert [*one_provider({"prod": elsewhere}, {"union": settings().clusters["union-prod"]})] == [
        problem(
            "union:clusters.union.account",
            'found "prod", an account of another, and the cluster is of aws',
            "write the name of an account of aws",
        ),
    ]


def test_a_bucket_of_ours_is_in_the_account_of_its_clusters() -> None:
    assert mistakes({"buckets.raw.account": "images"}) == [
        problem(
            "union:buckets.raw.account",
            'found "images", another account than that of cluster union-prod, whose planes use '
            "the bucket",
            "write prod, or existing: with a bucket whose policy lets the cluster's roles in",
        ),
    ]


def test_no_two_clusters_have_one_issuer() -> None:
    issuer = sections()["clusters"]["union-prod"]["oidcIssuer"]

    assert mistakes({"clusters.union-prod-2.oidcIssuer": issuer}) == [
        problem(
            "union:clusters.union-prod-2.oidcIssuer",
            "is that of cluster union-prod, whose pods would get this one's roles",
            "write the cluster's own, or leave it out: it is then looked up",
        ),
    ]


def test_a_cluster_in_the_cloud_is_one_entry() -> None:
    assert mistakes({"clusters.union-prod-2.cloudName": "union-prod"}) == [
        problem(
            "union:clusters.union-prod-2.cloudName",
            "is union-prod in the cloud, as cluster union-prod is",
            "name each once, and refer to that entry",
        ),
    ]


def test_clusters_of_different_regions_may_have_one_name() -> None:
    account = {**sections()["accounts"]["prod"], "region": "us-west-2"}
    changes = {"accounts.west": account, "clusters.union-prod-2.account": "west"}

    told = mistakes({**changes, "clusters.union-prod-2.cloudName": "union-prod"})

    assert "union:clusters.union-prod-2.cloudName" not in [it.path for it in told]


@pytest.mark.parametrize(
    ("stack", "cluster", "name", "right"),
    [
        ("prod-aws", "union-prod", "Union_Prod", True),
        ("prod-aws", "union-prod", "u", True),
        ("prod-aws", "union-prod", "_union", False),
        ("prod-gcp", "union-prod", "u", True),
        ("prod-gcp", "union-prod", "Union", False),
        ("prod-azure", "union-azure", "Union_Prod", True),
        ("prod-azure", "union-azure", "union_", False),
    ],
)
def test_a_cluster_is_called_as_its_cloud_lets_it(
    stack: str, cluster: str, name: str, right: bool
) -> None:
    path = f"clusters.{cluster}.cloudName"

    assert [it.path for it in mistakes({path: name}, stack)] == ([] if right else [f"union:{path}"])


def test_an_issuer_of_eks_has_no_slash_last() -> None:
    issuer = sections()["clusters"]["union-prod"]["oidcIssuer"]

    assert [
        (it.path, it.remedy) for it in mistakes({"clusters.union-prod-2.oidcIssuer": f"{issuer}/"})
    ] == [
        (
            "union:clusters.union-prod-2.oidcIssuer",
            "write the issuer as EKS gives it, with no slash last: roles would trust no token "
            "with one",
        ),
    ]


def test_an_issuer_of_aks_has_one() -> None:
    path = "clusters.union-azure.oidcIssuer"
    issuer = "https://westeurope.oic.prod-aks.azure.com/0b1f6471/7c1e"

    assert not mistakes({path: f"{issuer}/"}, "prod-azure")
    assert [it.remedy for it in mistakes({path: issuer}, "prod-azure")] == [
        "write the issuer as AKS gives it, with a slash last: identities would trust no token "
        "without",
    ]


def test_somebody_elses_bucket_may_be_anywhere() -> None:
    assert not mistakes({"buckets.raw": {"account": "images", "existing": "acme-raw"}})


def test_but_on_the_cloud_of_its_clusters() -> None:
    google = {"provider": "gcp", "projectId": "acme-union", "region": "us-east4"}

    assert mistakes(
        {
            "accounts.google": google,
            "buckets.raw": {"account": "google", "existing": "acme-raw"},
        }
    ) == [
        problem(
            "union:buckets.raw.account",
            'found "google", an account of gcp, and cluster union-prod, whose planes use the '
            "bucket, is of aws",
            "keep what the planes of union-prod keep in a bucket of aws",
        ),
    ]


def test_one_thing_in_the_cloud_is_one_entry() -> None:
    assert mistakes(
        {
            "buckets.other": {"account": "prod", "existing": "acme-union-raw"},
            "repositories.again": {"account": "images", "create": "union/images"},
        }
    ) == [
        problem(
            "union:buckets.raw.create",
            'found "acme-union-raw", which union:buckets.other names already',
            "name each once, and refer to that entry",
        ),
        problem(
            "union:repositories.images.create",
            'found "union/images", which union:repositories.again names already',
            "name each once, and refer to that entry",
        ),
    ]
