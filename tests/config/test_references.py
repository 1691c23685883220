"""Names that one section has for things of another."""

from .stack import ONE, REMOVED, TWO, mistakes, problem


def test_a_cluster_names_an_account_that_exists() -> None:
    assert mistakes({"clusters.union-prod.account": "prd"}) == [
        problem(
            "union:clusters.union-prod.account",
            'found "prd", which union:accounts does not have',
            'did you mean "prod"? known: images, prod',
        ),
    ]


def test_a_bucket_names_an_account_that_exists() -> None:
    assert mistakes({"buckets.raw.account": "nowhere"}) == [
        problem(
            "union:buckets.raw.account",
            'found "nowhere", which union:accounts does not have',
            "known: images, prod",
        ),
    ]


def test_a_repository_names_an_account_that_exists() -> None:
    assert mistakes({"repositories.images.account": "image"}) == [
        problem(
            "union:repositories.images.account",
            'found "image", which union:accounts does not have',
            'did you mean "images"? known: images, prod',
        ),
    ]


def test_the_control_plane_names_a_cluster_that_exists() -> None:
    assert mistakes({"controlPlane.cluster": "union-prod-1"}) == [
        problem(
            "union:controlPlane.cluster",
            'found "union-prod-1", which union:clusters does not have',
            'did you mean "union-prod"? known: union-prod, union-prod-2',
        ),
    ]


def test_the_control_plane_names_a_bucket_that_exists() -> None:
    assert mistakes({"controlPlane.metadata": {"bucket": "control-plan"}}) == [
        problem(
            "union:controlPlane.metadata.bucket",
            'found "control-plan", which union:buckets does not have',
            'did you mean "control-plane"? known: code, control-plane, metadata, raw',
        ),
    ]


def test_a_data_plane_names_buckets_that_exist_in_short_or_in_full() -> None:
    assert mistakes(
        {
            ONE + ".storage": {
                "metadata": "metdata",
                "fastRegistration": {"bucket": "cod"},
                "rawData": "raw",
            },
            TWO + ".storage.metadata": "metdata",
        }
    ) == [
        problem(
            "union:dataPlanes.production-cluster-1.storage.fastRegistration.bucket",
            'found "cod", which union:buckets does not have',
            'did you mean "code"? known: code, control-plane, metadata, raw',
        ),
        problem(
            "union:dataPlanes.production-cluster-1.storage.metadata",
            'found "metdata", which union:buckets does not have',
            'did you mean "metadata"? known: code, control-plane, metadata, raw',
        ),
        problem(
            "union:dataPlanes.production-cluster-2.storage.metadata",
            'found "metdata", which union:buckets does not have',
            'did you mean "metadata"? known: code, control-plane, metadata, raw',
        ),
    ]


def test_a_data_plane_names_repositories_that_exist() -> None:
    assert mistakes(
        {ONE + ".imageBuilder": {"repository": "image", "baseImages": ["images", "bases"]}}
    ) == [
        problem(
            "union:dataPlanes.production-cluster-1.imageBuilder.baseImages[1]",
            'found "bases", which union:repositories does not have',
            "known: images",
        ),
        problem(
            "union:dataPlanes.production-cluster-1.imageBuilder.repository",
            'found "image", which union:repositories does not have',
            'did you mean "images"? known: images',
        ),
    ]


def test_without_repositories_the_remedy_is_to_add_one() -> None:
    assert mistakes({"repositories": REMOVED, TWO + ".imageBuilder": "disabled"}) == [
        problem(
            "union:dataPlanes.production-cluster-1.imageBuilder.repository",
            'found "images", which union:repositories does not have',
            "add it to union:repositories",
        ),
    ]


def test_a_workspace_names_an_account_that_exists() -> None:
    assert mistakes(
        {ONE + ".monitoring.clusterHealth.remoteWrite.workspace.account": "metrics"}
    ) == [
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.clusterHealth.remoteWrite.workspace.account",
            'found "metrics", which union:accounts does not have',
            "known: images, prod",
        ),
    ]


def test_a_pool_names_data_planes_that_exist() -> None:
    assert mistakes(
        {
            "clusterPools": {
                "default": ["production-cluster-1", "production-cluster-3", "production-cluster-2"]
            }
        }
    ) == [
        problem(
            "union:clusterPools.default[1]",
            'found "production-cluster-3", which union:dataPlanes does not have',
            'did you mean "production-cluster-2"? known: production-cluster-1, '
            "production-cluster-2",
        ),
    ]


def test_a_mistake_elsewhere_in_a_section_hides_no_wrong_name() -> None:
    assert mistakes(
        {
            "clusters.union-prod.nodePools": 3,
            "clusters.union-prod.account": "prd",
            "controlPlane.host": 4,
            "controlPlane.cluster": "union",
        }
    ) == [
        problem(
            "union:clusters.union-prod.account",
            'found "prd", which union:accounts does not have',
            'did you mean "prod"? known: images, prod',
        ),
        problem(
            "union:clusters.union-prod.nodePools",
            "found a number",
            "write an object: one `key: value` a line",
        ),
        problem(
            "union:controlPlane.cluster",
            'found "union", which union:clusters does not have',
            'did you mean "union-prod"? known: union-prod, union-prod-2',
        ),
        problem(
            "union:controlPlane.host",
            "found a number, 4",
            "write a host name in lower case, without scheme, port and path",
        ),
    ]
