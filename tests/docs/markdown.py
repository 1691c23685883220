"""As much of Markdown as our pages use: sections, tables, code spans, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_HEADING = re.compile(r"^(#+) (.+)$")
_SPAN = re.compile(r"``(.+?)``|`([^`]+)`")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a table."""

    line: int
    cells: dict[str, str]
    """By the heading of the column."""


@dataclass(kw_only=True)
class Section:
    """What stands below one heading, up to the next one of any level."""

    title: str
    level: int
    """1 for `#`."""
    line: int
    text: list[str] = field(default_factory=list)
    """Lines outside of tables; fenced ones too."""
    rows: list[Row] = field(default_factory=list)


@cache
def sections(path: Path) -> tuple[Section, ...]:
    """Every section of a page, in order; a `#` inside of a fence is no heading."""
    found: list[Section] = []
    fenced = False
    columns: list[str] | None = None
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        fenced ^= line.lstrip().startswith("```")
        heading = None if fenced else _HEADING.match(line)
        cells = [] if fenced or not line.startswith("|") else _cells(line)
        if heading:
            title = heading[2].strip()
            found.append(Section(title=title, level=len(heading[1]), line=number))
        elif cells and columns is None:
            columns = cells
        elif cells and columns and not set(line) <= set("|-: "):
            assert len(cells) == len(columns), f"{path.name}:{number} has {len(cells)} cells"
            row = Row(line=number, cells=dict(zip(columns, cells, strict=True)))
            found[-1].rows.append(row)
        elif not cells:
            columns = None
            if found:
                found[-1].text.append(line)
    return tuple(found)


def spans(text: str) -> list[str]:
    """Code spans, without their backticks."""
    return [_code(match) for match in _SPAN.finditer(text)]


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Code spans, each with the words before it."""
    end = 0
    for match in _SPAN.finditer(text):
        yield text[end : match.start()].strip(), _code(match)
        end = match.end()


def links(path: Path) -> list[str]:
    """Targets of the links of a page, outside of fences and code spans."""
    text = re.sub(r"^ *```.*?^ *```", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    return _LINK.findall(_SPAN.sub("code", text))


def anchors(path: Path) -> set[str]:
    """What links into a page may name, as GitHub makes it of headings."""
    return {anchor(section.title) for section in sections(path)}


def anchor(title: str) -> str:
    """`#` of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def _code(match: re.Match[str]) -> str:
    return (match[1] or match[2]).strip()
