"""Page: configuration/image-builder."""

from .stack import ONE, TWO, mistakes, problem


def test_an_external_buildkitd_is_refused_where_the_chart_breaks_it() -> None:
    assert mistakes({ONE + ".imageBuilder.buildkitUri": "tcp://buildkitd.buildkit.svc:1234"}) == [
        problem(
            "union:dataPlanes.production-cluster-1.imageBuilder.buildkitUri",
            'found "tcp://buildkitd.buildkit.svc:1234", which chart 2026.8.3 quotes twice, so '
            "that no build finds it",
            "leave it out: the release then runs a buildkitd of its own",
        ),
    ]


def test_an_existing_pool_needs_its_role_to_pull_from_another_account() -> None:
    assert mistakes(
        {"clusters.union-prod-2.nodePools.worker": {"existing": {"name": "workers"}}}
    ) == [
        problem(
            "union:clusters.union-prod-2.nodePools.worker.existing.nodeRoleArn",
            "is missing, and its nodes pull from repository images of another account",
            "write the ARN of the role of its nodes, which the repository's policy then lets in",
        ),
    ]


def test_a_role_that_is_named_is_let_in() -> None:
    assert not mistakes(
        {
            "clusters.union-prod-2.nodePools.worker": {
                "existing": {
                    "name": "workers",
                    "nodeRoleArn": "arn:aws:iam::123456789012:role/workers",
                }
            }
        }
    )


def test_a_repository_whose_policy_is_somebody_elses_is_their_business() -> None:
    assert not mistakes(
        {
            "clusters.union-prod-2.nodePools.worker": {"existing": {"name": "workers"}},
            "repositories.images": {"account": "images", "existing": "union/images"},
        }
    )


def test_an_image_builder_is_a_section_or_disabled() -> None:
    assert mistakes({ONE + ".imageBuilder": "off", TWO + ".imageBuilder": "disabled"}) == [
        problem(
            "union:dataPlanes.production-cluster-1.imageBuilder",
            'found "off"',
            "write an object, or disabled",
        ),
    ]


def test_a_repository_has_a_legal_name() -> None:
    assert mistakes({"repositories.images": {"account": "images", "create": "Union/Images"}}) == [
        problem(
            "union:repositories.images.create",
            'found "Union/Images"',
            "write the name of a repository without its registry, e.g. union/images",
        ),
    ]
