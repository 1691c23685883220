"""Keys that a chart reads although its values.yaml does not name them, proven by rendering."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .golden import Golden
from .helm import template
from .keys import OPEN
from .manifests import Loader

CANDIDATES = Path(__file__).with_name("proven.yaml")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A path, a value for it, and what else must be set for it to count."""

    path: str
    value: Any
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def recorded(self) -> str:
        """How the inventory writes the path: a map opens it."""
        return f"{self.path}.{OPEN}" if isinstance(self.value, Mapping) else self.path


def prove(chart: str, folder: Path) -> list[str]:
    """The candidate paths of a chart; one that changes nothing is an error."""
    base, candidates = load(chart)
    golden = Golden(chart=chart, release="proof", namespace="proof")
    plain: dict[str, str] = {}
    idle = []
    for candidate in candidates:
        given = [base, candidate.given]
        key = str(candidate.given)
        if key not in plain:
            plain[key] = _render(golden, folder, given)
        value = nested(candidate.path, candidate.value)
        if _render(golden, folder, [*given, value]) == plain[key]:
            idle.append(candidate.path)
    if idle:
        raise ValueError(f"{chart} reads none of: {', '.join(idle)}")
    return [candidate.recorded for candidate in candidates]


def load(chart: str) -> tuple[Mapping[str, Any], list[Candidate]]:
    """The base values of a chart's proofs, and its candidates."""
    document = yaml.load(CANDIDATES.read_text(), Loader=Loader)  # noqa: S506
    section = document.get(chart) or {}
    candidates = [Candidate(**entry) for entry in section.get("candidates") or []]
    return section.get("base") or {}, candidates


def nested(path: str, value: Any) -> dict[str, Any]:
    """A value below a dotted path."""
    key, _, rest = path.partition(".")
    return {key: nested(rest, value) if rest else value}


def _render(golden: Golden, folder: Path, values: list[Mapping[str, Any]]) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        files = []
        for index, layer in enumerate(values):
            file = Path(scratch) / f"{index}.yaml"
            file.write_text(yaml.safe_dump(dict(layer)))
            files.append(file)
        return template(golden, folder, files)[0]
