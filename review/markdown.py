"""Markdown that cannot be led astray: names and values of a change are never markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

from .model import Op, Preview, Refusal
from .risks import Risk
from .verdicts import Report, Reviewed, Verdict

MARK: Final = "<!-- union preview -->"
"""First line of the comment, by which it is found again."""
_SIGNS: Final = {
    Verdict.REFUSED: "⛔",
    Verdict.RISKS: "⚠️",
    Verdict.CHANGES: "🔷",
    Verdict.SAME: "✅",
}
_LONG: Final = 600
_FEW: Final = 5


def escaped(text: str) -> str:
    """Plain text: no markup, no mention, no reference."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_\[\]|~])", r"\\\1", text)
    return re.sub(r"([@#])(?=\w)", "\\1\u200b", re.sub(r"\s+", " ", text))


def code(text: str) -> str:
    """Text in a code span."""
    plain = re.sub(r"[`\s]+", " ", text).strip()
    return f"`{plain or ' '}`"


def within_html(text: str) -> str:
    """Plain text in a line of HTML, where Markdown is not read but mentions are."""
    plain = html.escape(re.sub(r"\s+", " ", text)).replace("[", "&#91;").replace("`", "&#96;")
    return re.sub(r"(@|(?<!&)#)(?=\w)", "\\1\u200b", plain)


def fenced(lines: Iterable[str], language: str = "diff") -> str:
    """Lines in a fence that none of them can end."""
    body = "\n".join(lines)
    longest = max((len(it) for it in re.findall(r"`{3,}", body)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{body}\n{fence}\n"


def folded(title: str, body: str) -> str:
    """A part that opens on demand; `title` is markup, for HTML."""
    return f"<details><summary>{title}</summary>\n\n{body}\n</details>\n"


def headline(it: Reviewed) -> str:
    """One stack in one line: its verdict, and how many of what."""
    counts = it.preview.counts
    told = " · ".join(f"{counts[op]} {op}" for op in _COUNTED)
    sign = _SIGNS[it.verdict]
    return f"{sign} **{escaped(it.preview.stack)}: {it.verdict}** — {told} · {counts[Op.SAME]} same"


_COUNTED: Final = (Op.CREATE, Op.UPDATE, Op.REPLACE, Op.DELETE)


def summary(report: Report, level: int = 0) -> str:
    """What is never cut: verdicts, refusals, risks. A higher level says the same in less room."""
    lines = [MARK, *(f"{headline(it)}  " for it in report.stacks)]
    refusals = [(it.preview, why) for it in report.stacks for why in it.preview.refusals]
    if refusals:
        lines += ["", "### Refused", *_refused(report, refusals, level)]
    if report.risks:
        lines += ["", "### Risks", *_risks(report, level)]
    notes = [(it.preview, note) for it in report.stacks for note in it.preview.notes]
    if notes:
        lines += ["", *_notes(report, notes, level)]
    return "\n".join(lines) + "\n"


def _refused(
    report: Report, refusals: Sequence[tuple[Preview, Refusal]], level: int
) -> Iterable[str]:
    shown = refusals if not level else refusals[: _FEW * 2]
    for preview, why in shown:
        where = code(why.resource) if why.resource else "there is no plan"
        text = why.reason if not level else _short(why.reason)
        if "\n" in text:
            yield f"- {_stack(report, preview.stack)}{where}:\n"
            yield fenced(text.splitlines(), "text")
        else:
            yield f"- {_stack(report, preview.stack)}{where}: {escaped(text)}"
    if len(shown) < len(refusals):
        yield f"- and {len(refusals) - len(shown)} more refusals"


def _risks(report: Report, level: int) -> Iterable[str]:
    if not level:
        yield from (_risk(report, it) for it in report.risks)
        return
    groups: dict[tuple[str, str], list[Risk]] = {}
    for it in report.risks:
        groups.setdefault((it.stack, it.rule), []).append(it)
    for (stack, rule), found in groups.items():
        every = [name for it in found for name in it.resources]
        names = ", ".join(code(name) for name in every[:_FEW])
        more = f" and {len(every) - _FEW} more" if len(every) > _FEW else ""
        told = (
            f", such as: {escaped(_short(found[0].reason))} ({names}{more})" if level == 1 else ""
        )
        yield f"- {_stack(report, stack)}**{rule}**: {len(every)} resources{told}"


def _risk(report: Report, it: Risk) -> str:
    accepted = " — accepted" if it.accepted else ""
    where = f"{_stack(report, it.stack)}**{it.rule}** {', '.join(map(code, it.resources))}"
    return f"- {where}: {escaped(it.reason)} <sub>{code(it.id)}{accepted}</sub>"


def _notes(report: Report, notes: Sequence[tuple[Preview, str]], level: int) -> Iterable[str]:
    shown = notes if not level else notes[:_FEW]
    yield from (f"- {_stack(report, it.stack)}{escaped(note)}" for it, note in shown)
    if len(shown) < len(notes):
        yield f"- and {len(notes) - len(shown)} more notes"


def _stack(report: Report, stack: str) -> str:
    return f"{escaped(stack)}: " if len(report.stacks) > 1 else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
