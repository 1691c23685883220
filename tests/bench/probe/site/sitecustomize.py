"""Loaded by the interpreter before anything else: writes at its end what the process took."""

from __future__ import annotations

import atexit
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

START = time.monotonic()
REGISTERS = "pulumi.runtime.resource"
first_registration: float | None = None


class _Watching(importlib.abc.Loader):
    """Loads the module that registers, and notes when it first does so for the program."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self.loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self.loader.exec_module(module)
        register: Any = vars(module)["register_resource"]

        def noted(res: Any, ty: str, *arguments: Any, **named: Any) -> Any:
            global first_registration  # noqa: PLW0603
            if first_registration is None and ty != "pulumi:pulumi:Stack":
                first_registration = time.monotonic() - START
            return register(res, ty, *arguments, **named)

        vars(module)["register_resource"] = noted


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != REGISTERS:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Watching(spec.loader)
        return spec


def _peak_kib() -> int:
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [it for it in status.read_text().splitlines() if it.startswith("VmHWM")]
        return int(line.split()[1])
    unit = 1024 if sys.platform == "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def _tell(folder: Path) -> None:
    told = {
        "peakKib": _peak_kib(),
        "firstRegistration": first_registration,
        "modules": sorted(sys.modules),
    }
    (folder / f"{os.getpid()}.json").write_text(json.dumps(told))


if "UNION_PROBE" in os.environ:
    sys.meta_path.insert(0, _Finder())
    atexit.register(_tell, Path(os.environ["UNION_PROBE"]))
