"""What a program's own process tells of itself at its end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SITE = Path(__file__).parent / "site"
"""A folder for PYTHONPATH: its `sitecustomize` is loaded before anything else."""
VARIABLE = "UNION_PROBE"
SDK = "pulumi.runtime.resource"
"""A module that tells a process on Pulumi's SDK from others that its language host starts."""


@dataclass(frozen=True, kw_only=True)
class Probed:
    """One Python process that loaded Pulumi's SDK."""

    seconds: float
    """From its start to its end."""
    cpu_seconds: float
    """What it computed, in all its threads."""
    peak_mib: float
    """The most memory that it held, MiB."""
    first_registration: float | None
    """Seconds until its first resource beside the stack left for the engine; none: none did."""
    modules_then: tuple[str, ...]
    """Every module that it had executed by then, sorted."""
    modules: tuple[str, ...]
    """Every module that it had executed at the end, sorted."""

    @property
    def packages(self) -> frozenset[str]:
        """The clouds whose SDK it loaded, like `aws`."""
        tops = {module.partition(".")[0] for module in self.modules}
        return frozenset(top.removeprefix("pulumi_") for top in tops if top.startswith("pulumi_"))


def sdk_modules(modules: Iterable[str]) -> tuple[str, ...]:
    """Those of Pulumi's SDKs, sorted."""
    return tuple(sorted(it for it in modules if it.startswith(("pulumi.", "pulumi_"))))


def probing(folder: Path) -> dict[str, str]:
    """Variables that make each Python process write what it took into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    return {"PYTHONPATH": str(SITE), VARIABLE: str(folder)}


def read(folder: Path) -> list[Probed]:
    """What the processes told, of those that loaded Pulumi's SDK."""
    told = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    return [
        Probed(
            seconds=it["seconds"],
            cpu_seconds=it["cpuSeconds"],
            peak_mib=it["peakKib"] / 1024,
            first_registration=it["firstRegistration"],
            modules_then=tuple(it["modulesThen"]),
            modules=tuple(it["modules"]),
        )
        for it in told
        if SDK in it["modules"]
    ]
