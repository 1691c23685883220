"""A change as the lines of a diff: `-` old, `+` new, `!` what differs and cannot be shown."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml

from .differences import document
from .model import ABSENT, SECRET, UNKNOWN, Change, Difference, Op, Path
from .paths import written

_NESTED: Final = ("values",)
"""Properties that are shown as the YAML that people write."""
_DEEP: Final = 5
_OURS: Final = re.compile(rf"'({re.escape(SECRET)}|{re.escape(UNKNOWN)})'")
"""Our words for what is not shown, as YAML writes a text in brackets."""
_PLAIN: Final = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|[yn])$)[A-Za-z](?:[\w./@-]|:(?=\S))*"
)
"""Texts that YAML writes as they are."""


def lines(change: Change) -> Iterator[str]:
    """Every line of a change's diff, without its title."""
    if change.op is Op.CREATE and change.after is not None:
        yield from _block("+", dict(change.after.inputs), 0)
    elif change.op in (Op.UPDATE, Op.REPLACE):
        yield from changed(change.differences)


def changed(differences: Sequence[Difference]) -> Iterator[str]:
    """The lines of differences: under the keys that lead there, where one lies deep."""
    shown: Path = ()
    nested = any(it.path[0] in _NESTED or len(it.path) >= _DEEP for it in differences if it.path)
    for it in differences:
        if it.path and nested:
            parents = it.path[:-1]
            same = _shared(shown, parents)
            for depth in range(same, len(parents)):
                yield f" {'  ' * depth}{_key(parents[depth])}"
            shown = parents
            yield from _leaf(it, _last(it.path), len(parents))
        else:
            yield from _leaf(it, f"{written(it.path)}:", 0)


def _leaf(difference: Difference, key: str, depth: int) -> Iterator[str]:
    old, new = difference.old, difference.new
    why = "  # cannot change in place" if difference.replaces else ""
    if old == new:
        what = SECRET if old == SECRET else "what the cloud has"
        yield f"!{'  ' * depth}{key} {what} changed{why}"
    elif _multiline(old) and _multiline(new):
        yield f" {'  ' * depth}{key} |{why}"
        for line in difflib.unified_diff(old.splitlines(), new.splitlines(), n=1, lineterm=""):
            if not line.startswith(("---", "+++", "@@")):
                yield f"{line[0]}{'  ' * (depth + 1)}{line[1:]}"
    else:
        if old is not ABSENT:
            yield from _entry("-", key, old, depth, "" if new is not ABSENT else why)
        if new is not ABSENT:
            yield from _entry("+", key, new, depth, why)


def _entry(sign: str, key: str, value: Any, depth: int, why: str) -> Iterator[str]:
    if key == "-" and isinstance(value, (Mapping, list)):
        yield from _block(sign, [value], depth)
    elif isinstance(value, (Mapping, list)) and value:
        yield f"{sign}{'  ' * depth}{key}{why}"
        yield from _block(sign, value, depth + 1)
    elif _multiline(value):
        yield f"{sign}{'  ' * depth}{key} |{why}"
        yield from (f"{sign}{'  ' * (depth + 1)}{line}" for line in value.splitlines())
    else:
        yield f"{sign}{'  ' * depth}{key} {scalar(value)}{why}"


def _block(sign: str, value: Any, depth: int) -> Iterator[str]:
    if not value:
        return
    text = yaml.dump(
        _opened(value), Dumper=_Dumper, sort_keys=True, width=10_000, allow_unicode=True
    )
    text = _OURS.sub(r"\1", text)
    yield from (f"{sign}{'  ' * depth}{line}" for line in text.splitlines())


def _opened(value: Any) -> Any:
    """The tree with the JSON in its texts read, as it is where it differs."""
    if isinstance(value, Mapping):
        return {str(key): _opened(it) for key, it in value.items()}
    if isinstance(value, list):
        return [_opened(it) for it in value]
    inside = document(value)
    return value if inside is None or inside in ({}, []) else inside


class _Dumper(yaml.SafeDumper):
    """YAML with texts of many lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def scalar(value: Any) -> str:
    """A leaf as YAML has it."""
    if isinstance(value, str):
        if value in (SECRET, UNKNOWN) or _PLAIN.fullmatch(value):
            return value
        return (
            str(yaml.safe_dump(value, width=10_000, allow_unicode=True)).split("\n...")[0].strip()
        )
    return str(yaml.safe_dump(value, default_flow_style=True)).split("\n...")[0].strip()


def _key(step: str | int) -> str:
    return f"[{step}]:" if isinstance(step, int) else f"{step}:"


def _last(path: Path) -> str:
    return "-" if isinstance(path[-1], int) else _key(path[-1])


def _shared(one: Path, other: Path) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _multiline(value: Any) -> bool:
    return isinstance(value, str) and "\n" in value.strip()
