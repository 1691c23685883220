"""Columns of `docs/coverage.md`: `python -m tests.docs.column GCP` drafts one for another cloud.

Its cells are those of AWS with what the other stack has there; what that stack has elsewhere, and
what only that cloud is asked for (`?`), is for people to fill in. The tests name each such row.
"""

import sys

import yaml

from tests.engine import Engine

from .markdown import SPAN, cells, spans
from .names import ROOT
from .pointers import look_up, pointers
from .stacks import ran

COVERAGE = ROOT / "docs" / "coverage.md"
CLOUDS = {"AWS": "prod-aws", "GCP": "prod-gcp", "Azure": "prod-azure"}
"""Columns, and the stacks that they are about."""
ASKS, FIRST = "It asks", "AWS"


def refreshed(cell: str, keys: list[str], engine: Engine) -> str:
    """`cell` with what is captured after each `=`; what is not there is left as it is."""
    parts: list[str] = []
    end = 0
    for match in SPAN.finditer(cell):
        if not cell[end : match.start()].rstrip().endswith("="):
            continue
        pointer = pointers(cell[: match.end()])[-1]
        target = f"{pointer.target} values.{keys[0]}" if pointer.same_key else pointer.target
        parts += [cell[end : match.start()], _captured(target, match[0], engine)]
        end = match.end()
    return "".join([*parts, cell[end:]])


def _captured(target: str, told: str, engine: Engine) -> str:
    try:
        found = look_up(target, engine)
    except LookupError:
        return told
    return told if found == yaml.safe_load(spans(told)[0]) else code(found)


def code(value: object) -> str:
    """A code span with a value as YAML on one line."""
    dumped = yaml.safe_dump(value, default_flow_style=True, width=10**6, allow_unicode=True)
    text = dumped.removesuffix("...\n").strip()
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def keys_of(cell: str) -> list[str]:
    """Documented keys of a row, from what it asks."""
    return [span.partition(": ")[0] for span in spans(cell)]


def page(text: str, cloud: str, engine: Engine) -> str:
    """The page with its column for `cloud` refreshed, or drafted where it has none."""
    columns: list[str] = []
    lines = []
    for line in text.splitlines():
        found = cells(line) if line.startswith("|") else []
        if ASKS in found:
            columns = found
            drafted = cloud not in columns
            lines.append(f"{line} {cloud} |" if drafted else line)
        elif line.startswith("|---"):
            lines.append(f"{line}---|" if cloud not in columns else line)
        elif found and columns:
            lines.append(_row(dict(zip(columns, found, strict=True)), cloud, engine))
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _row(row: dict[str, str], cloud: str, engine: Engine) -> str:
    cell = row.get(cloud, row[FIRST])
    if cell == f"only on {cloud}":
        cell = "?"
    row[cloud] = refreshed(cell, keys_of(row[ASKS]), engine)
    return " ".join(["|", *(f"{it} |" if it else "|" for it in row.values())])


if __name__ == "__main__":
    wanted = sys.argv[1]
    COVERAGE.write_text(page(COVERAGE.read_text(), wanted, ran(CLOUDS[wanted])))
