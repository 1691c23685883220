"""Every stack on the real engine: a stack file with mistakes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from .conftest import Raised
from .edits import misspelt


@pytest.mark.engine
def test_all_mistakes_are_one_error_and_nothing_is_registered(
    raised: Raised, tmp_path: Path, golden_changes: Callable[[str, str], None]
) -> None:
    fresh = replace(raised.stage, folder=tmp_path / "run")
    with fresh.opened(misspelt) as desk:
        told = desk.preview("--json").refused()

    (error,) = told.errors
    golden_changes("bad-stack-file", f"{error}\n")
    assert "Traceback" not in told.output
    assert told.changes == f"create pulumi:pulumi:Stack::union-{fresh.stack}\n"
