"""Putting fragments together: no two pages set one key, and the user replaces leaves last."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeGuard

from ..contracts import Fragment

Path = tuple[str, ...]
Values = dict[str, Any]


def compose(fragments: Iterable[Fragment]) -> Values:
    """Merge `fragments`; a key that two pages set is a bug, and the error names both pages."""
    values: Values = {}
    pages: dict[Path, str] = {}
    above: dict[Path, str] = {}
    for fragment in fragments:
        for path, leaf in leaves(fragment.values):
            clash = _clash(path, pages, above)
            if clash is not None:
                raise ValueError(f"{dotted(path)} is set by both {clash} and {fragment.page}")
            pages[path] = fragment.page
            above.update((path[:end], fragment.page) for end in range(1, len(path)))
            _put(values, path, leaf)
    return values


def override(values: Mapping[str, Any], user: Mapping[str, Any]) -> Values:
    """`values` with the user's own on top: a leaf may be replaced or added, never a whole section.

    Ask `guarded.refused` first; this function trusts that no guarded key is among the user's.
    """
    merged: Values = {}
    for path, leaf in leaves(values):
        _put(merged, path, leaf)
    for path, leaf in leaves(user):
        _replace(merged, path, leaf)
    return merged


def tree(keys: Mapping[str, Any]) -> Values:
    """Nested values from dotted paths: `{"a.b": 1}` is `{"a": {"b": 1}}`.

    Only the outermost keys are paths; keys further in may have dots of their own.
    """
    values: Values = {}
    for dots, value in keys.items():
        path = tuple(dots.split("."))
        for below, leaf in leaves(value, path) if _is_section(value) else [(path, value)]:
            _put(values, below, leaf)
    return values


def leaves(values: Mapping[str, Any], above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every leaf with its path; a list is a leaf, because Helm replaces lists whole."""
    for key, value in values.items():
        path = (*above, key)
        if _is_section(value):
            yield from leaves(value, path)
        else:
            yield path, value


def dotted(path: Path) -> str:
    """A path as people write it: `config.k8s`; a key with dots in it stands in brackets."""
    first, *rest = (f"[{key}]" if "." in key else key for key in path)
    return first + "".join(key if key.startswith("[") else f".{key}" for key in rest)


def _is_section(value: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping) and bool(value)


def _clash(path: Path, pages: Mapping[Path, str], above: Mapping[Path, str]) -> str | None:
    if path in above:
        return above[path]
    prefixes = (path[:end] for end in range(1, len(path) + 1))
    return next((pages[prefix] for prefix in prefixes if prefix in pages), None)


def _put(values: Values, path: Path, leaf: Any) -> None:
    for key in path[:-1]:
        values = values.setdefault(key, {})
    values[path[-1]] = {} if leaf == {} else leaf


def _replace(values: Values, path: Path, leaf: Any) -> None:
    for key in path[:-1]:
        if not isinstance(values.get(key), dict):
            values[key] = {}
        values = values[key]
    if _is_section(values.get(path[-1])):
        raise ValueError(
            f"values.{dotted(path)} would drop a whole section; name the keys below it"
        )
    values[path[-1]] = leaf
