"""As much of Markdown as our pages use: sections, tables, code spans, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_HEADING = re.compile(r"^(#+) (.+)$")
SPAN = re.compile(r"``(.+?)``|`([^`]+)`")
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
        row = [] if fenced or not line.startswith("|") else cells(line)
        if heading:
            title = heading[2].strip()
            found.append(Section(title=title, level=len(heading[1]), line=number))
        elif row and columns is None:
            columns = row
        elif row and columns and not set(line) <= set("|-: "):
            assert len(row) == len(columns), f"{path.name}:{number} has {len(row)} cells"
            by_column = dict(zip(columns, row, strict=True))
            found[-1].rows.append(Row(line=number, cells=by_column))
        elif not row:
            columns = None
            if found:
                found[-1].text.append(line)
    return tuple(found)


def spans(text: str) -> list[str]:
    """Code spans, without their backticks."""
    return [_code(match) for match in SPAN.finditer(text)]


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Code spans, each with the words before it."""
    end = 0
    for match in SPAN.finditer(text):
        yield text[end : match.start()].strip(), _code(match)
        end = match.end()


def links(path: Path) -> list[str]:
    """Targets of the links of a page, outside of fences and code spans."""
    text = re.sub(r"^ *```.*?^ *```", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    return _LINK.findall(SPAN.sub("code", text))


def anchors(path: Path) -> set[str]:
    """What links into a page may name, as GitHub makes it of headings."""
    return {anchor(section.title) for section in sections(path)}


def anchor(title: str) -> str:
    """`#` of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def cells(line: str) -> list[str]:
    """Cells of a row of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def _code(match: re.Match[str]) -> str:
    return (match[1] or match[2]).strip()
