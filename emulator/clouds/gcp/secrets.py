"""Secret Manager: secrets, their versions, and members of their policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, OneOf, Text
from ...table import Row, Scene, by_token
from ...values import UNKNOWN
from .labels import LABELLED, labels
from .members import There, member, own_project

_SECRET: Final = "gcp:secretmanager/secret:Secret"  # noqa: S105
_VERSION: Final = "gcp:secretmanager/secretVersion:SecretVersion"
_LONGEST: Final = 65_536


def _value(scene: Scene) -> Iterator[str]:
    text = scene.props.get("secretData")
    if isinstance(text, str) and not 1 <= len(text.encode()) <= _LONGEST:
        yield f"has {len(text.encode())} bytes; 1 to {_LONGEST} go"


def _replicated(scene: Scene) -> bool:
    told = scene.props.get("replication")
    given = [one for one in told.values() if one is not None] if isinstance(told, dict) else [told]
    return len(given) == 1


def _next(scene: Scene) -> Any:
    """Versions are counted, and a number never comes back."""
    secret = scene.props.get("secret")
    if secret is UNKNOWN:
        return UNKNOWN
    number = 1
    while scene.store.get(_VERSION, scene.realm, f"{secret}/versions/{number}") or (
        scene.store.was_deleted(_VERSION, scene.realm, f"{secret}/versions/{number}")
    ):
        number += 1
    return f"{secret}/versions/{number}"


def _number(scene: Scene) -> Any:
    return str(scene.facts["id"]).rpartition("/")[2]


ROWS = by_token(
    Row(
        token=_SECRET,
        source="Secret Manager documentation, Create a secret; REST reference, Secret",
        id="projects/{project}/secrets/{secretId}",
        named="secretId",
        defaults={"deletionProtection": False},
        computed={
            **LABELLED,
            "createTime": "2026-01-01T00:00:00Z",
            "effectiveAnnotations": lambda scene: scene.props.get("annotations") or {},
            "expireTime": "",
            "name": "projects/{number}/secrets/{secretId}",
            "project": "{project}",
        },
        early=frozenset({*LABELLED, "effectiveAnnotations", "project"}),
        moving=frozenset({*LABELLED, "effectiveAnnotations"}),
        replaces=frozenset({"secretId", "replication", "project"}),
        rules=(
            Text("secretId", r"[A-Za-z0-9_-]+", 1, 255, "letters, digits, hyphens and underscores"),
            Check("is automatic, or names its places", _replicated, "replication"),
            labels,
            own_project,
        ),
    ),
    Row(
        token=_VERSION,
        source="Secret Manager documentation, Add a secret version; REST reference, SecretVersion",
        id=_next,
        defaults={"deletionPolicy": "DELETE", "enabled": True, "isSecretDataBase64": False},
        computed={
            "createTime": "2026-01-01T00:00:00Z",
            "destroyTime": "",
            "name": "{id}",
            "project": "{project}",
            "version": _number,
        },
        replaces=frozenset(
            {"isSecretDataBase64", "secret", "secretData", "secretDataWo", "secretDataWoVersion"}
        ),
        secret=frozenset({"secretData"}),
        rules=(
            OneOf(("secretData", "secretDataWo")),
            Check("the value", _value, "secretData"),
        ),
        cloud=(There("secret", _SECRET),),
    ),
    member(
        "secret",
        "gcp:secretmanager/secretIamMember:SecretIamMember",
        "secretId",
        "Secret Manager documentation, Manage access to secrets",
        There("secretId", _SECRET, by="id|secretId"),
        computed={"project": "{project}"},
        replaces=("project",),
    ),
)
