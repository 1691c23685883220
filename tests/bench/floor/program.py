"""The floor's own program, copied beside its `floor.json`: one loop over literals."""

import gc
import importlib
import json
from pathlib import Path
from typing import Any

import pulumi

SIGNATURE = "4dabf18193072939515e22adb298388d"
FLOOR = json.loads((Path(__file__).parent / "floor.json").read_text())
made: dict[str, Any] = {}


def literal(value: Any) -> Any:
    """A value as it stands in the state, its secrets marked as such."""
    if isinstance(value, dict):
        if SIGNATURE in value:
            return pulumi.Output.secret(json.loads(value["plaintext"]))
        return {key: literal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [literal(item) for item in value]
    return value


def register(row: dict[str, Any]) -> pulumi.Resource:
    """One resource."""
    options = pulumi.ResourceOptions(
        parent=made.get(row["parent"]),
        provider=made.get(row.get("provider", "")),
        custom_timeouts=pulumi.CustomTimeouts(**row["timeouts"]) if "timeouts" in row else None,
        **row["options"],
    )
    kind, name = row["type"], row["name"]
    if "outputs" in row:
        shell = pulumi.ComponentResource(kind, name, None, options)
        shell.register_outputs(literal(row["outputs"]))
        return shell
    inputs = literal(row["inputs"])
    if "class" in row:
        where, made_by = row["class"]
        typed: pulumi.Resource = getattr(importlib.import_module(where), made_by)(
            name, opts=options, **inputs
        )
        return typed
    if kind.startswith("pulumi:providers:"):
        return pulumi.ProviderResource(kind.rpartition(":")[2], name, inputs, options)
    return pulumi.CustomResource(kind, name, inputs, options)


gc.set_threshold(50_000, 20, 50)  # as the stack's own program has it
for row in FLOOR["resources"]:
    made[row["urn"]] = register(row)
for name, value in FLOOR["outputs"].items():
    pulumi.export(name, literal(value))
