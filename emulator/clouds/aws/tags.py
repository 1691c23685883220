"""Tags: the rules that nearly every AWS service shares, and the provider's default tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...shapes import Failure
from ...table import Scene
from ...values import UNKNOWN

_MOST: Final = 50
_KEY: Final = 128
_VALUE: Final = 256
_ALPHABET: Final = re.compile(r"[\w\s.:/=+\-@]*")


def tags(scene: Scene) -> Iterator[Failure]:
    """Tag naming limits: at most 50, key 1 to 128, value 0 to 256, no ``aws:`` in front."""
    given = scene.props.get("tags")
    if not isinstance(given, dict):
        return
    if len(all_tags(scene)) > _MOST:
        yield Failure("tags", f"{len(all_tags(scene))} tags with the default ones; {_MOST} go")
    for key, value in given.items():
        if not 1 <= len(key) <= _KEY or not _ALPHABET.fullmatch(key):
            yield Failure("tags", f"the key {key!r} is too long or has other characters")
        if key.lower().startswith("aws:"):
            yield Failure("tags", f"the key {key!r} is reserved")
        if isinstance(value, str) and (len(value) > _VALUE or not _ALPHABET.fullmatch(value)):
            yield Failure("tags", f"the value of {key!r} is too long or has other characters")


def all_tags(scene: Scene) -> Any:
    """The tags with the provider's default ones below them."""
    given = scene.props.get("tags") or {}
    return UNKNOWN if given is UNKNOWN else {**scene.place.default_tags, **given}
