"""What a program's own process tells of itself at its end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

SITE = Path(__file__).parent / "site"
"""A folder for PYTHONPATH: its `sitecustomize` is loaded before anything else."""
VARIABLE = "UNION_PROBE"


@dataclass(frozen=True, kw_only=True)
class Probed:
    """One Python process that loaded Pulumi's SDK."""

    peak_mib: float
    """The most memory that it held, MiB."""
    first_registration: float | None
    """Seconds from its start to its first resource beside the stack; none: it registered none."""
    modules: tuple[str, ...]
    """Every module that it had loaded at the end, sorted."""

    @property
    def packages(self) -> frozenset[str]:
        """The clouds whose SDK it loaded, like `aws`."""
        tops = {module.partition(".")[0] for module in self.modules}
        return frozenset(top.removeprefix("pulumi_") for top in tops if top.startswith("pulumi_"))

    @property
    def sdk_modules(self) -> tuple[str, ...]:
        """What it loaded of Pulumi's SDKs."""
        return tuple(it for it in self.modules if it.startswith(("pulumi.", "pulumi_")))


def probing(folder: Path) -> dict[str, str]:
    """Variables that make each Python process write what it took into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    return {"PYTHONPATH": str(SITE), VARIABLE: str(folder)}


def read(folder: Path) -> list[Probed]:
    """What the processes told, of those that loaded Pulumi's SDK."""
    told = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    return [
        Probed(
            peak_mib=it["peakKib"] / 1024,
            first_registration=it["firstRegistration"],
            modules=tuple(it["modules"]),
        )
        for it in told
        if "pulumi.runtime.resource" in it["modules"]
    ]
