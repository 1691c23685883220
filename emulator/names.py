"""Names and identities that are taken: by a living thing, or by a deleted one."""

from __future__ import annotations

from collections.abc import Iterator

from .refusals import AlreadyExists, Refusal
from .store import Record
from .table import Row, Scene
from .values import first


def refuse_taken(row: Row, scene: Scene, identity: str) -> None:
    """Refuse an identity or a set of unique inputs that another thing has or once had."""
    if row.existing_only:
        raise Refusal(f"{said(row, scene)}: a program does not make this; a seed declares it")
    reason = _why(row, scene, identity)
    if reason:
        raise AlreadyExists(f"{said(row, scene)}: {reason} [{row.source}]")


def _why(row: Row, scene: Scene, identity: str) -> str:
    there = scene.store.get(row.token, scene.realm, identity)
    if there is not None and not (row.singleton and not there.name):
        how = "is written by another resource" if row.singleton else "already exists"
        return f"{identity} {how}"
    if clashes(row, scene):
        return f"{taken(row, scene)} already exists"
    held = scene.store.reserved(row.token, scene.realm, taken(row, scene))
    return f"{taken(row, scene)} is reserved: {held}" if held else ""


def clashes(row: Row, scene: Scene) -> bool:
    """Whether a living thing has the same unique inputs."""
    return any(
        all(first(scene.props, path) == first(record.properties, path) for path in row.unique)
        for record in _rivals(row, scene)
    )


def _rivals(row: Row, scene: Scene) -> Iterator[Record]:
    if row.unique:
        package = scene.realm.partition("/")[0]
        under = package if row.unique_in == "package" else scene.realm
        yield from scene.store.find(row.token, under)


def taken(row: Row, scene: Scene) -> str:
    """The unique inputs of a thing, in words."""
    return ", ".join(f"{path} {first(scene.props, path)!r}" for path in row.unique)


def said(row: Row, scene: Scene) -> str:
    """A thing, in words, for the beginning of a refusal."""
    return f"{row.token} {scene.name!r} in {scene.realm}"
