"""Policy documents: their grammar, and their sizes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from ...rules import parsed
from ...shapes import Failure
from ...table import Scene
from ...values import select

Kind = Literal["identity", "trust", "resource", "repository"]
_PAIRS: Final = ("Principal", "Action", "Resource")
_ELEMENTS: Final = frozenset(
    {"Sid", "Effect", "Condition", *_PAIRS, *(f"Not{element}" for element in _PAIRS)}
)
_VERSIONS: Final = ("2012-10-17", "2008-10-17")
_ACTION: Final = re.compile(r"\*|[a-z0-9-]+:[A-Za-z0-9*?]+")


@dataclass(frozen=True)
class Policy:
    """A policy document: valid JSON, the grammar of its kind, and no longer than allowed.

    Sizes are counted as IAM counts them, without white space.
    """

    path: str
    kind: Kind
    most: int

    def __call__(self, scene: Scene) -> Iterator[Failure]:
        """Refuse a document that the service would call malformed, or too long."""
        for where, value in select(scene.props, self.path):
            if not isinstance(value, str):
                continue
            document = parsed(value)
            if not isinstance(document, dict):
                yield Failure(where, "MalformedPolicyDocument: is not a JSON document")
                continue
            size = policy_size(value)
            if size > self.most:
                yield Failure(where, f"LimitExceeded: {size} characters; {self.most} are allowed")
            for reason in _faults(document, self.kind):
                yield Failure(where, f"MalformedPolicyDocument: {reason}")


def policy_size(text: str) -> int:
    """The size of a document as IAM counts it: white space between the tokens is free."""
    return len(json.dumps(parsed(text), separators=(",", ":"), ensure_ascii=False))


def statements(text: Any) -> list[dict[str, Any]]:
    """The statements of a document; none where it does not parse."""
    document = parsed(text)
    found = document.get("Statement", []) if isinstance(document, dict) else []
    return [one for one in _listed(found) if isinstance(one, dict)]


def principals(text: Any, kind: str) -> list[str]:
    """The principals of one kind, ``AWS`` or ``Federated``, that a document names."""
    told = [one.get("Principal") for one in statements(text)]
    found = [_listed(one.get(kind)) for one in told if isinstance(one, dict)]
    return [str(principal) for one in found for principal in one]


def _faults(document: dict[str, Any], kind: Kind) -> Iterator[str]:
    for key in sorted(document.keys() - {"Version", "Id", "Statement"}):
        yield f"unknown element {key!r}"
    if document.get("Version", _VERSIONS[0]) not in _VERSIONS:
        yield f"Version {document['Version']!r} is not one of {', '.join(_VERSIONS)}"
    statements = document.get("Statement")
    statements = [statements] if isinstance(statements, dict) else statements
    if not isinstance(statements, list) or not statements:
        yield "Statement is missing or empty"
        return
    sids = [one["Sid"] for one in statements if isinstance(one, dict) and one.get("Sid")]
    for sid in sorted({sid for sid in sids if sids.count(sid) > 1}):
        yield f"the Sid {sid!r} stands twice"
    for number, statement in enumerate(statements):
        if not isinstance(statement, dict):
            yield f"statement {number} is not a map"
            continue
        for reason in _statement_faults(statement, kind):
            yield f"statement {statement.get('Sid', number)}: {reason}"


def _statement_faults(statement: dict[str, Any], kind: Kind) -> Iterator[str]:
    for key in sorted(statement.keys() - _ELEMENTS):
        yield f"unknown element {key!r}"
    if statement.get("Effect") not in ("Allow", "Deny"):
        yield "Effect must be Allow or Deny"
    sid = str(statement.get("Sid", ""))
    if kind in ("identity", "trust") and not re.fullmatch(r"[A-Za-z0-9]*", sid):
        yield "a Sid holds letters and digits only"
    if ("Action" in statement) == ("NotAction" in statement):
        yield "exactly one of Action and NotAction is required"
    for action in _listed(statement.get("Action", statement.get("NotAction"))):
        if not _ACTION.fullmatch(str(action)):
            yield f"the action {action!r} is not service:Action"
    yield from _kind_faults(statement, kind)
    yield from _arn_faults(statement)


def _kind_faults(statement: dict[str, Any], kind: Kind) -> Iterator[str]:
    principal = "Principal" in statement or "NotPrincipal" in statement
    if kind == "identity" and principal:
        yield "an identity policy must not name a Principal"
    if kind != "identity" and not principal:
        yield "a Principal is required"
    resource = "Resource" in statement or "NotResource" in statement
    if kind in ("identity", "resource") and not resource:
        yield "a Resource is required"
    if kind in ("trust", "repository") and resource:
        yield f"a {kind} policy must not name a Resource"


def _arn_faults(statement: dict[str, Any]) -> Iterator[str]:
    for resource in _listed(statement.get("Resource", statement.get("NotResource"))):
        if not isinstance(resource, str) or not re.match(r"\*\Z|arn:[a-z-]*:[a-z0-9-]*:", resource):
            yield f"the resource {resource!r} is not an ARN"
    condition = statement.get("Condition", {})
    if not isinstance(condition, dict) or any(
        not isinstance(terms, dict) or not terms for terms in condition.values()
    ):
        yield "Condition must map an operator to a map of keys"


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
