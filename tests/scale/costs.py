"""What one command of the engine costs: the program, the engine and the clouds apart."""

from __future__ import annotations

import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from emulator.session import Session

from ..bench.probe import Probed, probing, read

_LOOKS: float = 0.1
"""Seconds between two looks at the engine's memory."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One command of the engine, with checkpoints or without."""

    wall_seconds: float
    program: Probed
    """The stack's program, in a process of its own."""
    engine_seconds: float
    """Computed by the engine and its language host."""
    engine_mib: float
    """The most memory that the engine held, MiB; 0 where the system does not tell."""
    emulator_seconds: float
    """Computed by the emulated clouds, which are this process."""


def cost(session: Session, folder: Path, *arguments: str) -> Cost:
    """Run one command; `folder` takes what its processes tell."""
    environment = {**session.environment, **probing(folder)}
    command = session.workspace.command(session.engine, *arguments, "--suppress-outputs")
    children, own, start = _children(), time.process_time(), time.perf_counter()
    peak = 0.0
    with (folder / "told.txt").open("w+") as told:
        with subprocess.Popen(command, env=environment, stdout=told, stderr=told) as running:
            while running.poll() is None:
                peak = max(peak, _peak_mib(running.pid))
                time.sleep(_LOOKS)
        if running.returncode:
            told.seek(0)
            raise RuntimeError(f"pulumi {' '.join(arguments)} failed:\n{told.read()[-4000:]}")
    wall, emulator = time.perf_counter() - start, time.process_time() - own
    (program,) = read(folder)
    return Cost(
        wall_seconds=wall,
        program=program,
        engine_seconds=_children() - children - program.cpu_seconds,
        engine_mib=peak,
        emulator_seconds=emulator,
    )


def _children() -> float:
    """Seconds that the processes which this one has waited for have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_mib(process: int) -> float:
    status = Path(f"/proc/{process}/status")
    try:
        lines = status.read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(it.split()[1]) / 1024 for it in lines if it.startswith("VmHWM"))
