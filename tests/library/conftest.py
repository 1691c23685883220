"""The wheel, built as a release is, and the examples on the real engine with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from emulator.engine import Engine, NoEngineError, find_engine
from emulator.session import opened
from emulator.workspace import Workspace

from ..programs import ROOT
from ..stacks.runs import STREAMED, Desk

EXAMPLES = ROOT / "examples"
SEEDS = Path(__file__).parent / "seeds"
SOURCES = ("components", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, by way of the source distribution, from a copy of what they are made of."""
    folder = tmp_path_factory.mktemp("release")
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, folder / name)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = (folder / "dist").glob("*.whl")
    return found


@pytest.fixture(scope="session")
def library(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed library and nothing else."""
    folder = tmp_path_factory.mktemp("library")
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile")
    command = [sys.executable, "-m", "pip", "install", *options, "--target", folder, wheel]
    subprocess.run([str(it) for it in command], check=True)
    return folder


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The real engine; without one these tests do not run, and in CI that is a failure."""
    try:
        return find_engine(ROOT / ".cache" / "engine")
    except NoEngineError as none:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have an engine: {none}")
        pytest.skip(f"no program of the library ran: {none}")


@dataclass(frozen=True, kw_only=True)
class Program:
    """Somebody's program that has the library installed."""

    engine: Engine
    library: Path
    """Folder with the installed library."""
    project: Path
    seed: Path
    """What it finds there already; need not exist."""

    @contextmanager
    def opened(self, folder: Path, **values: str) -> Iterator[Desk]:
        """Start the clouds, whose state stays in `folder`; `values` are configuration of `test`."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.seed.exists():
            shutil.copyfile(self.seed, folder / "test.seed.yaml")
        told = {f"test:{key}": value for key, value in values.items()}
        workspace = Workspace(
            project=self.project, stack="test", folder=folder, values=told, fast=True
        )
        with opened(workspace, self.engine) as session:
            environment = {**session.environment, **STREAMED, "PYTHONPATH": str(self.library)}
            yield Desk(replace(session, environment=environment), ("emulated-",))
