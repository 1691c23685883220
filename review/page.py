"""The report as one HTML file: no script, nothing from elsewhere, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import islice
from pathlib import Path
from typing import Final

from .lines import lines
from .model import Change, Op
from .picture import picture
from .tree import Part, by_top, parts
from .verdicts import Report, Reviewed, Verdict

_STYLE: Final = Path(__file__).with_name("page.css")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_COUNTED: Final = (Op.CREATE, Op.UPDATE, Op.REPLACE, Op.DELETE, Op.SAME)
_WIDE: Final = 2_000
_FEW: Final = 40
"""Changes up to which every component is open."""
_MOST_LINES: Final = 2_000
_CLASSES: Final = {"-": "old", "+": "new", "!": "note"}


def page(report: Report) -> str:
    """The whole document."""
    how = (
        "against the real state, with credentials"
        if report.real
        else f"against {report.base or 'nothing'} on emulated clouds, without credentials"
    )
    body = "".join(_stack(it) for it in report.stacks)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Preview of {escape(report.head)}</title>"
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body><main>"
        f"<h1>What this change will do</h1>"
        f'<p class="how">Preview of <code>{escape(report.head)}</code> {escape(how)}</p>'
        f"{body}</main></body></html>\n"
    )


def _stack(it: Reviewed) -> str:
    preview = it.preview
    name = str(it.verdict).replace(" ", "-")
    counts = "".join(
        f'<li class="{op}{"" if preview.counts[op] else " none"}">'
        f"<b>{preview.counts[op]}</b>{op}</li>"
        for op in _COUNTED
    )
    return (
        f'<section id="{escape(preview.stack)}"><h2>{escape(preview.stack)} '
        f'<span class="verdict {name}">{it.verdict}</span></h2>'
        f'<ul class="counts card">{counts}</ul>'
        f"{_refusals(it)}{_risks(it)}{_notes(it)}{_picture(it)}{_changes(it)}{_manifests(it)}"
        "</section>"
    )


def _refusals(it: Reviewed) -> str:
    told = "".join(
        f'<li><span class="rule">refused</span><code>{escape(why.resource or "the program")}</code>'
        f"<pre>{escape(why.reason)}</pre></li>"
        for why in it.preview.refusals
    )
    return f'<h3>There is no plan</h3><ol class="risks refusals card">{told}</ol>' if told else ""


def _risks(it: Reviewed) -> str:
    told = "".join(
        f"<li{' class=accepted' if risk.accepted else ''}>"
        f'<span class="rule">{escape(risk.rule)}</span>'
        f"<span>{_names(risk.resources)} {escape(risk.reason)}</span>"
        f'<span class="id mono">{escape(risk.id)}{" — accepted" if risk.accepted else ""}</span>'
        "</li>"
        for risk in it.risks
    )
    return f'<h3>Risks</h3><ol class="risks card">{told}</ol>' if told else ""


def _names(resources: Iterable[str]) -> str:
    return ", ".join(f"<code>{escape(name)}</code>" for name in resources) + ":"


def _notes(it: Reviewed) -> str:
    told = "".join(f"<li>{escape(note)}</li>" for note in it.preview.notes)
    return f"<h3>To know</h3><ul>{told}</ul>" if told else ""


def _picture(it: Reviewed) -> str:
    drawn = picture(it.preview)
    if not drawn:
        return ""
    words = {Op.CREATE: "+ created", Op.UPDATE: "~ updated", Op.REPLACE: "± replaced"}
    words[Op.DELETE] = "\N{EN DASH} deleted"
    legend = "".join(f'<i class="{op}">{word}</i>' for op, word in words.items())
    return (
        f'<h3>The installation</h3><div class="picture card">{drawn}</div>'
        f'<p class="legend">{legend}lines: what flows from component to component; '
        "blue where both ends change</p>"
    )


def _changes(it: Reviewed) -> str:
    found = sorted(by_top(parts(it.preview)), key=lambda pair: _worst(pair[1]))
    if not found:
        return ""
    few = len(it.preview.changed) <= _FEW
    told = "".join(
        f"<details{' open' if few else ''}><summary><b>{escape(top.name)}</b> "
        f'<span class="kind">{escape(top.kind)}</span>'
        f'<span class="told">{escape(_told(below))}</span></summary>'
        f'<div class="inside">{"".join(_part(part) for part in below)}</div></details>'
        for top, below in found
    )
    return f'<h3>Changes</h3><div class="card">{told}</div>'


def _worst(below: Iterable[Part]) -> int:
    return min(list(Op).index(change.op) for part in below for change in part.changes)


def _told(below: Iterable[Part]) -> str:
    ops = [change.op for part in below for change in part.changes]
    return ", ".join(f"{ops.count(op)} {op}" for op in Op if op in ops)


def _part(part: Part) -> str:
    inside = part.component is not None and part.component.name != part.top.name
    title = part.component if inside else None
    head = f'<p class="component mono">{escape(title.name)}</p>' if title else ""
    return head + "".join(_resource(it) for it in part.changes)


def _resource(change: Change) -> str:
    every = lines(change)
    told = [_line(it) for it in islice(every, _MOST_LINES)]
    rest = sum(1 for _ in every)
    more = f"<span>… {rest} more lines in plan.json</span>" if rest else ""
    body = f"<pre>{''.join(told)}{more}</pre>" if told else ""
    return (
        f'<div class="resource {change.op}"><header><span class="op">{change.op}</span>'
        f"<code>{escape(change.name)}</code>"
        f'<span class="soft">{escape(change.resource.kind)}</span></header>{body}</div>'
    )


def _line(text: str) -> str:
    name = _CLASSES.get(text[:1])
    attribute = f' class="{name}"' if name else ""
    return f"<span{attribute}>{escape(text[:_WIDE])}</span>"


def _manifests(it: Reviewed) -> str:
    found = it.preview.manifests
    if it.verdict is Verdict.SAME or not (found.missing or found.changes):
        return ""
    missing = f'<p class="how">Missing: {escape(found.missing)}</p>' if found.missing else ""
    told = "".join(
        f"<details><summary><b>{escape(one.title)}</b> "
        f'<span class="kind">{escape(one.release)}</span>'
        f'<span class="told">{one.op}</span></summary><div class="inside">'
        f'<div class="resource {one.op}"><pre>{"".join(map(_line, one.lines))}</pre></div>'
        "</div></details>"
        for one in found.changes
    )
    card = f'<div class="card">{told}</div>' if told else ""
    return f"<h3>Rendered manifests</h3>{missing}{card}"
