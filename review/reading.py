"""From what `pulumi preview --json --show-sames` writes to the model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from .differences import differences
from .model import ABSENT, SECRET, UNKNOWN, Change, Difference, Op, Path, Preview, Refusal, Resource
from .paths import below, parsed
from .redaction import Redaction, confidential, hidden, holds_secrets

_OPS: Final[Mapping[str, Op]] = {
    "same": Op.SAME,
    "read": Op.SAME,
    "refresh": Op.SAME,
    "create": Op.CREATE,
    "import": Op.CREATE,
    "update": Op.UPDATE,
    "replace": Op.REPLACE,
    "read-replacement": Op.REPLACE,
    "import-replacement": Op.REPLACE,
    "delete": Op.DELETE,
    "discard": Op.DELETE,
}
"""Other operations are the parts of a replacement, which has a step of its own."""
_UNKNOWN: Final = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)
"""What the engine writes for a value of each type that is not known before it is applied."""
_SUMMARY: Final = re.compile(
    r"(preview failed|an unhandled error occurred|update failed|resource plugin)"
)
_ADVICE: Final = re.compile(r"\.?\s*To unprotect the resource, .*", re.DOTALL)
"""How to get rid of what guards against the very thing that was asked for."""
_INTERNAL: Final = ("__internal", "__defaults")


def read(stack: str, document: Mapping[str, Any], redaction: Redaction) -> Preview:
    """The preview of a stack, redacted; a plan that the engine refuses has its refusals."""
    steps = [it for it in document.get("steps") or () if it["op"] in _OPS]
    steps.sort(key=lambda it: str(it.get("urn", "")))
    return Preview(
        stack=stack,
        changes=tuple(_change(it, redaction) for it in steps),
        refusals=refusals(document.get("diagnostics") or (), redaction),
    )


def refusals(diagnostics: Any, redaction: Redaction) -> tuple[Refusal, ...]:
    """Every error that the engine tells, without the ones that only say that there were some."""
    errors = [it for it in diagnostics if it.get("severity") == "error"]
    found = [
        Refusal(
            reason=redaction.text(_reason(it["message"])),
            resource=str(it.get("urn", "")).rpartition("::")[2],
        )
        for it in errors
    ]
    found.sort(key=lambda it: (it.resource, it.reason))
    told = [it for it in found if not _SUMMARY.match(it.reason)]
    return tuple(dict.fromkeys(told or found))


def _reason(message: str) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m|<\{%.*?%\}>", "", message).strip()
    text = re.sub(r"urn:pulumi:[^\s\"]*::([^\s\":]+)", r"\1", text)
    text = _ADVICE.sub("", text).strip()
    return text.removeprefix("error: ").removeprefix("Preview failed: ")


def _change(step: Mapping[str, Any], redaction: Redaction) -> Change:
    op = _OPS[step["op"]]
    old, new = step.get("oldState"), step.get("newState")
    before = _resource(old) if old and op is not Op.CREATE else None
    after = _resource(new) if new and op is not Op.DELETE else None
    found = [] if op is Op.SAME else list(_differences(step, before, after))
    token = str((new or old or {}).get("type", ""))
    return Change(
        op=op,
        before=_redacted(before, redaction),
        after=_redacted(after, redaction),
        differences=tuple(_hidden(it, token, redaction) for it in found),
    )


def _resource(state: Mapping[str, Any]) -> Resource:
    named = state.get("propertyDependencies") or {}
    flows = {key: tuple(sorted(set(urns))) for key, urns in sorted(named.items()) if urns}
    values = {urn for urns in flows.values() for urn in urns}
    order = tuple(sorted(set(state.get("dependencies") or ()) - values))
    return Resource(
        urn=state["urn"],
        type=state["type"],
        inputs=_known({k: v for k, v in (state.get("inputs") or {}).items() if k not in _INTERNAL}),
        custom=bool(state.get("custom")),
        parent=state.get("parent", ""),
        provider=state.get("provider", ""),
        protected=bool(state.get("protect")),
        retained=bool(state.get("retainOnDelete")),
        flows={**flows, **({"": order} if order else {})},
    )


def _known(value: Any) -> Any:
    """The tree with one word for each kind of unknown, and without the engine's own keys."""
    if isinstance(value, Mapping):
        return {str(k): _known(it) for k, it in value.items() if k not in _INTERNAL}
    if isinstance(value, list):
        return [_known(it) for it in value]
    return UNKNOWN if isinstance(value, str) and value in _UNKNOWN else value


def _differences(
    step: Mapping[str, Any], before: Resource | None, after: Resource | None
) -> Iterator[Difference]:
    reasons = [parsed(it) for it in step.get("replaceReasons") or ()]
    detailed = {parsed(it): kind for it, kind in (step.get("detailedDiff") or {}).items()}
    reasons += [path for path, it in detailed.items() if "replace" in it.get("kind", "")]
    if before is None or after is None:
        return
    found = list(differences(dict(before.inputs), dict(after.inputs)))
    told = [*detailed, *(parsed(it) for it in step.get("diffReasons") or ())]
    shown = {it.path[:1] for it in found}
    for path in dict.fromkeys(told):
        if any(below(it.path, path) or below(path, it.path) for it in found):
            continue
        # The engine compares what it may not show, or what the cloud computes; and lists by index.
        old, new = _at(before, path), _at(after, path)
        if SECRET in (old, new) or path[:1] not in shown:
            found.append(Difference(path=path, old=old, new=new))
    for it in found:
        why = any(below(it.path, top) or below(top, it.path) for top in reasons)
        yield replace(it, replaces=why)


def _at(resource: Resource, path: Path) -> Any:
    value: Any = resource.inputs
    for step in path:
        if isinstance(value, Mapping) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return SECRET if value == SECRET else ABSENT
    return value


def _redacted(resource: Resource | None, redaction: Redaction) -> Resource | None:
    if resource is None:
        return None
    return replace(resource, inputs=redaction.inputs(resource.type, resource.inputs))


def _hidden(difference: Difference, token: str, redaction: Redaction) -> Difference:
    path = difference.path
    names = [str(step) for step in path if isinstance(step, str)]
    last = names[-1] if names else ""
    if path and (holds_secrets(token, str(path[0])) or confidential(last)):
        return replace(difference, old=hidden(difference.old), new=hidden(difference.new))
    return replace(
        difference,
        path=tuple(redaction.text(it) if isinstance(it, str) else it for it in path),
        old=redaction.value(difference.old, last),
        new=redaction.value(difference.new, last),
    )
