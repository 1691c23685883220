"""Policy documents compared by what they allow, not by how they are written."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any, Final

MOST: Final = 20_000
"""Grants of a document beyond which it is not taken apart."""
_POSITIVE: Final = re.compile(r"(For(Any|All)Values:)?(String|Arn)(Equals|Like)(IgnoreCase)?")
_OPAQUE: Final = ("NotAction", "NotPrincipal", "NotResource")

Condition = tuple[str, str, str]
"""Operator without Equals/Like, key, pattern."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One principal may do one thing to one resource, under conditions."""

    principal: str
    action: str
    resource: str
    conditions: frozenset[Condition] = frozenset()
    """Each has to hold."""
    exact: frozenset[str] = frozenset()
    """Conditions that are compared as they are written."""
    shown: str = field(default="", compare=False)
    """The action as it is written."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a document allows and denies."""

    allows: frozenset[Grant] = frozenset()
    denies: frozenset[Grant] = frozenset()
    opaque: frozenset[str] = frozenset()
    """Statements that say what is not meant: compared as they are written."""


def _nothing(_: str) -> bool:
    return False


def widened(
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    made: Callable[[str], bool] = _nothing,
) -> tuple[str, ...]:
    """What the new document allows and the old one does not, in words, sorted.

    What is allowed to be done to a resource of which `made` is true is left out: it did not exist
    before. None: there is no document.
    """
    before, after = policy(old or {}), policy(new or {})
    allowed = [
        it
        for it in after.allows
        if not any(_covers(top, it) for top in before.allows) and not made(it.resource)
    ]
    lifted = [it for it in before.denies if not any(_covers(top, it) for top in after.denies)]
    unread = sorted(after.opaque - before.opaque)
    return (
        *told(allowed, before.allows),
        *(f"no longer denied: {it}" for it in told(lifted, frozenset())),
        *(f"a statement that can only be read by a person: {it}" for it in unread),
    )


def told(grants: Iterable[Grant], known: Collection[Grant]) -> tuple[str, ...]:
    """Grants in few words: who may do which actions on what; of whom only what is new."""
    principals = {it.principal for it in known}
    conditions = {condition for it in known for condition in it.conditions}
    actions: dict[tuple[str, str], set[str]] = defaultdict(set)
    for it in grants:
        fresh = [value for _, _, value in sorted(it.conditions - conditions)]
        who: list[str] = [] if it.principal in principals and fresh else [it.principal]
        named = ", ".join(part for part in (*who, *fresh) if part)
        actions[named.replace("[*]", "*").replace("[?]", "?"), it.resource].add(it.shown)
    resources: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for (who_, resource), found in actions.items():
        resources[who_, tuple(sorted(found))].add(resource)
    people: dict[tuple[tuple[str, ...], tuple[str, ...]], set[str]] = defaultdict(set)
    for (who_, done), where in resources.items():
        people[done, tuple(sorted(where))].add(who_)
    return tuple(
        sorted(
            f"{', '.join(sorted(they))} may {', '.join(done)}".removeprefix(" may ")
            + (f" on {', '.join(where)}" if any(where) else "")
            for (done, where), they in people.items()
        )
    )


def policy(document: Mapping[str, Any]) -> Policy:
    """The grants of a document."""
    allows: set[Grant] = set()
    denies: set[Grant] = set()
    opaque: set[str] = set()
    for statement in _list(document.get("Statement")):
        if not isinstance(statement, Mapping):
            continue
        grants = None if any(it in statement for it in _OPAQUE) else _grants(statement)
        if grants is None:
            opaque.add(json.dumps({**statement, "Sid": ""}, sort_keys=True))
        elif statement.get("Effect") == "Deny":
            denies.update(grants)
        else:
            allows.update(grants)
    return Policy(allows=frozenset(allows), denies=frozenset(denies), opaque=frozenset(opaque))


def _grants(statement: Mapping[str, Any]) -> list[Grant] | None:
    patterns, exact = _conditions(statement.get("Condition") or {})
    parts: list[Sequence[Any]] = [
        _principals(statement.get("Principal")),
        [str(it) for it in _list(statement.get("Action"))],
        [str(it) for it in _list(statement.get("Resource")) or [""]],
    ]
    choices = [[(*key, value) for value in values] for key, values in sorted(patterns.items())]
    size = 1
    for part in (*parts, *choices):
        size *= max(len(part), 1)
    if size > MOST:
        return None
    return [
        Grant(
            principal=principal,
            action=action.lower(),
            shown=action,
            resource=resource,
            conditions=frozenset(chosen),
            exact=frozenset(exact),
        )
        for principal, action, resource in product(*parts)
        for chosen in product(*choices)
    ]


def _conditions(
    conditions: Mapping[str, Any],
) -> tuple[dict[tuple[str, str], list[str]], list[str]]:
    patterns: dict[tuple[str, str], list[str]] = {}
    exact: list[str] = []
    for operator, keys in conditions.items():
        for key, values in keys.items():
            found = sorted(str(it) for it in _list(values))
            if _POSITIVE.fullmatch(operator):
                kind = re.sub(r"(Equals|Like)", "", operator)
                # `*` is itself in an Equals.
                texts = [re.sub(r"([*?])", r"[\1]", it) for it in found]
                like = operator.endswith("Like")
                patterns.setdefault((kind, key), []).extend(found if like else texts)
            else:
                exact.append(json.dumps([operator, key, found]))
    return patterns, exact


def _principals(principal: Any) -> list[str]:
    if principal is None:
        return [""]
    if isinstance(principal, Mapping):
        return [_principal(str(it)) for kind in sorted(principal) for it in _list(principal[kind])]
    return [str(principal)]


def _principal(text: str) -> str:
    account = re.fullmatch(r"(\d{12})|arn:aws[\w-]*:iam::(\d{12}):root", text)
    return f"account {account[1] or account[2]}" if account else text


def _covers(top: Grant, grant: Grant) -> bool:
    """Whether all that `grant` lets happen is let happen by `top`."""
    return (
        _matches(top.principal, grant.principal)
        and _matches(top.action, grant.action)
        and _matches(top.resource, grant.resource)
        and top.exact <= grant.exact
        and all(_holds(it, grant.conditions) for it in top.conditions)
    )


def _holds(condition: Condition, given: frozenset[Condition]) -> bool:
    operator, key, pattern = condition
    return any((op, name) == (operator, key) and _matches(pattern, it) for op, name, it in given)


def _matches(pattern: str, text: str) -> bool:
    return pattern == text or _compiled(pattern).fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """`*` and `?` as a policy has them; a `[*]` is the sign itself."""
    parts: Iterator[str] = (
        {"*": ".*", "?": "."}.get(it) or re.escape(it)
        for it in re.findall(r"\[[*?]\]|.", pattern, re.DOTALL)
    )
    return re.compile("".join(parts), re.DOTALL)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
