"""A fault to plant in a valid example."""

from __future__ import annotations

from dataclasses import dataclass

from emulator.values import Props


@dataclass(frozen=True)
class Fault:
    """What to change in which example, and what the refusal must say."""

    example: str
    changes: Props
    said: str

    def __str__(self) -> str:
        return f"{self.example}: {self.said}"
