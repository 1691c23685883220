"""The command: `python -m review --base <revision> --head <revision|worktree> --stack <stack>`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from emulator.engine import Engine, NoEngineError, find_engine

from .checkouts import WORKTREE, GitError, checked_out, fingerprint, fork_point, git
from .comment import LIMIT, comment
from .manifests import manifests, open_charts
from .model import Preview
from .page import page
from .plan import plan
from .previews import Emulated, real
from .redaction import Redaction
from .stacks import stacks_of
from .verdicts import Exit, Report, exit_code, reviewed


def main(arguments: Sequence[str] | None = None) -> int:
    """Preview, write the three forms of the report, and say the verdict by the exit code."""
    options = _parser().parse_args(arguments)
    project = options.project.resolve()
    try:
        engine = find_engine(project / ".cache" / "engine")
        report = _report(options, project, engine)
    except (GitError, NoEngineError) as error:
        sys.stderr.write(f"{error}\n")
        return int(Exit.FAILED)
    write(report, options.out, options.limit)
    sys.stdout.write((options.out / "comment.md").read_text(encoding="utf-8"))
    return int(exit_code(report.stacks, options.accept))


def write(report: Report, folder: Path, limit: int = LIMIT) -> None:
    """`comment.md`, `report.html` and `plan.json`; what looks like a secret is gone from each."""
    folder.mkdir(parents=True, exist_ok=True)
    last = Redaction()
    forms = {
        "comment.md": comment(report, limit),
        "report.html": page(report),
        "plan.json": plan(report),
    }
    for name, text in forms.items():
        (folder / name).write_text(last.text(text), encoding="utf-8")


def _report(options: argparse.Namespace, project: Path, engine: Engine) -> Report:
    base = "" if options.credentials else fork_point(project, options.base, options.head)
    with tempfile.TemporaryDirectory(prefix="review-") as scratch:
        folder = Path(scratch)
        with checked_out(project, options.head, folder / "head") as head:
            previews = list(_previews(options, project, engine, folder, head, base))
    charts = open_charts(options.charts, os.environ.get("HELM", ""), pull=options.pull)
    found = [replace(it, manifests=manifests(it, charts, Redaction())) for it in previews]
    return Report(
        stacks=reviewed(found, options.accept),
        base=base[:12],
        head=_head(project, options.head),
        real=options.credentials,
        link=options.link,
    )


def _previews(  # noqa: PLR0913, PLR0917 - what the command line said, and where things are
    options: argparse.Namespace, project: Path, engine: Engine, scratch: Path, head: Path, base: str
) -> Iterator[Preview]:
    if options.credentials:
        for stack in options.stack or stacks_of(head):
            yield real(engine, stack, head, ["--refresh"] if options.refresh else [])
        return
    with checked_out(project, base, scratch / "base") as old:
        wanted = options.stack or sorted({*stacks_of(head), *stacks_of(old)})
        known = fingerprint(old, Path(__file__).parent.parent / "emulator")
        cache = project / ".cache" / "review" / known

        def look(stack: str) -> Preview:
            there = Emulated(engine=engine, stack=stack, base=old, folder=cache / stack)
            return there.preview(head)

        with ThreadPoolExecutor(max_workers=max(1, options.jobs)) as pool:
            yield from pool.map(look, wanted)


def _head(project: Path, head: str) -> str:
    return head if head == WORKTREE else git(project, "rev-parse", head)[:12]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m review",
        description="What a change will do to each installation: a comment, a page and a plan.",
        epilog="Exit codes: 0 nothing, or all accepted; 10 changes; 11 risks; 12 no plan.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--base", default="origin/main", help="revision that exists; default: %(default)s")
    add("--head", default=WORKTREE, help="revision to preview, or worktree (the default)")
    add("--stack", action="append", default=[], help="may be repeated; default: every stack file")
    add("--out", type=Path, default=Path(".cache/review/report"), help="default: %(default)s")
    add("--project", type=Path, default=Path(), help="folder of Pulumi.yaml; default: this one")
    add("--accept", action="append", default=[], metavar="ID", help="a risk, or `changes`")
    add("--credentials", action="store_true", help="preview the real state; base plays no part")
    add("--refresh", action="store_true", help="with --credentials: read the clouds first")
    add("--charts", default=os.environ.get("CHARTS", ""), help="folder of charts; default: $CHARTS")
    add("--pull", action="store_true", help="with --charts: fetch the charts that it lacks")
    add("--link", default="", help="where the full report will be")
    add("--limit", type=int, default=LIMIT, help="characters of the comment; default: %(default)s")
    add("--jobs", type=int, default=1, help="stacks at a time; default: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main())
