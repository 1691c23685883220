"""Repositories, each named once: what a cloud grants access to is one entry."""

import pytest

from .stack import ONE, REMOVED, mistakes, problem

REMEDY = (
    "refer to that entry: what follows the slash is a path, and whoever may use one may use them "
    "all; or write another name before the slash"
)


def test_on_aws_the_whole_name_is_a_repository() -> None:
    assert mistakes({"repositories.base": {"account": "images", "create": "union/base"}}) == []
    assert mistakes({"repositories.again": {"account": "images", "create": "union/images"}}) == [
        problem(
            "union:repositories.images.create",
            'found "union/images", which union:repositories.again names already',
            "name each once, and refer to that entry",
        ),
    ]


@pytest.mark.parametrize("said", ["create", "existing"])
def test_on_google_cloud_a_repository_ends_at_the_slash(said: str) -> None:
    assert mistakes(
        {"repositories.zebra": {"account": "images", said: "union/base"}}, stack="prod-gcp"
    ) == [
        problem(
            f"union:repositories.zebra.{said}",
            'found "union/base", in "union", of which union:repositories.images is already',
            REMEDY,
        ),
    ]


def test_on_azure_a_registry_ends_at_the_slash() -> None:
    more = {"account": "prod", "create": "acmeunionimages/base"}

    assert mistakes({"repositories.zebra": more}, stack="prod-azure") == [
        problem(
            "union:repositories.zebra.create",
            'found "acmeunionimages/base", in "acmeunionimages", of which '
            "union:repositories.images is already",
            REMEDY,
        ),
    ]


def test_another_name_before_the_slash_is_another_repository() -> None:
    base = {"account": "images", "create": "base/union"}

    assert mistakes({"repositories.base": base}, stack="prod-gcp") == []


def test_a_repository_that_is_left_to_us_is_one_like_any_other() -> None:
    taken = {"account": "prod", "create": "acme-union/base"}
    unnamed = {f"{ONE}.imageBuilder": REMOVED, "repositories.base": taken}

    assert mistakes(unnamed) == []
    assert mistakes(unnamed, stack="prod-gcp") == [
        problem(
            "union:dataPlanes.production-cluster-1.imageBuilder",
            'names no repository, and would get "acme-union/images", in "acme-union", of which '
            "union:repositories.base is already",
            REMEDY,
        ),
    ]


def test_data_planes_of_one_account_share_the_one_that_is_left_to_us() -> None:
    two = ONE.replace("1", "2")
    unnamed = {f"{ONE}.imageBuilder": REMOVED, f"{two}.imageBuilder": REMOVED}

    assert mistakes({**unnamed, "repositories": REMOVED}, stack="prod-gcp") == []
