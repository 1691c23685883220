"""Paths of properties: as the engine writes them, and as people read them."""

from __future__ import annotations

import re
from typing import Final

from .model import Path

_STEP: Final = re.compile(r'\.?([^.\[\]"]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]')
_PLAIN: Final = re.compile(r"[^\s.\[\]\"]+")


def parsed(text: str) -> Path:
    """`rules[0].filter["a.b"]` as its steps."""
    steps: list[str | int] = []
    for name, index, quoted in _STEP.findall(text):
        if index:
            steps.append(int(index))
        else:
            steps.append(name or quoted.replace('\\"', '"'))
    return tuple(steps)


def written(path: Path) -> str:
    """The steps as one text."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f'["{step}"]'
    return text


def below(path: Path, top: Path) -> bool:
    """Whether `path` is `top`, or lies in it."""
    return path[: len(top)] == top
