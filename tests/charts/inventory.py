"""Record which value paths the charts know: `python -m tests.charts.inventory <folder>`."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from .folder import CHARTS, UnfitFolder, open_folder
from .helm import HelmError
from .keys import INVENTORY, OPEN, join
from .manifests import Loader
from .proof import nested, prove

# The product's own, split off under another name: its keys count in full, in the parent's list.
INLINED = {"flyte-core"}
# Parts of other people's charts deeper than this are open.
DEPTH = 4


def main(arguments: Sequence[str]) -> int:
    """Write the inventory of the charts in a folder; 2 if that cannot be done."""
    try:
        recorded = record(open_folder(arguments[0] if arguments else ""))
    except (UnfitFolder, HelmError, OSError, ValueError) as error:
        sys.stderr.write(f"nothing was recorded: {error}\n")
        return 2
    INVENTORY.write_text(json.dumps(recorded, indent=1) + "\n")
    for section in recorded.values():
        for name, lists in section.items():
            counts = ", ".join(f"{len(entries)} {kind}" for kind, entries in lists.items())
            sys.stdout.write(f"{name}: {counts}\n")
    return 0


def record(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """The inventory of the charts in a folder, and of the charts that they depend on."""
    charts: dict[str, dict[str, Any]] = {}
    dependencies: dict[str, dict[str, Any]] = {}
    for chart in CHARTS:
        home = folder / chart
        mounts = {mount: path for mount, path in subcharts(home) if path.name not in INLINED}
        for path in mounts.values():
            below = known_values(path, inlined=None)
            dependencies[path.name] = {"values": sorted(set(paths(below, depth=DEPTH - 1)))}
        charts[chart] = {
            "values": sorted(set(paths(known_values(home, inlined=INLINED)))),
            "proven": sorted(prove(chart, folder)),
            "dependencies": {mount: path.name for mount, path in sorted(mounts.items())},
        }
    return {"charts": charts, "dependencies": dict(sorted(dependencies.items()))}


def subcharts(chart: Path) -> Iterator[tuple[str, Path]]:
    """The dependencies of a chart: the key of their values, and their folder."""
    for dependency in _yaml(chart / "Chart.yaml").get("dependencies") or []:
        folder = chart / "charts" / dependency["name"]
        if not folder.is_dir():
            raise ValueError(
                f"{folder} is missing: it has to be unpacked, as `helm pull --untar` does"
            )
        yield dependency.get("alias") or dependency["name"], folder


def known_values(chart: Path, *, inlined: Collection[str] | None) -> dict[str, Any]:
    """A chart's default values, with those of its inlined dependencies (None: all of them)."""
    values = _conditions(chart, _yaml(chart / "values.yaml"))
    for mount, folder in subcharts(chart):
        below = known_values(folder, inlined=None)
        if inlined is None or folder.name in inlined:
            values = _union(values, {mount: below})
        if below.get("global"):
            values = _union(values, {"global": below["global"]})
    return values


def paths(value: Any, path: tuple[str, ...] = (), depth: int = 99) -> Iterator[str]:
    """Every path below a value; `*` ends a map that takes any key, or that is too deep."""
    if isinstance(value, Mapping) and not _is_open(value) and len(path) < depth:
        for key, below in value.items():
            yield from paths(below, (*path, str(key)), depth)
    elif path:
        free = value is None or isinstance(value, Mapping)
        yield join((*path, OPEN) if free else path)


def _conditions(chart: Path, values: dict[str, Any]) -> dict[str, Any]:
    for dependency in _yaml(chart / "Chart.yaml").get("dependencies") or []:
        for condition in str(dependency.get("condition") or "").split(","):
            if condition:
                values = _union(values, nested(condition.strip(), value=True))
    return values


def _is_open(value: Mapping[str, Any]) -> bool:
    """An empty map, or one of free keys, such as annotations or labels."""
    return not value or any("/" in str(key) for key in value)


def _union(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(first)
    for key, value in second.items():
        mine = merged.get(key)
        both = isinstance(mine, Mapping) and isinstance(value, Mapping)
        if both and mine:
            merged[key] = _union(mine, value) if value else mine
        elif key not in merged or isinstance(value, Mapping):
            merged[key] = value
    return merged


def _yaml(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    return yaml.load(path.read_text(), Loader=Loader) or {}  # noqa: S506


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
