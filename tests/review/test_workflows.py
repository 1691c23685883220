"""What runs in a pull request: no secret and no writing token beside code that it brings."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml

from review.risks import RULES
from review.verdicts import Exit

from ..programs import ROOT

FOLDER = ROOT / ".github" / "workflows"
PREVIEW, COMMENT = FOLDER / "preview.yml", FOLDER / "preview-comment.yml"


def loaded(file: Path) -> dict[str, Any]:
    """The workflow; YAML takes its key `on` for true."""
    return {"on" if k is True else k: v for k, v in yaml.safe_load(file.read_text()).items()}


def steps(job: dict[str, Any], word: str) -> list[dict[str, Any]]:
    return [it for it in job["steps"] if word in it.get("uses", "")]


@pytest.mark.parametrize("file", [PREVIEW, COMMENT], ids=lambda it: it.name)
def test_every_action_is_pinned_by_its_commit(file: Path) -> None:
    loose = [
        it for it in re.findall(r"uses: (\S+)", file.read_text()) if not re.search(r"@\w{40}$", it)
    ]

    assert loose == []


@pytest.mark.parametrize("file", [PREVIEW, COMMENT], ids=lambda it: it.name)
def test_no_workflow_knows_a_secret(file: Path) -> None:
    assert re.findall(r"secrets\.\w+", file.read_text()) == []


def test_code_of_a_pull_request_runs_with_a_token_that_only_reads() -> None:
    workflow = loaded(PREVIEW)
    job = workflow["jobs"]["preview"]

    assert (
        workflow["permissions"],
        job["if"],
        job.get("permissions"),
        job.get("environment"),
        [it["with"]["persist-credentials"] for it in steps(job, "checkout")],
    ) == ({"contents": "read"}, "github.event_name == 'pull_request'", None, None, [False])


def test_cloud_credentials_are_there_for_protected_branches_alone() -> None:
    workflow = loaded(PREVIEW)
    job = workflow["jobs"]["real"]

    assert sorted(workflow["on"]) == ["pull_request", "push"]
    assert job["if"] == "github.event_name == 'push' && vars.PREVIEW_STACKS != ''"
    assert job["permissions"] == {"contents": "read", "id-token": "write"}
    assert job["environment"] == "preview"


def test_what_may_write_runs_the_default_branch_and_is_given_no_text_as_code() -> None:
    workflow = loaded(COMMENT)
    job = workflow["jobs"]["comment"]
    scripts = [it["run"] for it in job["steps"] if "run" in it]

    assert (workflow["permissions"], list(workflow["on"])) == ({}, ["workflow_run"])
    assert [it["with"]["ref"] for it in steps(job, "checkout")] == [
        "${{ github.event.repository.default_branch }}"
    ]
    assert [it for it in scripts if "${{" in it] == []


def test_no_script_of_a_pull_request_has_its_text_pasted_in() -> None:
    jobs = loaded(PREVIEW)["jobs"].values()

    assert [it for job in jobs for it in job["steps"] if "${{" in it.get("run", "")] == []


def script(file: Path, job: str, name: str) -> str:
    (found,) = (it["run"] for it in loaded(file)["jobs"][job]["steps"] if it.get("name") == name)
    return str(found)


def ran(
    text: str, folder: Path, python: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A script as the host runs it, where `python` is one that says what it was called with."""
    for place in (folder / "bin", folder / ".venv" / "bin"):
        place.mkdir(parents=True)
        (place / "python").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > called\n{python}\n')
        (place / "python").chmod(0o755)
    summary = str(folder / "summary")
    known = {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "GITHUB_STEP_SUMMARY": summary}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        env={**known, "RUNNER_TEMP": str(folder), **environment},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


WITH_JQ = pytest.mark.skipif(which("jq") is None, reason="no jq: apt-get install jq")


@WITH_JQ
def test_a_label_accepts_a_risk_and_any_other_label_nothing(tmp_path: Path) -> None:
    labels = ["accept:retention-8993f8", "bug", "x accept:no; rm -rf /", "accept:changes"]
    told = {"LABELS": json.dumps(labels), "BASE": "b45e", "LINK": "https://ci.example.com/1"}

    done = ran(script(PREVIEW, "preview", "Preview"), tmp_path, "echo said", **told)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "summary").read_text() == "said\n"
    assert (tmp_path / "called").read_text().split() == [
        *("-m", "review", "--base", "b45e", "--head", "worktree", "--out", "preview"),
        *("--link", "https://ci.example.com/1", "--charts", ".cache/charts", "--pull"),
        *("--accept", "retention-8993f8", "--accept", "changes"),
    ]


@WITH_JQ
@pytest.mark.parametrize(
    ("code", "passes", "says"),
    [
        (Exit.SAME, 0, ""),
        (Exit.CHANGES, 0, ""),
        (Exit.RISKS, 11, "::error::a risk that nobody accepted: see the comment"),
        (Exit.FAILED, 12, "::error::there is no plan: see the comment"),
        (1, 1, ""),
    ],
)
def test_a_pull_request_is_red_for_risks_and_for_no_plan(
    code: int, passes: int, says: str, tmp_path: Path
) -> None:
    told = {"LABELS": "[]", "BASE": "b", "LINK": "l"}

    done = ran(script(PREVIEW, "preview", "Preview"), tmp_path, f"exit {int(code)}", **told)

    assert (done.returncode, done.stdout.strip()) == (passes, says)


@pytest.mark.parametrize(("fork", "origin"), [("true", ["--fork"]), ("false", [])])
def test_the_comment_of_a_fork_is_posted_as_one(
    fork: str, origin: list[str], tmp_path: Path
) -> None:
    comment = tmp_path / "preview" / "comment.md"
    comment.parent.mkdir()
    comment.write_text("hello")
    told = {"COMMENT": str(comment), "BRANCH": "ann:a b", "COMMIT": "c0ffee", "RUN": "https://r"}

    step = script(COMMENT, "comment", "Write the comment, or edit it")
    done = ran(step, tmp_path, "", FORK=fork, **told)

    assert (done.returncode, (tmp_path / "called").read_text().splitlines()) == (
        0,
        [
            *("-m", "review.post", "--comment", str(comment)),
            *("--branch", "ann:a b", "--commit", "c0ffee", *origin),
        ],
    )


@pytest.mark.parametrize("planted", ["missing", "link"])
def test_a_preview_that_left_no_comment_is_a_comment_too(planted: str, tmp_path: Path) -> None:
    """A link in the artifact would be somebody's way to a file of the job's."""
    comment = tmp_path / "comment.md"
    if planted == "link":
        comment.symlink_to("/etc/passwd")
    told = {"COMMENT": str(comment), "BRANCH": "a:b", "COMMIT": "c", "RUN": "https://r"}

    step = script(COMMENT, "comment", "Write the comment, or edit it")
    done = ran(step, tmp_path, "", FORK="false", **told)

    said = tmp_path / "none.md"
    assert (done.returncode, (tmp_path / "called").read_text().splitlines()[3]) == (0, str(said))
    assert said.read_text() == (
        "⛔ **There is no preview.** It failed before it could say anything: [run](https://r)\n"
    )


@pytest.mark.skipif(which("actionlint") is None, reason="no actionlint: see .ci/run")
def test_actionlint_finds_nothing() -> None:
    done = subprocess.run(
        ["actionlint", "-no-color", *map(str, sorted(FOLDER.glob("*.yml")))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")


def test_the_page_names_every_rule_and_every_exit_code() -> None:
    page = (ROOT / "docs" / "pull-requests.md").read_text()

    assert [rule for rule in RULES if f"`{rule}`" not in page] == []
    assert [code for code in Exit if not re.search(rf"\| {int(code)} \|", page)] == []
