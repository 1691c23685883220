"""One session: the emulated clouds run, and the engine works against them."""

from __future__ import annotations

import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from .cloud import MODULES
from .engine import Engine
from .faults import Fault, Faults
from .progress import say
from .server import serve
from .store import Store
from .workspace import Workspace


@dataclass(frozen=True)
class Session:
    """A prepared workspace with its clouds running."""

    workspace: Workspace
    engine: Engine
    environment: Mapping[str, str]

    def run(self, *arguments: str) -> int:
        """One engine command, shown as it goes; its exit code."""
        start = monotonic()
        code = self.workspace.pulumi(self.engine, self.environment, *arguments).returncode
        say(f"  {'done' if code == 0 else f'failed ({code})'} in {monotonic() - start:.1f} s")
        return code

    def capture(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One engine command, its output kept."""
        command = self.workspace.command(self.engine, *arguments)
        return subprocess.run(  # noqa: S603
            command, env=dict(self.environment), check=False, capture_output=True, text=True
        )


@contextmanager
def opened(
    workspace: Workspace, engine: Engine, faults: tuple[Fault, ...] = ()
) -> Generator[Session]:
    """Start the clouds and prepare the workspace; stop the clouds at the end.

    Stacks that the workspace's own reads are brought up first, once.
    """
    for other in workspace.others:
        if not other.brought_up.exists():
            _bring_up(other, engine)
    seed = workspace.seed
    store = Store(workspace.state, seed.records())
    ports, servers = serve(MODULES, store, seed, Faults(faults, workspace.faults))
    try:
        environment = workspace.environment(engine, ports)
        workspace.prepare(engine, environment)
        yield Session(workspace, engine, environment)
    finally:
        for server in servers:
            server.stop(grace=None).wait()


def _bring_up(workspace: Workspace, engine: Engine) -> None:
    say(f"bringing up stack {workspace.stack}, which another one reads")
    with opened(workspace, engine) as session:
        done = session.capture("up", "--yes", "--skip-preview")
    if done.returncode:
        raise RuntimeError(f"stack {workspace.stack} cannot be brought up: {done.stdout}")
    workspace.brought_up.touch()
