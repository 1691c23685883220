"""A picture of an installation: its components, what flows between them, and what changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Final

from .model import Change, Op, Preview, Resource
from .tree import Tree

_PREFIX: Final = "union-"
"""Begins the name of every child of the installation."""
_WIDTH: Final = 232
_HEIGHT: Final = 64
_GAP: Final = 96
_ROW: Final = 22
_PAD: Final = 16
_LETTERS: Final = 25
_TALL: Final = 7
"""Boxes above which a column is split."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """One child of the installation."""

    name: str
    kind: str
    size: int
    """Things in clouds that it makes."""
    counts: Mapping[Op, int]

    @property
    def worst(self) -> Op:
        """What colours it."""
        return next((op for op in Op if self.counts[op]), Op.SAME)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Values that one box takes from another."""

    source: str
    target: str
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Map:
    """The boxes and the flows of a preview."""

    preview: Preview

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Every child of the installation that is more than a provider, by name."""
        tree = Tree(self.preview)
        inside: dict[str, list[Change]] = defaultdict(list)
        tops: dict[str, Resource] = {}
        for change in self.preview.changes:
            if _drawn(change.resource):
                top = tree.top(change.resource)
                tops[top.name] = top
                if change.resource.custom:
                    inside[top.name].append(change)
        return tuple(
            Box(
                name=name,
                kind=top.kind,
                size=len(inside[name]),
                counts={op: sum(1 for it in inside[name] if it.op is op) for op in Op},
            )
            for name, top in sorted(tops.items())
            if inside[name]
        )

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """What flows from box to box, by property."""
        tree = Tree(self.preview)
        homes = {
            side.urn: tree.top(side).name
            for it in self.preview.changes
            for side in (it.before, it.after)
            if side and _drawn(side)
        }
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for change in self.preview.changes:
            target = homes.get(change.resource.urn)
            for name, urns in change.resource.flows.items():
                for urn in urns:
                    source = homes.get(urn)
                    if source and target and source != target:
                        found[source, target].add(name)
        return tuple(
            Flow(source=a, target=b, properties=tuple(sorted(it for it in names if it)))
            for (a, b), names in sorted(found.items())
        )

    @cached_property
    def columns(self) -> tuple[tuple[Box, ...], ...]:
        """Boxes from left to right, each after all that it takes from."""
        into: dict[str, set[str]] = defaultdict(set)
        for it in self.flows:
            into[it.target].add(it.source)
        depth: dict[str, int] = {}

        def deep(name: str, seen: frozenset[str]) -> int:
            if name not in depth:
                before = [deep(it, seen | {name}) for it in into[name] if it not in seen]
                depth[name] = max(before, default=-1) + 1
            return depth[name]

        for it in self.boxes:
            deep(it.name, frozenset({it.name}))
        columns: dict[int, list[Box]] = defaultdict(list)
        for it in self.boxes:
            columns[depth[it.name]].append(it)
        split = [half for it in sorted(columns) for half in _split(columns[it])]
        return _untangled(split, into)


def _drawn(resource: Resource) -> bool:
    return not resource.type.startswith("pulumi:")


def _split(column: list[Box]) -> list[list[Box]]:
    """Two columns where one would be too tall: the kind that is most frequent comes last."""
    if len(column) <= _TALL:
        return [column]
    kinds = Counter(it.kind for it in column)
    many = min(kinds, key=lambda it: (-kinds[it], it))
    halves = [[it for it in column if (it.kind == many) is left] for left in (False, True)]
    return [it for it in halves if it]


def _untangled(
    columns: Sequence[list[Box]], into: Mapping[str, set[str]]
) -> tuple[tuple[Box, ...], ...]:
    """Each column sorted by where its boxes take from, so that few flows cross."""
    rows: dict[str, float] = {}
    done: list[tuple[Box, ...]] = []
    for column in columns:
        means = {
            it.name: sum(rows.get(s, 0.0) for s in into[it.name]) / max(len(into[it.name]), 1)
            for it in column
        }
        ordered = sorted(column, key=lambda it: (means[it.name], it.kind, it.name))
        rows.update({it.name: index / max(len(ordered), 1) for index, it in enumerate(ordered)})
        done.append(tuple(ordered))
    return tuple(done)


def picture(preview: Preview) -> str:
    """An SVG element; its colours are the page's classes."""
    drawn = Map(preview)
    columns = drawn.columns
    if not columns:
        return ""
    tallest = max(map(len, columns))
    height = tallest * (_HEIGHT + _ROW) - _ROW + 2 * _PAD
    width = len(columns) * (_WIDTH + _GAP) - _GAP + 2 * _PAD
    places: dict[str, tuple[float, float]] = {}
    for number, column in enumerate(columns):
        free = height - 2 * _PAD - len(column) * _HEIGHT
        step = free / (len(column) + 1)
        for row, box in enumerate(column):
            x = _PAD + number * (_WIDTH + _GAP)
            places[box.name] = (x, _PAD + step * (row + 1) + row * _HEIGHT)
    boxes = {it.name: it for it in drawn.boxes}
    flows = "".join(_flow(it, places, boxes) for it in _by_change(drawn.flows, boxes))
    shapes = "".join(_box(it, places[it.name]) for it in drawn.boxes)
    return (
        f'<svg class="map" role="img" viewBox="0 0 {width} {height:.0f}" '
        f'style="min-width:{width * 0.7:.0f}px;max-width:{width * 1.2:.0f}px" '
        'aria-label="Components and flows of values">'
        f"{flows}{shapes}</svg>"
    )


def _by_change(flows: Sequence[Flow], boxes: Mapping[str, Box]) -> list[Flow]:
    """Changed flows last: they lie on top."""
    return sorted(flows, key=lambda it: _moves(it, boxes))


def _moves(flow: Flow, boxes: Mapping[str, Box]) -> bool:
    ends = (boxes[flow.source], boxes[flow.target])
    return all(it.worst is not Op.SAME for it in ends)


def _flow(flow: Flow, places: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]) -> str:
    x1, y1 = places[flow.source]
    x2, y2 = places[flow.target]
    x1, y1, y2 = x1 + _WIDTH, y1 + _HEIGHT / 2, y2 + _HEIGHT / 2
    bend = max(48.0, (x2 - x1) / 2)
    told = f"{flow.source} → {flow.target}: {', '.join(flow.properties) or 'order'}"
    kind = "flow moves" if _moves(flow, boxes) else "flow"
    return (
        f'<path class="{kind}" d="M{x1:.0f},{y1:.0f} C{x1 + bend:.0f},{y1:.0f} '
        f'{x2 - bend:.0f},{y2:.0f} {x2:.0f},{y2:.0f}"><title>{escape(told)}</title></path>'
    )


def _box(box: Box, place: tuple[float, float]) -> str:
    x, y = place
    told = ", ".join(f"{box.counts[op]} {op}" for op in Op if box.counts[op])
    name = box.name.removeprefix(_PREFIX)
    name = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    changed = [
        f'<tspan class="{op}">{_SIGN[op]}{box.counts[op]}</tspan>'
        for op in Op
        if op is not Op.SAME and box.counts[op]
    ]
    badge = "  ".join(changed) or f"{box.size}"
    return (
        f'<g class="box {box.worst}" transform="translate({x:.0f},{y:.0f})">'
        f"<title>{escape(f'{box.name} ({box.kind}): {told}')}</title>"
        f'<rect class="body" width="{_WIDTH}" height="{_HEIGHT}" rx="10"/>'
        f'<rect class="edge" width="5" height="{_HEIGHT - 24}" x="10" y="12" rx="2.5"/>'
        f'<text class="name" x="26" y="28">{escape(name)}</text>'
        f'<text class="kind" x="26" y="48">{escape(box.kind)}</text>'
        f'<text class="badge" x="{_WIDTH - 14}" y="48">{badge}</text></g>'
    )


_SIGN: Final = {Op.CREATE: "+", Op.UPDATE: "~", Op.REPLACE: "±", Op.DELETE: "\N{EN DASH}"}
