"""The command line: ``python -m tests.bench [stack] [--runs N]``; prints, and gates nothing."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from emulator.engine import NoEngineError, find_engine
from emulator.progress import say

from ..programs import ROOT
from .figures import FIGURES, imports, packages, ratio, table, verdict
from .rounds import BARE, FLOOR, Bench

WALL, _, _, MEMORY = FIGURES


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one stack; 0 unless something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("stack", nargs="?", default="prod-aws", help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=5, help="of each program; default: %(default)s")
    options = parser.parse_args(arguments)
    try:
        engine = find_engine(ROOT / ".cache" / "engine")
    except NoEngineError as missing:
        say(str(missing))
        return 3
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(stack=options.stack, engine=engine, folder=Path(folder))
        _print(bench, options.runs)
    return 0


def _print(bench: Bench, runs: int) -> None:
    say(f"bringing {bench.stack} up, once")
    resources = bench.raised()
    say(f"previewing it and its floors in turn, {runs} times each")
    samples = bench.rounds(resources, runs)
    ours, floor = samples[bench.stack], samples[FLOOR]
    bare = bench.bare_imports(ours[-1].program.modules_then, runs)
    told = [
        f"{len(resources)} resources; medians of {runs} previews without changes",
        f"{FLOOR}: the same URNs, inputs as literals, components as shells, by the SDKs' classes",
        f"{BARE}: the same by type tokens and properties alone, without any cloud's SDK",
        "",
        *table(samples, bench.stack),
        "",
        verdict(ratio(ours, floor, WALL), ratio(ours, floor, MEMORY)),
        f"bare imports of what is loaded at the first registration: {bare:.2f} s",
        "SDKs that the program loads:",
        *imports(ours[-1].program, packages([it["type"] for it in resources])),
    ]
    sys.stdout.write("".join(f"{line}\n" for line in told))


if __name__ == "__main__":
    sys.exit(main())
