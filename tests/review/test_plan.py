"""The plan for programs."""

from __future__ import annotations

import json
from dataclasses import replace

from review.model import SECRET, Manifest, Manifests, Op, Refusal
from review.plan import plan
from review.verdicts import Report, reviewed

from .things import BUCKET, ROOT, gone, made, preview, thing, turned, urn


def test_the_plan_says_all_that_the_report_does() -> None:
    found = preview(
        gone(thing(BUCKET, "old")),
        made(thing(BUCKET, "new", {"bucket": "new", "key": SECRET})),
        turned(thing(BUCKET, "raw", {"tags": {"a": 1}}), thing(BUCKET, "raw", {"tags": {"b": 2}})),
    )
    rendered = Manifest(release="r", title="ConfigMap a/b", op=Op.UPDATE, lines=("-x", "+y"))
    found = replace(
        found,
        notes=("secret changed: union:a",),
        refusals=(Refusal(reason="no", resource="raw"),),
        manifests=Manifests(changes=(rendered,), missing="helm"),
    )
    (stack,) = reviewed([found])
    (risk,) = stack.risks

    told = json.loads(plan(Report(stacks=(stack,), base="abc", head="def")))

    common = {"type": BUCKET, "parent": ROOT.rpartition("::")[2]}
    assert told == {
        "version": 1,
        "base": "abc",
        "head": "def",
        "real": False,
        "verdict": "failed",
        "stacks": [
            {
                "stack": "prod",
                "verdict": "refused",
                "counts": {"delete": 1, "replace": 0, "update": 1, "create": 1, "same": 0},
                "refusals": [{"resource": "raw", "reason": "no"}],
                "risks": [
                    {
                        "id": risk.id,
                        "rule": "state-lost",
                        "resources": ["old"],
                        "reason": "would be deleted, and with it its objects",
                        "accepted": False,
                    }
                ],
                "notes": ["secret changed: union:a"],
                "abandoned": False,
                "changes": [
                    {
                        "op": "delete",
                        "urn": urn(BUCKET, "old"),
                        "name": "old",
                        **common,
                        "differences": [],
                    },
                    {
                        "op": "create",
                        "urn": urn(BUCKET, "new"),
                        "name": "new",
                        **common,
                        "differences": [],
                        "inputs": {"bucket": "new", "key": "[secret]"},
                    },
                    {
                        "op": "update",
                        "urn": urn(BUCKET, "raw"),
                        "name": "raw",
                        **common,
                        "differences": [
                            {"path": "tags.a", "old": 1, "replaces": False},
                            {"path": "tags.b", "new": 2, "replaces": False},
                        ],
                    },
                ],
                "manifests": {
                    "missing": "helm",
                    "changes": [
                        {
                            "release": "r",
                            "object": "ConfigMap a/b",
                            "op": "update",
                            "diff": ["-x", "+y"],
                        }
                    ],
                },
            }
        ],
    }
