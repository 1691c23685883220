"""The command line: ``python -m tests.scale``; prints tables, and gates nothing."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from emulator.engine import Engine, NoEngineError, find_engine
from emulator.progress import say

from ..bench import figures
from ..bench.rounds import Bench
from ..programs import ROOT
from . import tables
from .generated import CONTROL_PLANE, one_stack, written
from .runs import Fleet, OneStack, one

ROUNDS = 3
"""Previews of a program and of each of its floors."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 0 unless something failed."""
    options = _parser().parse_args(arguments)
    try:
        engine = find_engine(ROOT / ".cache" / "engine")
    except NoEngineError as missing:
        say(str(missing))
        return 3
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        runs: list[OneStack] = []
        for planes in options.planes:
            checkpoints = planes in options.checkpoints
            run = one(engine, base / f"{planes}", planes, checkpoints=checkpoints)
            for row in (*[*tables.one_stack([run])][2:], *[*tables.waits([run])][2:]):
                say(row)
            runs.append(run)
        if runs:
            _print([*tables.one_stack(runs), "", *tables.waits(runs), ""])
        for planes in options.floor:
            _print([f"{planes} data planes", *_floor(engine, base / f"floor {planes}", planes), ""])
        if options.stacks:
            numbers = range(options.first, options.first + options.stacks)
            fleet = Fleet(engine=engine, folder=base / "fleet", numbers=numbers)
            fleet.prepare()
            previewed = []
            for run_of_many in fleet.previews(options.jobs):
                say([*tables.many([run_of_many], [])][-1].replace("each of 1", run_of_many.name))
                previewed.append(run_of_many)
            step = max(1, options.stacks // options.sample) if options.sample else 1
            sample = numbers[::step][: options.sample]
            _print(tables.many(previewed, [*fleet.brought_up(sample)]))
    return 0


def _floor(engine: Engine, folder: Path, planes: int) -> Iterable[str]:
    """What a stack of that size takes, against a floor that registers the same resources."""
    written(folder / "generated", folder / "up", [one_stack(planes)])
    project = folder / "generated"
    bench = Bench(stack=CONTROL_PLANE, engine=engine, folder=folder, project=project)
    samples = bench.rounds(bench.raised(), ROUNDS)
    return figures.table(samples, CONTROL_PLANE)


def _print(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.scale", description=__doc__)
    parser.add_argument(
        "--planes",
        type=int,
        nargs="*",
        default=[2, 5, 10, 20, 50],
        help="sizes of one stack; default: %(default)s",
    )
    parser.add_argument(
        "--checkpoints",
        type=int,
        nargs="*",
        default=[2, 5, 10],
        help="those of them whose `up` is measured with checkpoints, too; default: %(default)s",
    )
    parser.add_argument(
        "--floor",
        type=int,
        nargs="*",
        default=[2, 10],
        help="sizes of one stack to hold to a floor, see tests/bench; default: %(default)s",
    )
    parser.add_argument(
        "--stacks", type=int, default=200, help="stacks of one data plane; default: %(default)s"
    )
    parser.add_argument(
        "--first", type=int, default=2, help="number of the first of them; default: %(default)s"
    )
    parser.add_argument(
        "--sample", type=int, default=20, help="how many of them come up; default: %(default)s"
    )
    parser.add_argument(
        "--jobs", type=int, default=2, help="previews at once; default: %(default)s"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
