"""The engine's events, as texts that golden files hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Event: TypeAlias = Mapping[str, Any]
SILENT = frozenset({"same", "read", "refresh", "create-replacement", "delete-replaced"})
"""Operations that change nothing, and the halves of a replacement."""
AFTERWORDS = frozenset(
    {
        "an unhandled error occurred: program exited with non-zero exit code: 1",
        "destroy failed",
        "preview failed",
        "update failed",
    }
)
"""What the engine and its language host add to an error."""


def changes(events: Iterable[Event]) -> str:
    """A line for each operation, `leave` for what is dropped and stays; below it what differs."""
    found: dict[str, list[str]] = {}
    for event in events:
        told = event.get("resourcePreEvent")
        if told and told["metadata"]["op"] not in SILENT:
            line, properties = _change(told["metadata"])
            found[line] = properties
    return "".join("".join([head, *below]) for head, below in sorted(found.items()))


def refreshed(events: Iterable[Event]) -> str:
    """The same for what a refresh found to be otherwise."""
    found: dict[str, list[str]] = {}
    for event in events:
        told = event.get("resOutputsEvent")
        if told and told["metadata"]["op"] in ("update", "delete"):
            line, properties = _change(told["metadata"])
            found[line] = properties
    return "".join("".join([head, *below]) for head, below in sorted(found.items()))


def errors(events: Iterable[Event]) -> list[str]:
    """Every error message, without what always follows one."""
    told = (event["diagnosticEvent"] for event in events if "diagnosticEvent" in event)
    found = [it["message"].strip() for it in told if it["severity"] == "error"]
    return [message for message in found if message not in AFTERWORDS]


def resource(urn: str) -> str:
    """Type and name of a resource."""
    chain, name = urn.split("::")[2:4]
    return f"{chain.rpartition('$')[2]}::{name}"


def _change(metadata: Mapping[str, Any]) -> tuple[str, list[str]]:
    operation = metadata["op"]
    if operation == "delete" and (metadata.get("old") or {}).get("retainOnDelete"):
        operation = "leave"
    details = sorted(metadata.get("detailedDiff") or {})
    return (
        f"{operation} {resource(metadata['urn'])}\n",
        [f"    {path}\n" for path in details] if operation in ("update", "replace") else [],
    )
