"""One risk, and the rule that finds it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ..model import ROOTS, Preview, Resource


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule saw: resources, and why a reviewer has to look at them."""

    resources: tuple[str, ...]
    """Logical names; a component's stands for all in it that the reason tells of."""
    reason: str


Rule: TypeAlias = Callable[[Preview], Iterable[Finding]]


@dataclass(frozen=True, kw_only=True)
class Risk:
    """A finding with the rule that made it."""

    rule: str
    stack: str
    resources: tuple[str, ...]
    """Logical names: the reason is the same for all of them."""
    reason: str
    accepted: bool = False

    @property
    def id(self) -> str:
        """What accepts it: as soon as the risk is another one, so is the id."""
        told = "\n".join((self.rule, self.stack, *self.resources, self.reason))
        return f"{self.rule}-{hashlib.sha256(told.encode()).hexdigest()[:6]}"


def found(resource: Resource, reason: str) -> Finding:
    """A finding at one resource."""
    return Finding(resources=(resource.name,), reason=reason)


def together(resources: Iterable[Resource], reason: str) -> Finding:
    """A finding at resources of one component: it stands for them where there are several."""
    every = {it.urn: it for it in resources}
    owners = {it.parent for it in every.values()}
    owner = owners.pop() if len(owners) == 1 and len(every) > 1 else ""
    named = owner and owner.split("::")[-2].rpartition("$")[2] not in ROOTS
    names = {owner.rpartition("::")[2]} if named else {it.name for it in every.values()}
    return Finding(resources=tuple(sorted(names)), reason=reason)


def by_component(found_: Iterable[tuple[Resource, str]]) -> Iterator[Finding]:
    """Findings, those of one component for the same reason together."""
    alike: dict[tuple[str, str], list[Resource]] = {}
    for resource, reason in found_:
        alike.setdefault((resource.parent, reason), []).append(resource)
    for (_, reason), resources in alike.items():
        yield together(resources, reason)


def days(count: float) -> str:
    """A number of days."""
    return f"{count:g} day{'' if count == 1 else 's'}"


def listed(items: Iterable[str], most: int = 4) -> str:
    """The first few of many, and how many more."""
    every = list(items)
    rest = f" and {len(every) - most} more" if len(every) > most else ""
    return "; ".join(every[:most]) + rest
