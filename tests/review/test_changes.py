"""Changes, previewed by the real engine on the emulator, and the comment for each of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from emulator.session import opened
from review.__main__ import main
from review.checkouts import fingerprint, git
from review.comment import LIMIT, comment
from review.model import Op, Preview, Refusal
from review.page import page
from review.plan import plan
from review.previews import real
from review.verdicts import Exit, Report, Verdict, exit_code, reviewed

from ..programs import ROOT
from .cases import CHANGES, Change
from .conftest import Base

pytestmark = pytest.mark.engine
DUMMY = "emulated-"
CODES = {
    Verdict.SAME: Exit.SAME,
    Verdict.CHANGES: Exit.CHANGES,
    Verdict.RISKS: Exit.RISKS,
    Verdict.REFUSED: Exit.FAILED,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_has_its_comment(
    name: str,
    previews: Mapping[str, Future[Preview]],
    golden_comment: Callable[[str, str], None],
) -> None:
    change = CHANGES[name]

    stacks = reviewed([previews[name].result()])
    report = Report(stacks=stacks, base="base", head="head", link="https://ci.example.com/report")
    text = comment(report)

    golden_comment(name, re.sub(r"\d+ same", "all else the same", text))
    assert (stacks[0].verdict, exit_code(stacks)) == (change.verdict, CODES[change.verdict])
    assert change.risks - {it.rule for it in stacks[0].risks} == set()
    assert len(text) <= LIMIT
    assert [it for it in (text, page(report), plan(report)) if DUMMY in it] == []


def test_the_command_compares_two_revisions(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = repository(base, tmp_path / "project")
    CHANGES["larger-pool"].make(project, base.stack)
    git(project, "commit", "--quiet", "--all", "--message", "A larger pool")
    wanted = ["--project", str(project), "--base", "main", "--stack", base.stack]
    out = tmp_path / "out"

    code = main([*wanted, "--head", "change", "--out", str(out), "--accept", "changes"])

    assert code == Exit.SAME
    assert "+scalingConfig.maxSize: 80" in (out / "comment.md").read_text()
    assert capsys.readouterr().out == (out / "comment.md").read_text()
    assert git(project, "status", "--porcelain") == ""
    assert git(project, "worktree", "list").count("\n") == 0


def test_the_command_fails_where_there_is_no_plan(base: Base, tmp_path: Path) -> None:
    project = repository(base, tmp_path / "project")
    CHANGES["chart-bump"].make(project, base.stack)
    wanted = ["--project", str(project), "--base", "main", "--out", str(tmp_path / "out")]

    assert main([*wanted, "--stack", base.stack]) == Exit.FAILED


def test_a_stack_whose_file_is_gone_is_left_alone_and_that_is_a_risk(
    base: Base, tmp_path: Path
) -> None:
    head = base.changed(Change(verdict=Verdict.SAME), tmp_path / "head")
    (head / "stacks" / f"Pulumi.{base.stack}.yaml").unlink()

    preview = base.emulated.preview(head)

    assert preview == Preview(stack=base.stack, abandoned=True)
    assert [it.verdict for it in reviewed([preview])] == [Verdict.RISKS]


def test_a_stack_that_is_nowhere_is_refused(base: Base, tmp_path: Path) -> None:
    nowhere = replace(base.emulated, stack="prod-asw")

    assert nowhere.preview(base.emulated.base).refusals == (
        Refusal(reason="there is no stack file of that name, neither in base nor in head"),
    )


def test_the_real_state_is_previewed_by_the_same_reading(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = base.changed(CHANGES["larger-pool"], tmp_path / "head")
    workspace = base.emulated.workspace(head)
    with opened(workspace, base.emulated.engine) as session:
        for key, value in session.environment.items():
            monkeypatch.setenv(key, value)
        told = ["--config-file", str(workspace.config_file)]
        preview = real(base.emulated.engine, base.stack, head, told)

    assert [(it.op, it.resource.kind) for it in preview.changed] == [(Op.UPDATE, "aws:NodeGroup")]


def repository(base: Base, folder: Path) -> Path:
    """A repository whose main is base, on a branch, with base brought up already."""
    shutil.copytree(base.emulated.base, folder, ignore=shutil.ignore_patterns(".venv"))
    (folder / ".gitignore").write_text(".cache/\n.venv\n__pycache__/\n")
    git(folder, "init", "--quiet", "--initial-branch=main")
    for key, value in {"user.name": "x", "user.email": "x@example.com"}.items():
        git(folder, "config", key, value)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "base")
    git(folder, "checkout", "--quiet", "-b", "change")
    known = folder / ".cache" / "review" / fingerprint(folder, ROOT / "emulator")
    shutil.copytree(base.emulated.folder, known / base.stack)
    engine = ROOT / ".cache" / "engine"
    if engine.exists():
        (folder / ".cache" / "engine").symlink_to(engine)
    return folder
