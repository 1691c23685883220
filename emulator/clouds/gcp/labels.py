"""Labels: the rules that nearly every Google service shares, and the provider's default labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...shapes import Failure
from ...table import Scene
from ...values import UNKNOWN

_MOST: Final = 64
_KEY: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}")
_VALUE: Final = re.compile(r"[a-z0-9_-]{0,63}")


def labels(scene: Scene) -> Iterator[Failure]:
    """At most 64, in lower case; a key begins with a letter."""
    given = scene.props.get("labels")
    if not isinstance(given, dict):
        return
    if len(all_labels(scene)) > _MOST:
        count = len(all_labels(scene))
        yield Failure("labels", f"{count} labels with the default ones; {_MOST} go")
    for key, value in given.items():
        if not _KEY.fullmatch(key):
            yield Failure("labels", f"the key {key!r} is too long or has other characters")
        if isinstance(value, str) and not _VALUE.fullmatch(value):
            yield Failure("labels", f"the value of {key!r} is too long or has other characters")


def all_labels(scene: Scene) -> Any:
    """The labels with the provider's default ones below them."""
    given = scene.props.get("labels") or {}
    return UNKNOWN if given is UNKNOWN else {**scene.place.default_tags, **given}


LABELLED: Final = {"effectiveLabels": all_labels, "pulumiLabels": all_labels}
"""What the provider adds to whatever has labels; a preview knows it."""
