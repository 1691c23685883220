"""What every resource of the Azure Resource Manager has in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...rules import Exists
from ...shapes import Failure
from ...table import Row, Rule, Scene
from ...values import UNKNOWN, select

GROUP: Final = "azure-native:resources:ResourceGroup"
GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_GROUP_ID: Final = "/subscriptions/{subscription}/resourceGroups/{resourceGroupName}"
MADE: Final = "2026-01-01T00:00:00Z"
SYSTEM: Final = {"systemData": {"createdAt": MADE, "createdByType": "Application"}}
"""What most kinds tell of who made a thing."""
API: Final = {"azureApiVersion": "emulated"}
_MOST_TAGS: Final = 50
_KEY: Final = 512
_VALUE: Final = 256


def in_group(kind: str, name: str) -> str:
    """Template of an id below the resource group; `name` is the input that has the name."""
    return f"{_GROUP_ID}/providers/{kind}/{{{name}}}"


def arm(  # noqa: PLR0913
    token: str,
    source: str,
    kind: str,
    name: str,
    *,
    id: str = "",
    rules: tuple[Rule, ...] = (),
    cloud: tuple[Rule, ...] = (),
    replaces: frozenset[str] = frozenset(),
    computed: dict[str, Any] | None = None,
    **more: Any,
) -> Row:
    """A resource of a resource group; its name and its group are for ever."""
    return Row(
        token=f"azure-native:{token}",
        source=source,
        id=id or in_group(kind, name),
        named=name,
        computed={"name": f"{{{name}}}", "type": kind, **API, **(computed or {})},
        replaces=replaces | {name, "resourceGroupName"},
        rules=(*rules, tags),
        cloud=(Exists("resourceGroupName", GROUP, by="resourceGroupName"), *cloud),
        **more,
    )


def tags(scene: Scene) -> Iterator[Failure]:
    """At most 50 tags; key up to 512, value up to 256 characters; no ``<>%&\\?/`` in a key."""
    given = scene.props.get("tags")
    if not isinstance(given, dict):
        return
    if len(given) > _MOST_TAGS:
        yield Failure("tags", f"{len(given)} tags; {_MOST_TAGS} go")
    for key, value in given.items():
        if not 1 <= len(key) <= _KEY or re.search(r"[<>%&\\?/]", key):
            yield Failure("tags", f"the key {key!r} is too long or has other characters")
        if isinstance(value, str) and len(value) > _VALUE:
            yield Failure("tags", f"the value of {key!r} has more than {_VALUE} characters")


def guid(path: str) -> Rule:
    """A rule that a property is a GUID."""

    def check(scene: Scene) -> Iterator[Failure]:
        for where, value in select(scene.props, path):
            if isinstance(value, str) and not GUID.fullmatch(value):
                yield Failure(where, f"{value!r} is not a GUID")

    return check


def default_only(path: str) -> Rule:
    """A rule that a singleton has the one name that Azure knows."""

    def check(scene: Scene) -> Iterator[Failure]:
        if scene.props.get(path) not in ("default", UNKNOWN):
            yield Failure(path, "must be default: there is one in each storage account")

    return check


def same_group(scene: Scene, record: Any) -> bool:
    """Whether two things are in the same resource group: for `Exists.where`."""
    mine = str(scene.props.get("resourceGroupName")).lower()
    return str(record.properties.get("resourceGroupName")).lower() == mine
