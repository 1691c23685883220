"""Samples, their medians and ratios, and the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from .probe import Probed

AIM = 1.10
"""The ratio to the floor that the program should not exceed; nothing is gated on it."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One preview."""

    wall_seconds: float
    """The whole `pulumi preview`."""
    program: Probed
    """Its language process."""


@dataclass(frozen=True)
class Figure:
    """Something that is measured."""

    name: str
    unit: str
    of: Callable[[Sample], float]


FIGURES = (
    Figure("wall time of a preview", "s", lambda it: it.wall_seconds),
    Figure("time to first registration", "s", lambda it: it.program.first_registration or 0.0),
    Figure("program's time on the processor", "s", lambda it: it.program.cpu_seconds),
    Figure("program's peak memory", "MiB", lambda it: it.program.peak_mib),
)


def ratio(program: Sequence[Sample], floor: Sequence[Sample], figure: Figure) -> float:
    """The median of the ratios of each round: what disturbs a round disturbs both."""
    rounds = zip(program, floor, strict=True)
    return median(figure.of(ours) / figure.of(theirs) for ours, theirs in rounds)


def table(samples: Mapping[str, Sequence[Sample]], program: str) -> Iterator[str]:
    """A line for each figure: medians, and the program's ratio to each floor."""
    floors = [name for name in samples if name != program]
    width = max(len(figure.name) + len(figure.unit) for figure in FIGURES) + 2
    names = [program, *floors, *(f"x {name}" for name in floors)]
    heads = [name.rjust(len("1000.00")) for name in names]
    yield "  ".join([" " * width, *heads])
    for figure in FIGURES:
        medians = [median(map(figure.of, samples[name])) for name in (program, *floors)]
        ratios = [ratio(samples[program], samples[name], figure) for name in floors]
        cells = [f"{value:.2f}" for value in (*medians, *ratios)]
        label = f"{figure.name}, {figure.unit}".ljust(width)
        yield "  ".join([label, *(c.rjust(len(h)) for c, h in zip(cells, heads, strict=True))])


def verdict(wall: float, memory: float) -> str:
    """One line about the aim."""
    reached = "reached" if max(wall, memory) <= AIM else "missed"
    return f"aim of {AIM:.2f} x floor {reached}: wall {wall:.2f}, memory {memory:.2f}"


def imports(program: Probed, allowed: frozenset[str]) -> Iterator[str]:
    """How many modules of each cloud's SDK the program loaded; what no provider needs is marked."""
    for package in sorted(program.packages):
        top = f"pulumi_{package}"
        count = sum(it == top or it.startswith(f"{top}.") for it in program.modules)
        mark = "" if package in allowed else "  UNUSED: nothing of the stack is of this cloud"
        yield f"  {top}: {count} modules{mark}"


def packages(types: Sequence[str]) -> frozenset[str]:
    """The clouds of a stack's resources, by their type tokens."""
    found = {it.removeprefix("pulumi:providers:").partition(":")[0] for it in types}
    return frozenset(it.replace("-", "_") for it in found if it not in ("pulumi", "union"))
