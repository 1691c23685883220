"""The comment: everything that fits into what the host allows, the least important cut first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from .lines import lines
from .markdown import code, escaped, fenced, folded, summary, within_html
from .model import Change, Manifests, Op
from .tree import Part, by_top, parts
from .verdicts import Report, Reviewed, Verdict

LIMIT: Final = 65_536
"""Characters of a comment at GitHub."""
_SPARE: Final = 1_500
"""Kept for the last lines."""
_FRAME: Final = 220
"""Most characters that the heading of a component adds, besides its names."""
_MOST_LINES: Final = 60
_MOST_CREATED: Final = 12
_WIDE: Final = 240
_IMPORTANCE: Final = {Op.DELETE: 1, Op.REPLACE: 1, Op.UPDATE: 2, Op.CREATE: 3, Op.SAME: 4}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One resource in the comment, in few words and in full."""

    stack: str
    part: Part
    change: Change
    importance: int
    """0 is told first: it is at risk."""
    title: str
    body: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Tells it apart."""
        return self.stack, self.change.resource.urn


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which entries are shown, and which of them in full."""

    titles: frozenset[tuple[str, str]]
    bodies: frozenset[tuple[str, str]]


def comment(report: Report, limit: int = LIMIT) -> str:
    """The comment as Markdown, never longer than `limit`."""
    top = next(
        (it for it in (summary(report, level) for level in range(3)) if len(it) <= limit - _SPARE),
        summary(report, 2)[: limit - _SPARE],
    )
    entries = [entry for it in report.stacks for entry in _entries(it)]
    room = limit - _SPARE - len(top)
    chosen = choose(entries, room)
    details = "".join(_details(report, it, entries, chosen) for it in report.stacks)
    room -= len(details)
    rendered = "".join(_manifests(it, report, max(0, room)) for it in report.stacks)
    if len(rendered) > room:
        rendered = "\n_The rendered manifests do not fit here._\n"
    left = len(entries) - len(chosen.titles)
    short = len(chosen.titles) - len(chosen.bodies)
    text = "\n".join(it for it in (top, details + rendered, _end(report, left, short)) if it)
    return text if len(text) <= limit else f"{top}\n{_end(report, len(entries), 0)}"


def choose(entries: Sequence[Entry], room: int) -> Choice:
    """Titles first, then what each says in full, the most important first, until it is full."""
    titles: set[tuple[str, str]] = set()
    bodies: set[tuple[str, str]] = set()
    headed: set[tuple[str, str]] = set()
    ranked = sorted(entries, key=lambda it: it.importance)
    for it in ranked:
        where = (it.stack, it.part.component.urn if it.part.component else it.change.resource.urn)
        names = len(it.part.top.name) + len(it.part.component.name if it.part.component else "")
        cost = len(it.title) + 1 + (0 if where in headed else _FRAME + 2 * names)
        if cost > room:
            break
        room -= cost
        headed.add(where)
        titles.add(it.key)
    for it in ranked:
        cost = sum(len(line) + 1 for line in it.body)
        if it.key not in titles or cost > room:
            break
        room -= cost
        bodies.add(it.key)
    return Choice(titles=frozenset(titles), bodies=frozenset(bodies))


def _entries(it: Reviewed) -> Iterable[Entry]:
    risky = {name for risk in it.risks if not risk.accepted for name in risk.resources}
    for part in parts(it.preview):
        owner = part.component.name if part.component else ""
        for change in part.changes:
            yield Entry(
                stack=it.preview.stack,
                part=part,
                change=change,
                importance=0 if risky & {change.name, owner} else _IMPORTANCE[change.op],
                title=_line(f"@@ {change.op} {change.name} ({change.resource.kind}) @@"),
                body=tuple(_body(change)),
            )


def _body(change: Change) -> Iterable[str]:
    most = _MOST_CREATED if change.op is Op.CREATE else _MOST_LINES
    every = lines(change)
    yield from (_line(it) for it in islice(every, most))
    rest = sum(1 for _ in every)
    if rest:
        yield f" … {rest} more lines in the full report"


def _details(report: Report, it: Reviewed, entries: Sequence[Entry], chosen: Choice) -> str:
    mine = [e for e in entries if e.stack == it.preview.stack and e.key in chosen.titles]
    if not mine:
        return ""
    shown: dict[str, list[Entry]] = {}
    for entry in mine:
        component = entry.part.component or entry.change.resource
        shown.setdefault(component.urn, []).append(entry)
    found = [part for part in parts(it.preview) if _urn(part) in shown]
    title = f"\n### Changes in {escaped(it.preview.stack)}\n\n" if len(report.stacks) > 1 else ""
    sections = []
    for top, below in sorted(by_top(tuple(found)), key=lambda it: _worst(it[1], shown)):
        changes = [e.change for part in below for e in shown[_urn(part)]]
        body = "".join(_section(part, shown[_urn(part)], chosen) for part in below)
        sections.append(folded(_title(top.name, top.kind, changes), body))
    return (title or "\n### Changes\n\n") + "".join(sections)


def _worst(below: Sequence[Part], shown: Mapping[str, Sequence[Entry]]) -> int:
    return min(it.importance for part in below for it in shown[_urn(part)])


def _urn(part: Part) -> str:
    return part.component.urn if part.component else part.changes[0].resource.urn


def _section(part: Part, entries: Sequence[Entry], chosen: Choice) -> str:
    body: list[str] = []
    for it in entries:
        body += [it.title, *(it.body if it.key in chosen.bodies else ())]
    name = part.component.name if part.component else ""
    inside = name and name != part.top.name
    return (f"{code(name)}\n" if inside else "") + fenced(body)


def _title(name: str, kind: str, changes: Sequence[Change]) -> str:
    counts = {op: sum(1 for it in changes if it.op is op) for op in Op}
    told = ", ".join(f"{count} {op}" for op, count in counts.items() if count)
    return f"<b>{within_html(name)}</b> ({within_html(kind)}): {told}"


def _manifests(it: Reviewed, report: Report, room: int) -> str:
    found: Manifests = it.preview.manifests
    where = f"{escaped(it.preview.stack)}: " if len(report.stacks) > 1 else ""
    if it.verdict is Verdict.SAME or it.preview.refusals:
        return ""
    if found.missing:
        return f"\n{where}_The rendered manifests are missing: {escaped(found.missing)}_\n"
    if not found.changes:
        return ""
    blocks: list[str] = []
    left = 0
    for one in found.changes:
        body = [f"@@ {one.op} {one.title} ({one.release}) @@", *one.lines[:_MOST_LINES]]
        text = fenced(_line(line) for line in body)
        if len(text) + _FRAME > room:
            left += 1
            continue
        room -= len(text)
        blocks.append(text)
    objects = sum(it.title.count(", ") + 1 for it in found.changes)
    more = f"\n{left} more of these in the full report.\n" if left else ""
    title = f"{where}<b>Rendered manifests</b>: {objects} objects differ"
    return folded(title, "".join(blocks) + more)


def _end(report: Report, left: int, short: int) -> str:
    cut = ""
    if left or short:
        cut = f"{left} changes are left out here and {short} shortened, the least important ones. "
    full = f"[Full report]({report.link})" if report.link else "The full report is report.html"
    how = (
        "against the real state"
        if report.real
        else f"against {code(report.base or 'nothing')} on emulated clouds, without credentials"
    )
    return f"\n<sub>{cut}{full}. Preview of {code(report.head or 'worktree')} {how}.</sub>\n"


def _line(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 1]}…"
