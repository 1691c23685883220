"""Artifact Registry: repositories, and members of their policies."""

from __future__ import annotations

from typing import Any, Final

from ...rules import Check, In, Text
from ...table import Row, Scene, by_token
from ...values import UNKNOWN
from .labels import LABELLED, labels
from .members import There, member, own_project

_REPOSITORY: Final = "gcp:artifactregistry/repository:Repository"


def _part(index: int) -> Any:
    """A part of the repository's full name."""

    def part(scene: Scene) -> Any:
        name = scene.props.get("repository")
        return UNKNOWN if name is UNKNOWN else str(name).split("/")[index]

    return part


def _full(scene: Scene) -> bool:
    name = scene.props.get("repository")
    return not isinstance(name, str) or len(name.split("/")) == 6  # noqa: PLR2004


ROWS = by_token(
    Row(
        token=_REPOSITORY,
        source="Artifact Registry documentation, Create standard repositories; REST reference",
        id="projects/{project}/locations/{location}/repositories/{repositoryId}",
        defaults={"mode": "STANDARD_REPOSITORY"},
        computed={
            **LABELLED,
            "createTime": "2026-01-01T00:00:00Z",
            "location": "{region}",
            "name": "{repositoryId}",
            "project": "{project}",
            "registryUri": "{location}-docker.pkg.dev/{project}/{repositoryId}",
            "updateTime": "2026-01-01T00:00:00Z",
        },
        early=frozenset({*LABELLED, "location", "project"}),
        moving=frozenset({*LABELLED}),
        replaces=frozenset({"format", "kmsKeyName", "location", "mode", "project", "repositoryId"}),
        rules=(
            Text(
                "repositoryId",
                r"[a-z]([a-z0-9-]*[a-z0-9])?",
                1,
                63,
                "lower case letters, digits and hyphens, a letter first and no hyphen last",
            ),
            In("format", ("DOCKER",)),
            labels,
            own_project,
        ),
    ),
    member(
        "repository",
        "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
        "repository",
        "Artifact Registry documentation, Configure roles and permissions",
        There("repository", _REPOSITORY),
        Check("must be a full name, projects/…/repositories/…", _full, "repository"),
        computed={"location": _part(3), "project": _part(1)},
        replaces=("location", "project"),
    ),
)
