"""The plan as JSON: everything that the report says, for programs."""

from __future__ import annotations

import json
from typing import Any

from .model import ABSENT, Change, Difference, Op, Preview, Resource
from .paths import written
from .verdicts import Report, Reviewed, exit_code

VERSION = 1
"""Of the form; a change that breaks a reader raises it."""


def plan(report: Report) -> str:
    """The report as JSON, sorted and indented."""
    document = {
        "version": VERSION,
        "base": report.base,
        "head": report.head,
        "real": report.real,
        "verdict": exit_code(report.stacks).name.lower(),
        "stacks": [_stack(it) for it in report.stacks],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _stack(it: Reviewed) -> dict[str, Any]:
    preview: Preview = it.preview
    return {
        "stack": preview.stack,
        "verdict": str(it.verdict),
        "counts": {str(op): count for op, count in preview.counts.items()},
        "refusals": [{"resource": r.resource, "reason": r.reason} for r in preview.refusals],
        "risks": [
            {
                "id": risk.id,
                "rule": risk.rule,
                "resources": list(risk.resources),
                "reason": risk.reason,
                "accepted": risk.accepted,
            }
            for risk in it.risks
        ],
        "notes": list(preview.notes),
        "abandoned": preview.abandoned,
        "changes": [_change(change) for change in preview.changed],
        "manifests": {
            "missing": preview.manifests.missing,
            "changes": [
                {"release": m.release, "object": m.title, "op": str(m.op), "diff": list(m.lines)}
                for m in preview.manifests.changes
            ],
        },
    }


def _change(change: Change) -> dict[str, Any]:
    resource: Resource = change.resource
    return {
        "op": str(change.op),
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "parent": resource.parent.rpartition("::")[2],
        "differences": [_difference(it) for it in change.differences],
        **({"inputs": dict(resource.inputs)} if change.op is Op.CREATE else {}),
    }


def _difference(it: Difference) -> dict[str, Any]:
    sides = {"old": it.old, "new": it.new}
    return {
        "path": written(it.path),
        **{name: side for name, side in sides.items() if side is not ABSENT},
        "replaces": it.replaces,
    }
