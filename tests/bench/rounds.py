"""The runs: the stack's program and its floors in turn, on the same engine and clouds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from statistics import median
from typing import Any

import yaml

from emulator.engine import Engine
from emulator.progress import say
from emulator.session import Session, opened
from emulator.workspace import Workspace

from ..programs import ROOT
from . import floor
from .figures import Sample
from .probe import probing, read, sdk_modules

FLOOR = "floor"
BARE = "floor without SDKs"
QUIET = ("preview", "--expect-no-changes", "--suppress-outputs")
IMPORT = """
import importlib, sys
for it in sys.argv[1:]:
    getattr(importlib.import_module(it), "touched", None)
"""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """One stack, brought up in a folder of the bench's own."""

    stack: str
    engine: Engine
    folder: Path
    project: Path = ROOT

    def raised(self) -> list[Mapping[str, Any]]:
        """Bring the stack up; the resources of its state, secrets open."""
        workspace = self._workspace("up", self.project, fast=True)
        with opened(workspace, self.engine) as session:
            _passed(session, "up", "--yes", "--skip-preview", "--suppress-outputs")
            where = ("--cwd", str(workspace.config_file.parent), "--stack", self.stack)
            exported = subprocess.run(
                [str(self.engine.binary), "stack", "export", "--show-secrets", *where],
                env=dict(session.environment),
                check=True,
                capture_output=True,
                text=True,
            )
        resources: list[Mapping[str, Any]] = json.loads(exported.stdout)["deployment"]["resources"]
        return resources

    def rounds(self, resources: Sequence[Mapping[str, Any]], runs: int) -> dict[str, list[Sample]]:
        """Preview the stack and its floors in turn; the first round only warms up.

        That a floor's preview finds no change either proves that it registers the same.
        """
        name = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["name"]
        with ExitStack() as stack:
            ours = stack.enter_context(opened(self._copy(self.stack, self.project), self.engine))
            sessions = {self.stack: ours}
            for floor_name, typed in ((FLOOR, True), (BARE, False)):
                project = self.folder / f"{floor_name} project"
                floor.write(project, name, resources, typed=typed)
                workspace = self._copy(floor_name, project)
                sessions[floor_name] = stack.enter_context(opened(workspace, self.engine))
            for program, session in sessions.items():
                self._sample(session, f"{program} warm")
            samples: dict[str, list[Sample]] = {name: [] for name in sessions}
            for number in range(runs):
                for program, session in sessions.items():
                    sample = self._sample(session, f"{program} {number}")
                    samples[program].append(sample)
                    say(f"  {program}: {sample.wall_seconds:.2f} s")
            return samples

    def bare_imports(self, modules: Sequence[str], runs: int) -> float:
        """Seconds in which an interpreter loads the SDKs among `modules` and nothing else."""
        seconds: list[float] = []
        for number in range(runs):
            folder = self.folder / f"bare {number}"
            environment = {**os.environ, **probing(folder)}
            command = [sys.executable, "-c", IMPORT, *sdk_modules(modules)]
            subprocess.run(command, env=environment, check=True)
            (process,) = read(folder)
            seconds.append(process.seconds)
        return median(seconds)

    def _sample(self, session: Session, name: str) -> Sample:
        folder = self.folder / f"probed {name}"
        watched = replace(session, environment={**session.environment, **probing(folder)})
        start = time.perf_counter()
        _passed(watched, *QUIET)
        seconds = time.perf_counter() - start
        (program,) = read(folder)
        return Sample(wall_seconds=seconds, program=program)

    def _copy(self, name: str, project: Path) -> Workspace:
        copytree(self.folder / "up", self.folder / name)
        return self._workspace(name, project)

    def _workspace(self, name: str, project: Path, *, fast: bool = False) -> Workspace:
        return Workspace(project=project, stack=self.stack, folder=self.folder / name, fast=fast)


def _passed(session: Session, *arguments: str) -> None:
    done = session.capture(*arguments)
    if done.returncode != 0:
        raise RuntimeError(f"pulumi {arguments[0]} failed:\n{done.stdout}{done.stderr}")
