"""What every test shares."""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

# Errors must not print Outputs as advice to "use .apply": they say what they are.
os.environ["PULUMI_ERROR_OUTPUT_STRING"] = "true"

# The SDKs' modules stay for good; to look them through for garbage takes a third of the time.
gc.set_threshold(50_000, 20, 50)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite the golden files")
    told = "preview every change on every stack, not the chosen part"
    parser.addoption("--every-change", action="store_true", help=told)


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Holds a text to a golden file, or rewrites the file."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--bless"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        assert path.exists(), f"no golden file {path}: make bless"
        assert text == path.read_text(), f"{path} differs: look at it, then make bless"

    return check
