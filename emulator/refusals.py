"""How the emulator says no."""

from __future__ import annotations

from collections.abc import Iterable

from .shapes import Failure
from .values import Props


class Refusal(Exception):  # noqa: N818
    """A request that the emulated cloud turns down, with a reason for people."""


class NotKnown(Refusal):
    """Something that the emulator has no table row for, so it does not guess."""


class AlreadyExists(Refusal):
    """A name that another thing already has, or that a deleted one still reserves."""


class NotFound(Refusal):
    """Something that is asked for and is not there."""


class HalfMade(Refusal):
    """A thing that was made and did not get ready: the engine keeps it, with the reason."""

    def __init__(self, reason: str, identity: str, properties: Props, inputs: Props) -> None:
        super().__init__(reason)
        self.identity = identity
        self.properties = properties
        self.inputs = inputs


class ToldToFail(Refusal):
    """A failure that was ordered with ``--fail``."""


def refuse(failures: Iterable[Failure]) -> None:
    """Raise one `Refusal` that names every failure; nothing where there is none."""
    told = [str(failure) for failure in failures]
    if told:
        raise Refusal("; ".join(told))
