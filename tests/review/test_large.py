"""A change of everything in a very large installation: from the engine's output to the report."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from review.__main__ import write
from review.comment import LIMIT
from review.model import Op
from review.reading import read
from review.redaction import Redaction
from review.verdicts import Report, Verdict, reviewed

from .things import CONFIG_MAP, POLICY, RELEASE, STACK, urn

COUNT = 5_000
PLANES = 50
PLANE = "union:planes:DataPlane"
MEMBER = "gcp:storage/bucketIAMMember:BucketIAMMember"


def inputs(kind: str, index: int, word: str) -> dict[str, Any]:
    """Inputs of one resource; another `word` makes others of them."""
    if kind == RELEASE:
        tree = {f"service-{a}": {f"key-{b}": f"value-{b}" for b in range(20)} for a in range(20)}
        return {"chart": "dataplane", "version": "1", "values": {**tree, "image": {"tag": word}}}
    if kind == POLICY:
        allowed = [f"arn:aws:s3:::bucket-{index}/{part}/*" for part in ("in", "out", word)]
        statement = {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"]}
        told = {"Version": "2012-10-17", "Statement": [{**statement, "Resource": allowed}]}
        return {"role": f"role-{index}", "policy": json.dumps(told)}
    if kind == MEMBER:
        return {"bucket": f"bucket-{index}", "role": "roles/storage.objectUser", "member": word}
    return {"metadata": {"name": f"map-{index}"}, "data": {"key": word, "other": "x" * 400}}


def step(index: int) -> dict[str, Any]:
    """One of the engine's steps: a release among each hundred, a grant, and what is simple."""
    kind = RELEASE if index % 100 == 0 else (POLICY, MEMBER, CONFIG_MAP, CONFIG_MAP)[index % 4]
    place = urn(PLANE, f"union-plane-{index % PLANES}")
    state = {"urn": urn(kind, f"thing-{index}"), "type": kind, "custom": True, "parent": place}
    old = {**state, "inputs": inputs(kind, index, "old")}
    new = {**state, "inputs": inputs(kind, index, "new")}
    return {"op": "update", "urn": state["urn"], "oldState": old, "newState": new}


def plane(index: int) -> dict[str, Any]:
    state = {"urn": urn(PLANE, f"union-plane-{index}"), "type": PLANE, "inputs": {}}
    return {"op": "same", "urn": state["urn"], "oldState": state, "newState": state}


@pytest.fixture(scope="module")
def told() -> str:
    """What the engine prints."""
    steps = [*map(plane, range(PLANES)), *map(step, range(COUNT))]
    return json.dumps({"steps": steps})


def test_five_thousand_changes_are_reported_in_seconds(told: str, tmp_path: Path) -> None:
    start = time.process_time()
    preview = read(STACK, json.loads(told), Redaction())
    report = Report(stacks=reviewed([preview]), base="abc", head="def", link="https://ci/1")
    write(report, tmp_path)
    took = time.process_time() - start

    text = (tmp_path / "comment.md").read_text()
    (stack,) = report.stacks
    assert (preview.counts[Op.UPDATE], stack.verdict) == (COUNT, Verdict.RISKS)
    assert {it.rule for it in stack.risks} == {"access-widened"}
    assert LIMIT * 0.8 < len(text) <= LIMIT
    assert text.startswith("<!-- union preview -->\n⚠️ **prod: risks** — 0 create · 5000 update")
    assert took < 20, f"{took:.1f} s"
