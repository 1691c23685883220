"""How often each line of the library runs: exact, where time is not."""

from __future__ import annotations

import linecache
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias

from ..programs import ROOT

Lines: TypeAlias = Counter[tuple[str, int]]
_LIBRARY = str(ROOT / "components")


def counted(work: Callable[[], Any]) -> Lines:
    """Runs of each line of `components/` in this thread while `work` runs, by file and number."""
    lines: Lines = Counter()

    def inside(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines[frame.f_code.co_filename, frame.f_lineno] += 1
        return inside

    def entered(frame: FrameType, _event: str, _: Any) -> Any:
        return inside if frame.f_code.co_filename.startswith(_LIBRARY) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


def uneven(small: Lines, middle: Lines, large: Lines) -> list[str]:
    """Lines that run more often from middle to large than from small to middle, as they stand."""
    grown = (large - middle) - (middle - small)
    return [
        f"{Path(file).relative_to(ROOT)}:{number} {linecache.getline(file, number).strip()}"
        for file, number in sorted(grown)
    ]
