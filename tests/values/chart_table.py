"""The table of docs/chart.md, as data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TABLE = Path(__file__).parents[2] / "docs" / "chart.md"
CHARTS = ("controlplane", "dataplane", "dataplane-crds")
_SPAN = re.compile(r"``(.+?)``|`([^`]+)`")
_PART = re.compile(r"\[([^\]]+)\]|([^.\[]+)")

Path_ = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One difference."""

    line: int
    page: str
    """The page, without `configuration/`; `—` for what no page says."""
    chart: str
    documented: tuple[Path_, ...]
    left_out: bool
    """Whether the documented keys are not in the values."""
    set_: tuple[tuple[Path_, Any], ...]
    """Keys that we set, with the value written behind them, or `...`."""


def rows() -> list[Row]:
    """Every row that is about a chart's values."""
    return list(_rows())


def parts(key: str) -> Path_:
    """The keys of a dotted path; brackets hold a key with dots."""
    return tuple(bracketed or plain for bracketed, plain in _PART.findall(key))


def at(values: Mapping[str, Any], path: Path_) -> Any:
    """What stands at `path`; `...` where nothing does."""
    found: Any = values
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return ...
        found = found[key]
    return found


def _rows() -> Iterator[Row]:
    for number, line in enumerate(TABLE.read_text().splitlines(), start=1):
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if not line.startswith("|") or cells[0] == "Page" or cells[0].startswith("-"):
            continue
        page, chart, documented, _, ours, _ = cells
        if chart in CHARTS:
            yield Row(
                line=number,
                page=page,
                chart=chart,
                documented=tuple(parts(key) for key in _spans(documented)),
                left_out=documented.startswith("left out"),
                set_=tuple(_setting(span) for span in _spans(ours)),
            )


def _spans(cell: str) -> list[str]:
    return [double or single for double, single in _SPAN.findall(cell)]


def _setting(span: str) -> tuple[Path_, Any]:
    key, colon, value = span.partition(": ")
    return parts(key), yaml.safe_load(value) if colon else ...
