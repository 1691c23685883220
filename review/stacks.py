"""Which stacks a tree has."""

from __future__ import annotations

from pathlib import Path

import yaml


def stacks_of(project: Path) -> tuple[str, ...]:
    """Names of the stack files of a project, sorted."""
    settings = yaml.safe_load((project / "Pulumi.yaml").read_text(encoding="utf-8"))
    folder = project / settings.get("stackConfigDir", ".")
    names = (it.name.removeprefix("Pulumi.").removesuffix(".yaml") for it in _files(folder))
    return tuple(sorted(names))


def _files(folder: Path) -> list[Path]:
    return [it for it in folder.glob("Pulumi.*.yaml") if it.name != "Pulumi.yaml"]
