"""The real engine."""

from __future__ import annotations

import os

import pytest

from emulator.engine import Engine

from ..stacks.conftest import engine_or_reason


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The real engine; without one these tests do not run, and in CI that is a failure."""
    found = engine_or_reason()
    if isinstance(found, Engine):
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have an engine: {found}", pytrace=False)
    pytest.skip(f"no engine: {found}")
