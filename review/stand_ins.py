"""Secrets of a stack file that nobody here can decrypt: a dummy for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from emulator.workspace import dummy

_CHANGED = "-changed"


def sealed(file: Path) -> Mapping[str, str]:
    """Path of each `secure:` value of a stack file to its ciphertext; none where there is no file.

    The paths are the engine's: `union:section["key"]`.
    """
    if not file.exists():
        return {}
    document = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    return {
        path: text
        for key, value in (document.get("config") or {}).items()
        for path, text in _sealed(value, str(key))
    }


def stand_ins(base: Mapping[str, str], head: Mapping[str, str]) -> Mapping[str, str]:
    """A dummy for each secret of head: base's own where the ciphertext is the same."""
    return {
        path: dummy(path) if base.get(path, text) == text else dummy(path) + _CHANGED
        for path, text in sorted(head.items())
    }


def changed(base: Mapping[str, str], head: Mapping[str, str]) -> tuple[str, ...]:
    """What happens to each secret whose ciphertext is another one, or new, or gone."""
    return tuple(
        f"secret {_what(path, base, head)}: {path}"
        for path in sorted({*base, *head})
        if base.get(path) != head.get(path)
    )


def _what(path: str, base: Mapping[str, str], head: Mapping[str, str]) -> str:
    if path not in base:
        return "added"
    return "changed" if path in head else "dropped"


def _sealed(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if set(value) == {"secure"}:
            yield path, str(value["secure"])
            return
        for key, it in value.items():
            yield from _sealed(it, f'{path}["{key}"]')
    elif isinstance(value, list):
        for index, it in enumerate(value):
            yield from _sealed(it, f"{path}[{index}]")
