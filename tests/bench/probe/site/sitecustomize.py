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
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

START = time.monotonic()
WIRE = "pulumi.runtime.proto.resource_pb2_grpc"
STACK = "pulumi:pulumi:Stack"
early: dict[str, Any] = {"seconds": None, "modules": []}
"""When the first registration beside the stack's left, and what was loaded by then."""


class _Watching(importlib.abc.Loader):
    """Loads the SDK's end of the wire, and notes the first registration that goes over it."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self.loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As ever."""
        return self.loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As ever, and then step in between."""
        self.loader.exec_module(module)
        stub: Any = vars(module)["ResourceMonitorStub"]
        made: Callable[..., None] = stub.__init__

        def watched(self: Any, channel: Any) -> None:
            made(self, channel)
            self.RegisterResource = _noting(self.RegisterResource)

        stub.__init__ = watched


class _Finder(importlib.abc.MetaPathFinder):
    """Finds that one module, once."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module's own spec, with the loader that watches."""
        if fullname != WIRE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Watching(spec.loader)
        return spec


def _noting(register: Callable[..., Any]) -> Callable[..., Any]:
    def noted(request: Any, *arguments: Any, **named: Any) -> Any:
        if early["seconds"] is None and request.type != STACK:
            early.update(seconds=time.monotonic() - START, modules=_loaded())
        return register(request, *arguments, **named)

    return noted


def _loaded() -> list[str]:
    """Modules that were executed; the SDKs also hold lazy ones that nothing has touched."""
    return sorted(name for name, it in sys.modules.items() if type(it).__name__ != "_LazyModule")


def _peak_kib() -> int:
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [it for it in status.read_text().splitlines() if it.startswith("VmHWM")]
        return int(line.split()[1])
    unit = 1024 if sys.platform == "darwin" else 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def _tell(folder: Path) -> None:
    told = {
        "seconds": time.monotonic() - START,
        "cpuSeconds": time.process_time(),
        "peakKib": _peak_kib(),
        "firstRegistration": early["seconds"],
        "modulesThen": early["modules"],
        "modules": _loaded(),
    }
    (folder / f"{os.getpid()}.json").write_text(json.dumps(told))


if "UNION_PROBE" in os.environ:
    sys.meta_path.insert(0, _Finder())
    atexit.register(_tell, Path(os.environ["UNION_PROBE"]))
