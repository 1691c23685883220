"""Our tree of components, as the resources of a preview tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .model import ROOTS, Change, Preview, Resource


@dataclass(frozen=True)
class Tree:
    """Who is whose child."""

    preview: Preview

    @cached_property
    def _by_urn(self) -> Mapping[str, Resource]:
        sides = [side for it in self.preview.changes for side in (it.before, it.after) if side]
        return {it.urn: it for it in sides}

    def components(self, resource: Resource) -> tuple[Resource, ...]:
        """The components around a resource, the outermost first, itself among them if it is one."""
        found = [] if resource.custom else [resource]
        above = self._by_urn.get(resource.parent)
        while above is not None:
            found.append(above)
            above = self._by_urn.get(above.parent)
        return tuple(it for it in reversed(found) if it.type not in ROOTS)

    def top(self, resource: Resource) -> Resource:
        """The installation's own child that it belongs to, or the resource itself."""
        return (*self.components(resource), resource)[0]


@dataclass(frozen=True, kw_only=True)
class Part:
    """The changes of one component."""

    top: Resource
    """The installation's child that it belongs to."""
    component: Resource | None
    """None: the resource is the installation's own child."""
    changes: tuple[Change, ...]


def parts(preview: Preview) -> tuple[Part, ...]:
    """Changes by component, in the order of the tree."""
    tree = Tree(preview)
    grouped: dict[tuple[str, ...], list[Change]] = {}
    around: dict[tuple[str, ...], tuple[Resource, ...]] = {}
    for change in preview.changed:
        if not change.resource.custom:
            continue
        path = tree.components(change.resource)
        key = tuple(it.name for it in path) or (change.name,)
        around.setdefault(key, path or (change.resource,))
        grouped.setdefault(key, []).append(change)
    return tuple(
        Part(
            top=around[key][0],
            component=None if around[key][-1].custom else around[key][-1],
            changes=tuple(sorted(grouped[key], key=lambda it: it.name)),
        )
        for key in sorted(grouped)
    )


def by_top(found: tuple[Part, ...]) -> Iterator[tuple[Resource, list[Part]]]:
    """The parts under each child of the installation."""
    tops = {it.top.urn: it.top for it in found}
    for urn, top in tops.items():
        yield top, [it for it in found if it.top.urn == urn]
