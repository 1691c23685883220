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
    assert job["if"].startswith("github.event_name == 'push' && ")
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


@pytest.mark.skipif(which("jq") is None, reason="no jq: apt-get install jq")
def test_a_label_accepts_a_risk_and_any_other_label_nothing() -> None:
    script = next(
        it["run"]
        for it in loaded(PREVIEW)["jobs"]["preview"]["steps"]
        if it.get("name") == "Preview"
    )
    (line,) = re.findall(r"mapfile .*", script)
    labels = ["accept:retention-8993f8", "bug", "x accept:no; rm -rf /", "accept:changes"]

    done = subprocess.run(
        ["bash", "-c", f'{line}; printf "%s\\n" "${{accepted[@]}}"'],
        env={"LABELS": json.dumps(labels), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["--accept", "retention-8993f8", "--accept", "changes"]


def test_the_page_names_every_rule_and_every_exit_code() -> None:
    page = (ROOT / "docs" / "pull-requests.md").read_text()

    assert [rule for rule in RULES if f"`{rule}`" not in page] == []
    assert [code for code in Exit if not re.search(rf"\| {int(code)} \|", page)] == []
