"""Who may do what: wider than before, compared by meaning."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from ..differences import document
from ..model import UNKNOWN, Change, Op, Preview, Resource
from ..policies import widened
from .grants import FEDERATED, Grant, grants
from .made import Made
from .renames import twins
from .risk import Finding, found, together

_DOCUMENTS: Final = ("assumeRolePolicy", "policy", "inlinePolicies")
_BELOW: Final = ("authServerId", "policyId")
"""What a rule with lists belongs to."""
_LISTS: Final = frozenset(
    {
        "assignableScopes",
        "clientWhitelists",
        "grantTypeWhitelists",
        "grantTypes",
        "groupWhitelists",
        "groupsIncluded",
        "managedPolicyArns",
        "permissions",
        "redirectUris",
        "scopeWhitelists",
        "userWhitelists",
    }
)
"""Lists of who or what is let in."""


def widened_access(preview: Preview) -> Iterator[Finding]:
    """A new action, principal or subject for something that exists already."""
    if all(it.before is None for it in preview.changes):
        return
    made = Made(preview)
    renamed = {after.urn for after, _ in twins(preview)}
    for change in preview.changes:
        if change.op is Op.SAME or change.resource.urn in renamed:
            continue
        told = [*_by_documents(change, made), *_by_lists(change, made)]
        if told:
            yield found(change.resource, _more(told))
    yield from _by_grants(preview, made)


def fresh_grants(preview: Preview) -> Iterator[tuple[Resource, Grant]]:
    """What would be granted and is not yet, whichever resource grants it."""
    had: dict[tuple[str, str, str], list[Grant]] = defaultdict(list)
    sides = (it.before for it in preview.changes if it.before)
    for it in (it for side in sides for it in grants(side)):
        had[it.whom, it.does, it.by].append(it)
    for change in preview.changes:
        if change.after is None or change.op is Op.SAME:
            continue
        for it in grants(change.after):
            if not any(old.covers(it) for old in had[it.whom, it.does, it.by]):
                yield change.after, it


def _by_documents(change: Change, made: Made) -> Iterator[str]:
    old = change.before.inputs if change.before else {}
    new = change.after.inputs if change.after else {}
    if change.op is Op.DELETE and change.resource.retained:
        return
    for key in _DOCUMENTS:
        if new.get(key) == old.get(key):
            continue
        if new.get(key) == UNKNOWN:
            yield f"{key} cannot be compared: it is only known when it is applied"
            continue
        before, after = policy_of(old.get(key)), policy_of(new.get(key))
        told = (
            widened(before, after, partial(made.named, change.resource)) if before or after else ()
        )
        yield from (it for it in told if not is_new(change, made) or _open(it))


def is_new(change: Change, made: Made) -> bool:
    """Whether a policy is of something that this very change makes."""
    if change.op is not Op.CREATE:
        return False
    keys = [it for it in ("role", "bucket", "repository") if it in change.resource.inputs]
    return "assumeRolePolicy" in change.resource.inputs or any(
        made.holds(change.resource, it) for it in keys
    )


def policy_of(value: Any) -> Mapping[str, Any] | None:
    """The policy that a property holds: a document, or several by their names."""
    held = document(value) if isinstance(value, str) else value
    if isinstance(held, list):
        inside = [policy_of(it.get("policy")) or {} for it in held if isinstance(it, Mapping)]
        return {"Statement": [it for one in inside for it in _statements(one)]}
    return held if isinstance(held, Mapping) else None


def _statements(policy: Mapping[str, Any]) -> list[Any]:
    told = policy.get("Statement") or []
    return told if isinstance(told, list) else [told]


def _by_lists(change: Change, made: Made) -> Iterator[str]:
    new = change.after.inputs if change.after else {}
    below = [it for it in _BELOW if it in new]
    if change.op is Op.CREATE and (
        not below or any(made.holds(change.resource, it) for it in below)
    ):
        return
    old = change.before.inputs if change.before else {}
    lists = _LISTS | ({"audiences"} if change.type == FEDERATED else set())
    for key in sorted(lists & new.keys()):
        had, has = old.get(key) or [], new[key]
        if isinstance(had, list) and isinstance(has, list):
            gained = sorted(str(it) for it in has if it not in had and it != UNKNOWN)
            if gained:
                yield f"{key} gains {', '.join(gained)}"


def _by_grants(preview: Preview, made: Made) -> Iterator[Finding]:
    """One finding for all that are let do the same to the same thing."""
    alike: dict[tuple[str, ...], list[tuple[Resource, Grant]]] = defaultdict(list)
    for resource, it in fresh_grants(preview):
        news = made.holds(resource, it.on_key) or made.holds(resource, it.whom_key)
        if it.open or not news:
            alike[resource.parent, it.does, it.on, it.condition].append((resource, it))
    known = {
        (it.by, it.on)
        for change in preview.changes
        if change.before
        for it in grants(change.before)
    }
    for (_, does, on, condition), granted in alike.items():
        people = dict.fromkeys(
            it.whom if not it.by or (it.by, it.on) in known else f"{it.whom} of {it.by}"
            for _, it in granted
        )
        when = f" where {condition}" if condition else ""
        reason = f"{_people(people)} {does} {place(on)}{when}"
        yield together((resource for resource, _ in granted), _more([reason]))


def _people(names: Iterable[str]) -> str:
    """Names in a row; those of one pool of identities, `pool[name]`, within it."""
    pools: dict[tuple[str, str], list[str]] = {}
    for name in names:
        pool, bracket, inside = name.removesuffix("]").partition("[")
        pools.setdefault((pool, bracket), []).append(inside)
    return ", ".join(
        f"{pool}[{', '.join(inside)}]" if bracket else pool
        for (pool, bracket), inside in pools.items()
    )


def place(on: str) -> str:
    """A thing by the last part of its id that says what it is."""
    name = on.rpartition("/serviceAccounts/")[2]
    return re.sub(r".*/providers/[\w.]+/", "", name).replace("/blobServices/default/", "/")


def _more(told: list[str]) -> str:
    return f"allows more than before: {'; '.join(told)}"


def _open(told: str) -> bool:
    """Too much even for a thing that is new: anybody, or a wildcard of actions anywhere."""
    who, _, what = told.rpartition(" may ")
    actions, _, on = what.partition(" on ")
    return who == "*" or ("*" in actions and "*" in on.split(", "))
