"""Failures to order: what is told to fail, fails, so that recovery can be tried."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, Literal

from .refusals import ToldToFail

Operation = Literal["create", "update", "delete", "read"]
_OPERATIONS: Final = ("create", "update", "delete", "read")


@dataclass(frozen=True)
class Fault:
    """One order: which operation on which resources fails."""

    operation: str
    token: str
    name: str
    after: bool = False
    """Fail only after the cloud has done it, as when the answer is lost on the way."""

    @classmethod
    def parse(cls, text: str) -> Fault:
        """Read ``[create|update|delete|read[!]=]<type pattern>::<name pattern>``.

        Patterns are those of a shell; ``!`` makes the cloud do it and lose the answer.
        """
        operation, found, rest = text.partition("=")
        if not found:
            operation, rest = "create", text
        token, found, name = rest.partition("::")
        verb = operation.rstrip("!")
        if not found or verb not in _OPERATIONS:
            raise ValueError(f"{text!r} is not [operation=]<type pattern>::<name pattern>")
        return cls(verb, token, name, operation.endswith("!"))


@dataclass(frozen=True)
class Faults:
    """Every order: those of the command line, and those of ``faults.json`` beside the state."""

    ordered: tuple[Fault, ...] = ()
    file: Path | None = None

    def strike(self, operation: Operation, token: str, name: str, *, done: bool = False) -> None:
        """Raise `ToldToFail` when this operation was ordered to fail at this point."""
        for fault in (*self.ordered, *self._from_file()):
            if (
                (fault.operation, fault.after) == (operation, done)
                and fnmatchcase(token, fault.token)
                and fnmatchcase(name, fault.name)
            ):
                lost = " after the cloud had done it" if done else ""
                raise ToldToFail(f"{operation} of {token} {name!r} was told to fail{lost}")

    def _from_file(self) -> tuple[Fault, ...]:
        if self.file is None or not self.file.exists():
            return ()
        return tuple(Fault.parse(text) for text in json.loads(self.file.read_text("utf-8")))
