"""The report, in the form in which `docs/scale.md` has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import TypeAlias

from .costs import Cost
from .runs import BroughtUp, OfMany, OneStack

Cells: TypeAlias = Iterable[object]


def one_stack(runs: Sequence[OneStack]) -> Iterator[str]:
    """A row for each size: what its commands cost, in seconds on the processor."""
    yield from _table(
        ("data planes", "resources", "preview: program", "engine", "clouds", "up: program",
         "engine", "clouds", "up with checkpoints: engine", "state, MiB"),
        (
            (
                run.planes,
                run.resources,
                *_seconds(run.preview),
                *_seconds(run.up),
                _second(run.checkpointed.engine_seconds) if run.checkpointed else "-",
                f"{run.state_mib:.1f}",
            )
            for run in runs
        ),
    )  # fmt: skip


def waits(runs: Sequence[OneStack]) -> Iterator[str]:
    """A row for each size: how long one waits, and in how much memory."""
    yield from _table(
        ("data planes", "preview, s", "up, s", "up with checkpoints, s", "empty preview, s",
         "program, MiB", "engine, MiB"),
        (
            (
                run.planes,
                _second(run.preview.wall_seconds),
                _second(run.up.wall_seconds),
                _second(run.checkpointed.wall_seconds) if run.checkpointed else "-",
                _second(run.again.wall_seconds),
                f"{max(run.preview.program.peak_mib, run.up.program.peak_mib):.0f}",
                f"{run.up.engine_mib:.0f}",
            )
            for run in runs
        ),
    )  # fmt: skip


def many(previewed: Sequence[OfMany], brought_up: Sequence[BroughtUp]) -> Iterator[str]:
    """A row for each command: medians over the stacks, and the dearest."""
    commands = {
        f"preview of each of {len(previewed)}": [it.preview for it in previewed],
        f"up of {len(brought_up)}": [it.up for it in brought_up],
        f"empty preview of {len(brought_up)}": [it.again for it in brought_up],
    }
    yield from _table(
        ("command", "program", "engine", "clouds", "dearest program", "program, MiB",
         "engine, MiB"),
        ((name, *_medians(costs)) for name, costs in commands.items() if costs),
    )  # fmt: skip


def _medians(costs: Sequence[Cost]) -> Cells:
    def middle(of: Callable[[Cost], float]) -> float:
        return median(map(of, costs))

    return (
        _second(middle(lambda it: it.program.cpu_seconds)),
        _second(middle(lambda it: it.engine_seconds)),
        _second(middle(lambda it: it.emulator_seconds)),
        _second(max(it.program.cpu_seconds for it in costs)),
        f"{middle(lambda it: it.program.peak_mib):.0f}",
        f"{middle(lambda it: it.engine_mib):.0f}",
    )


def _seconds(cost: Cost) -> Cells:
    return map(_second, (cost.program.cpu_seconds, cost.engine_seconds, cost.emulator_seconds))


def _second(value: float) -> str:
    return f"{value:.1f}"


def _table(heads: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|--" * len(heads) + "|"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
