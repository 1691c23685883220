"""Identities that are new: what that exists already they may use, and who may be them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import UNKNOWN, Op, Preview, Resource
from ..policies import policy
from .access import fresh_grants, is_new, place, policy_of
from .grants import Grant, grants
from .made import Made
from .risk import Finding, by_component, found, together


def new_access(preview: Preview) -> Iterator[Finding]:
    """What exists is opened to an identity that does not exist yet."""
    if all(it.before is None for it in preview.changes):
        return
    made = Made(preview)
    fresh = list(fresh_grants(preview))
    yield from _by_documents(preview, made)
    yield from _by_grants(fresh, made)
    yield from _trusted(preview, fresh, made)


def _by_documents(preview: Preview, made: Made) -> Iterator[Finding]:
    for change in preview.changes:
        if not is_new(change, made):
            continue
        inputs = change.resource.inputs
        if inputs.get("policy") == UNKNOWN:
            yield found(change.resource, _uses(["what is only known when it is applied"]))
            continue
        document = policy_of(inputs.get("policy") or inputs.get("inlinePolicies"))
        if used := _used(change.resource, document or {}, made):
            yield found(change.resource, _uses(used))


def _by_grants(fresh: list[tuple[Resource, Grant]], made: Made) -> Iterator[Finding]:
    """One finding a component and identity: what it is granted, each by a resource of its own."""
    used: dict[tuple[str, str], list[tuple[Resource, Grant]]] = defaultdict(list)
    for resource, it in fresh:
        old = not made.holds(resource, it.on_key)
        if old and made.holds(resource, it.whom_key) and not it.open:
            used[resource.parent, it.whom].append((resource, it))
    for granted in used.values():
        resources = (resource for resource, _ in granted)
        yield together(resources, _uses({place(it.on) for _, it in granted}))


def _trusted(
    preview: Preview, fresh: list[tuple[Resource, Grant]], made: Made
) -> Iterator[Finding]:
    """Whoever vouches for those who may be a new identity, and for nobody so far."""
    sides = [it.before for it in preview.changes if it.before]
    had = {it.trusted for side in sides for it in grants(side)}
    had |= {who for side in sides for who in _principals(side.inputs)}
    for change in preview.changes:
        if change.op is Op.CREATE and (who := _principals(change.resource.inputs) - had):
            yield found(change.resource, _vouched(who))
    yield from by_component(
        (resource, _vouched([it.trusted]))
        for resource, it in fresh
        if made.holds(resource, it.on_key) and it.trusted and it.trusted not in had
    )


def _principals(inputs: Mapping[str, Any]) -> set[str]:
    document = policy_of(inputs.get("assumeRolePolicy"))
    return {it.principal for it in policy(document or {}).allows}


def _used(of: Resource, document: Mapping[str, Any], made: Made) -> set[str]:
    """What a policy lets happen to things that exist: the things, without what is in them."""
    every = (it for it in policy(document).allows if it.resource)
    allowed = [it for it in every if not made.named(of, it.resource)]
    things = {it.resource.removesuffix("/*") for it in allowed} - {"*"}
    outer = {it for it in things if not any(it.startswith(f"{top}/") for top in things)}
    anywhere = sorted(it.shown for it in allowed if it.resource == "*")
    return outer | ({f"anything ({', '.join(anywhere)})"} if anywhere else set())


def _uses(things: Any) -> str:
    return f"a new identity may use what exists already: {', '.join(sorted(things))}"


def _vouched(who: Any) -> str:
    return f"a new identity trusts whom nothing trusted so far: {', '.join(sorted(who))}"
