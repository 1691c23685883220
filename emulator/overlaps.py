"""Writes that come while another one on the same thing is not over, which some clouds refuse."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

from .refusals import Refusal
from .table import Row, Scene
from .values import first

TAKES: Final = 0.02
"""How long such a write takes, seconds: enough for another to come meanwhile."""


@dataclass
class Overlaps:
    """When the last write on each holder ended. Used under the store's lock."""

    _ended: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def refuse(self, row: Row, scene: Scene, arrived: float) -> None:
        """Refuse a write that arrived before the last one on the same holder was over."""
        if row.alone and self._ended.get(_key(row, scene), 0) > arrived:
            holder = first(scene.props, row.alone)
            raise Refusal(
                f"409 Conflict: another write on {row.alone} {holder!r} was not over; make one "
                f"after the other [{row.source}]"
            )

    def end(self, row: Row, scene: Scene) -> None:
        """Remember that a write is over."""
        if row.alone:
            time.sleep(TAKES)
            self._ended[_key(row, scene)] = time.monotonic()


def _key(row: Row, scene: Scene) -> tuple[str, str, str]:
    return row.token, scene.realm, str(first(scene.props, row.alone))
