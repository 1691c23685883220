"""Pointers into what a stack registers and exports, as `docs/coverage.md` writes them.

    `OAuth union-idp-login-web grantTypes` = `[authorization_code, refresh_token]`
    `Release union-control-plane-release` same key = `true`
    `output sdkConfig admin.authType` = `Pkce`
    `tests/idp/test_oidc.py::test_the_record_is_what_the_stack_file_names`

A property is a dotted path; `[0]` is an item, `[*]` every item, `[name=x]` the item of that name,
`[a.b/c]` a key with dots. Text that holds JSON or YAML is looked into. `… property` is of the
resource before it in the cell.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from tests.engine import Engine, Registration

from .markdown import tokens
from .names import missing

OUTPUT = "output"
DITTO = "… "
SAME_KEY = "same key"
_STEP = re.compile(r"\[([^\]]+)\]|([^.\[\]]+)")


@dataclass(kw_only=True)
class Pointer:
    """One code span of a cell, and what the cell expects there."""

    target: str
    same_key: bool = False
    """Whether the property is the row's own key, below `values`."""
    equal: list[Any] = field(default_factory=list)
    has: list[Any] = field(default_factory=list)


def pointers(cell: str) -> list[Pointer]:
    """All pointers of a cell; after `=` and `has` stands what is expected of the last one."""
    found: list[Pointer] = []
    for before, span in tokens(cell):
        words = before.removeprefix(SAME_KEY).strip() if found else before
        if found and before.startswith(SAME_KEY):
            found[-1].same_key = True
        if words.endswith("="):
            found[-1].equal.append(yaml.safe_load(span))
        elif words.endswith("has") or (words in {",", "and"} and found and found[-1].has):
            found[-1].has.append(yaml.safe_load(span))
        else:
            found.append(Pointer(target=_target(span, found)))
    if found and cell.rstrip().endswith(SAME_KEY):
        found[-1].same_key = True
    return found


def problems(cell: str, keys: list[str], engine: Engine) -> Iterator[str]:
    """What is wrong with the pointers of a cell; `keys`: documented keys of its row."""
    for pointer in pointers(cell):
        if pointer.target.startswith("tests/"):
            yield from filter(None, [missing(pointer.target)])
            continue
        targets = [pointer.target]
        if pointer.same_key:
            targets = [f"{pointer.target} values.{key}" for key in keys]
        for target in targets:
            yield from _wrong(target, pointer, engine)


def look_up(target: str, engine: Engine) -> Any:
    """What stands where `target` points to; a `LookupError` says what is missing."""
    kind, name, *path = target.split(" ", 2)
    if kind == OUTPUT:
        return walk(engine.exports, ".".join([name, *path]))
    document = _found(kind, name, engine)
    return walk(document, path[0]) if path else document


def walk(value: Any, path: str) -> Any:
    """What stands at `path` of `value`."""
    steps = [bracketed or plain for bracketed, plain in _STEP.findall(path)]
    return _walk(value, steps, path)


def _target(span: str, found: list[Pointer]) -> str:
    if not span.startswith(DITTO):
        return span
    resource = " ".join(found[-1].target.split(" ")[:2]) if found else "nothing before it"
    return f"{resource} {span.removeprefix(DITTO)}"


def _wrong(target: str, pointer: Pointer, engine: Engine) -> Iterator[str]:
    try:
        found = look_up(target, engine)
    except LookupError as error:
        yield f"{target}: {error.args[0]}"
        return
    for wanted in pointer.equal:
        if found != wanted:
            yield f"{target} is {found!r}, not {wanted!r}"
    for wanted in pointer.has:
        if not _has(found, wanted):
            yield f"{target} is {found!r} without {wanted!r}"


def _found(kind: str, name: str, engine: Engine) -> dict[str, Any]:
    same: list[Registration] = [
        it
        for it in engine.registrations
        if it.name == name and (it.type == kind or it.type.rpartition(":")[2] == kind)
    ]
    if len(same) != 1:
        raise LookupError(f"{len(same)} resources are called so")
    it = same[0]
    return {
        **it.inputs,
        "id": it.id,
        "options": it.options,
        "provider": it.provider,
        "parent": it.parent,
        "dependsOn": list(it.depends_on),
        "secrets": list(it.secrets),
    }


def _walk(value: Any, steps: list[str], path: str) -> Any:
    if not steps:
        return value
    step, *rest = steps
    if isinstance(value, str):
        value = yaml.safe_load(value)
    if step == "*" and isinstance(value, list):
        each = [_walk(item, rest, path) for item in value]
        return [leaf for item in each for leaf in (item if isinstance(item, list) else [item])]
    if isinstance(value, list):
        return _walk(_item(value, step, path), rest, path)
    if not isinstance(value, Mapping) or step not in value:
        raise LookupError(f"nothing at {step!r} of {path}")
    return _walk(value[step], rest, path)


def _item(items: list[Any], step: str, path: str) -> Any:
    if step.isdigit() and int(step) < len(items):
        return items[int(step)]
    key, equals, wanted = step.partition("=")
    same = [item for item in items if isinstance(item, Mapping) and str(item.get(key)) == wanted]
    if not equals or len(same) != 1:
        raise LookupError(f"{len(same)} items at [{step}] of {path}")
    return same[0]


def _has(found: Any, wanted: Any) -> bool:
    if isinstance(found, str):
        return str(wanted) in found
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        return wanted.items() <= found.items()
    return wanted in found
