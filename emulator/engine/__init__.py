"""Finding the Pulumi engine: on PATH, from the official installer, or built from Go modules."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..progress import say

ENGINE_VERSION: Final = "3.258.0"
"""The engine that is built from source; the installer brings the one of the Python SDK."""

_HERE: Final = Path(__file__).parent
_CLI: Final = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
_HOST: Final = "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python"
_VERSION_FLAG: Final = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version"
_LOWEST_GO: Final = (1, 25)


class NoEngineError(RuntimeError):
    """No engine could be had in any of the three ways."""


@dataclass(frozen=True)
class Engine:
    """A Pulumi command with its Python language host beside it."""

    binary: Path
    source: str

    @property
    def version(self) -> str:
        """What the command itself reports."""
        told = subprocess.run(  # noqa: S603
            [self.binary, "version"], check=True, capture_output=True, text=True
        )
        return told.stdout.strip()


def find_engine(cache: Path, *, build: bool = True) -> Engine:
    """The first engine that can be had; raises `NoEngineError` with every reason otherwise."""
    ways: list[Callable[[Path], Engine | str]] = [_on_path, _built_before, _installed]
    if build:
        ways.append(_build)
    reasons: list[str] = []
    for way in ways:
        found = way(cache)
        if isinstance(found, Engine):
            return found
        reasons.append(found)
    told = "\n".join(f"  - {reason}" for reason in reasons)
    raise NoEngineError(
        f"no Pulumi engine was found:\n{told}\n"
        "Install the Pulumi CLI from its own site or package manager and put it on PATH, or "
        f"install Go {_LOWEST_GO[0]}.{_LOWEST_GO[1]} or newer and run again."
    )


def _on_path(_cache: Path) -> Engine | str:
    binary = shutil.which("pulumi")
    if binary is None:
        return "`pulumi` is not on PATH"
    beside = Path(binary).resolve().parent
    host = "pulumi-language-python"
    if not (beside / host).exists() and shutil.which(host) is None:
        return f"{binary} has no pulumi-language-python beside it or on PATH"
    return Engine(Path(binary), "on PATH")


def _built_before(cache: Path) -> Engine | str:
    binary = cache / "bin" / "pulumi"
    if all((cache / "bin" / name).exists() for name in _PARTS):
        return Engine(binary, "built from Go modules earlier")
    return f"{cache / 'bin'} holds no engine built earlier"


_PARTS: Final = ("pulumi", "pulumi-language-python", "pulumi-language-python-exec")


def _installed(cache: Path) -> Engine | str:
    """The official installer, as the Python SDK drives it; it needs the internet."""
    from pulumi.automation import PulumiCommand  # noqa: PLC0415

    root = cache / "official"
    if not (root / "bin" / "pulumi").exists():
        say("engine: trying the official installer")
    try:
        PulumiCommand.install(root=str(root))
    except Exception as error:
        return f"the official installer failed: {_first_line(error)}"
    return Engine(root / "bin" / "pulumi", "official installer")


def _build(cache: Path) -> Engine | str:
    """Build the command and the language host from their Go modules."""
    go = shutil.which("go")
    if go is None:
        return "Go is not on PATH, so the engine cannot be built from its modules"
    told = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.match(r"go(\d+)\.(\d+)", told.stdout)
    if found is None or (int(found[1]), int(found[2])) < _LOWEST_GO:
        return f"{told.stdout.strip() or go} is too old to build the engine"
    binaries = cache / "bin"
    binaries.mkdir(parents=True, exist_ok=True)
    say(f"engine: building Pulumi v{ENGINE_VERSION} from Go modules, once, about five minutes")
    try:
        flags = f"-s -w -X {_VERSION_FLAG}=v{ENGINE_VERSION}"
        _go(go, "host", "build", "-ldflags", "-s -w", "-o", str(binaries), _HOST)
        say("engine: the language host is built; now the engine itself")
        _go(go, "cli", "build", "-ldflags", flags, "-o", str(binaries / "pulumi"), _CLI)
        module = _go(go, "cli", "list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3")
    except subprocess.CalledProcessError as error:
        return f"building from Go modules failed: {_first_line(error.stderr or error)}"
    script = Path(module.strip()) / "python" / "cmd" / "pulumi-language-python-exec"
    target = binaries / script.name
    shutil.copyfile(script, target)
    target.chmod(0o755)
    return Engine(binaries / "pulumi", "built from Go modules")


def _go(go: str, module: str, *arguments: str) -> str:
    environment = {**os.environ, "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
    done = subprocess.run(  # noqa: S603
        [go, *arguments],
        cwd=_HERE / module,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _first_line(error: object) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__


def search_path(engine: Engine) -> str:
    """A PATH on which the virtual environment comes first and the language host is found.

    An older language host does not read the project's ``virtualenv``, so the interpreter that
    runs the emulator is the one that it must meet first.
    """
    interpreter = Path(sys.executable).parent
    return os.pathsep.join([str(interpreter), str(engine.binary.parent), os.environ["PATH"]])
