"""What differs between two sets of inputs, leaf by leaf; JSON in a text is opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from .model import ABSENT, Difference, Path

_NAMES: Final = ("Sid", "id", "name", "key", "secretKey", "mountPath", "port")
"""What tells the entries of a list of mappings apart, where all of them have it."""


def differences(old: Any, new: Any, path: Path = ()) -> Iterator[Difference]:
    """Every leaf that differs, in the order of the new side's keys, sorted."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted({*old, *new}, key=str):
            yield from differences(old.get(key, ABSENT), new.get(key, ABSENT), (*path, str(key)))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(old, new, path)
    elif old == new and type(old) is type(new):
        return
    elif (documents := _documents(old, new)) is not None:
        inside = list(differences(*documents, path))
        yield from inside or [Difference(path=path, old=old, new=new)]
    else:
        yield Difference(path=path, old=old, new=new)


def document(value: Any) -> Any:
    """The JSON object or list that a text holds; None where it holds none."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return None
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, (dict, list)) else None


def _documents(old: Any, new: Any) -> tuple[Any, Any] | None:
    before, after = document(old), document(new)
    if before is None or after is None or type(before) is not type(after):
        return None
    return before, after


def _lists(old: list[Any], new: list[Any], path: Path) -> Iterator[Difference]:
    name = _name(old, new)
    if name is not None:
        yield from _named(old, new, name, path)
        return
    if _nested([*old, *new]):
        yield from _alike(old, new, path)
        return
    left, right = [_text(it) for it in old], [_text(it) for it in new]
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for what, low, high, start, end in steps:
        if what == "equal":
            continue
        paired = high - low if high - low == end - start else 0
        for step in range(paired):
            yield from differences(old[low + step], new[start + step], (*path, start + step))
        for index in range(low + paired, high):
            yield Difference(path=(*path, index), old=old[index])
        for index in range(start + paired, end):
            yield Difference(path=(*path, index), new=new[index])


def _alike(old: list[Any], new: list[Any], path: Path) -> Iterator[Difference]:
    """Entries without names: each is compared with the one that it has most in common with."""
    scores = sorted(
        (-_common(a, b), abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new)
    )
    pairs: dict[int, int] = {}
    for score, _, i, j in scores:
        if score < 0 and i not in pairs.values() and j not in pairs:
            pairs[j] = i
    for i, it in enumerate(old):
        if i not in pairs.values():
            yield Difference(path=(*path, i), old=it)
    for j, it in enumerate(new):
        if j in pairs:
            yield from differences(old[pairs[j]], it, (*path, j))
        else:
            yield Difference(path=(*path, j), new=it)


def _common(a: Any, b: Any) -> float:
    """How much two entries have in common; 0: nothing that would tell them to be the same."""
    if not isinstance(a, Mapping) or not isinstance(b, Mapping):
        return float(_text(a) == _text(b))
    score = 0.0
    for key in a.keys() & b.keys():
        one, other = _set(a[key]), _set(b[key])
        score += 0.01 + len(one & other) / max(len(one | other), 1)
    return score


def _set(value: Any) -> set[str]:
    return {_text(it) for it in value} if isinstance(value, list) else {_text(value)}


def _named(old: list[Any], new: list[Any], name: str, path: Path) -> Iterator[Difference]:
    left = {it[name]: it for it in old}
    right = {it[name]: (index, it) for index, it in enumerate(new)}
    for index, it in enumerate(old):
        if it[name] not in right:
            yield Difference(path=(*path, index), old=it)
    for key, (index, it) in right.items():
        yield from differences(left.get(key, ABSENT), it, (*path, index))
    shared = [it[name] for it in old if it[name] in right]
    if shared != [it[name] for it in new if it[name] in left]:
        yield Difference(path=path, old=[it[name] for it in old], new=[it[name] for it in new])


def _name(old: Sequence[Any], new: Sequence[Any]) -> str | None:
    """The key that tells apart the entries of both lists."""
    both = [*old, *new]
    if not both or not all(isinstance(it, Mapping) for it in both):
        return None
    for name in _NAMES:
        if all(isinstance(it.get(name), str | int) for it in both):
            distinct = [len({it[name] for it in side}) == len(side) for side in (old, new)]
            if all(distinct):
                return name
    return None


def _nested(items: Sequence[Any]) -> bool:
    return all(isinstance(it, (Mapping, list)) for it in items)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
