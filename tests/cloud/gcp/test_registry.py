"""Repositories, and who may use them from another project."""

from collections.abc import Callable
from typing import Any

import pytest

from components.cloud.args import RegistryAccessArgs, RegistryArgs
from components.cloud.gcp.platform import GcpPlatform
from components.config.image_builder import Repository
from tests.engine import Engine

from .facts import IMAGES, options, platform

OURS = Repository(account="prod", create="union/images")
THEIRS = Repository(account="prod", existing="union/images")
WORKER, PROXY, NODES = "worker@other", "proxy@other", "nodes@other"


def _engine(program: Callable[[GcpPlatform], Any], *, preview: bool = False) -> Engine:
    engine = Engine(preview=preview)
    engine.run(lambda: program(platform()))
    return engine


def _access(settings: Repository) -> RegistryAccessArgs:
    return RegistryAccessArgs(
        registry=IMAGES,
        settings=settings,
        pull={"plane-worker": WORKER, "cluster-nodes": NODES},
        push={"plane-worker": WORKER},
        describe={"plane-proxy": PROXY},
    )


def test_a_repository_of_ours_is_protected_and_retained() -> None:
    engine = _engine(lambda gcp: gcp.registry("images", RegistryArgs(settings=OURS)))
    repository = engine.named("images-repository")

    assert repository.inputs == {
        "repositoryId": "union",
        "location": "us-central1",
        "format": "DOCKER",
        "dockerConfig": {"immutableTags": False},
    }
    assert options(repository) == {"protect": True, "retain_on_delete": True}


@pytest.mark.parametrize("settings", [OURS, THEIRS])
def test_a_preview_knows_the_record_of_a_repository(settings: Repository) -> None:
    args = RegistryArgs(settings=settings)

    assert _engine(lambda gcp: gcp.registry("images", args), preview=True).result == IMAGES


def test_strangers_write_or_read_as_the_page_says() -> None:
    engine = _engine(lambda gcp: gcp.registry_access("access", _access(OURS)))

    made = engine.of_type("gcp:artifactregistry/repositoryIamMember:RepositoryIamMember")
    assert {it.name: (it.inputs["member"], it.inputs["role"]) for it in made} == {
        "access-plane-worker": ("serviceAccount:worker@other", "roles/artifactregistry.writer"),
        "access-cluster-nodes": ("serviceAccount:nodes@other", "roles/artifactregistry.reader"),
        "access-plane-proxy": ("serviceAccount:proxy@other", "roles/artifactregistry.reader"),
    }
    assert {it.inputs["repository"] for it in made} == {IMAGES.arn}


def test_the_owner_of_an_existing_repository_is_told_the_commands() -> None:
    engine = _engine(
        lambda gcp: (
            gcp.registry_access("access", _access(THEIRS)),
            gcp.registry_policy(_access(THEIRS)),
        )
    )

    assert [it.name for it in engine.registrations] == ["gcp"]
    first, *rest = engine.result[1].splitlines()
    assert first == (
        f"gcloud artifacts repositories add-iam-policy-binding {IMAGES.arn} "
        "--member=serviceAccount:worker@other --role=roles/artifactregistry.writer"
    )
    assert len(rest) == 2


def test_a_managed_repository_gets_its_members() -> None:
    managed = THEIRS.model_copy(update={"manage": ["policy"]})
    engine = _engine(lambda gcp: gcp.registry_access("access", _access(managed)))

    assert len(engine.registrations) == 5
    assert _engine(lambda gcp: gcp.registry_policy(_access(managed))).result is None


def test_nobody_elsewhere_needs_no_member() -> None:
    nobody = RegistryAccessArgs(registry=IMAGES, settings=OURS, pull={})
    engine = _engine(lambda gcp: gcp.registry_access("access", nobody))

    assert [it.name for it in engine.registrations] == ["gcp"]
