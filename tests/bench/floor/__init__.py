"""The floor: a program that registers what a stack holds, with literals and nothing else."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from pulumi import _types
from pulumi.runtime import rpc

Resource: TypeAlias = Mapping[str, Any]
PROGRAM = Path(__file__).parent / "program.py"
_STACK = "pulumi:pulumi:Stack"
_PROVIDERS = "pulumi:providers:"
_OPTIONS = {
    "protect": "protect",
    "retainOnDelete": "retain_on_delete",
    "additionalSecretOutputs": "additional_secret_outputs",
    "deleteBeforeReplace": "delete_before_replace",
}
"""Options of a resource that show in the state: there, and in the SDK."""


def write(folder: Path, project: str, resources: Sequence[Resource], *, typed: bool) -> None:
    """Make a Pulumi project of the floor in `folder`, from an export with open secrets.

    `typed`: by the classes of the clouds' SDKs, as a program by hand would; else by nothing but
    type tokens and properties, without any SDK.
    """
    folder.mkdir(parents=True)
    settings = {"name": project, "runtime": "python", "stackConfigDir": "stacks"}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(settings))
    (folder / "__main__.py").write_text(PROGRAM.read_text())
    made = rows(resources)
    floor = {
        "outputs": outputs(resources),
        "resources": [_typed(row) if typed and "inputs" in row else row for row in made],
    }
    (folder / "floor.json").write_text(json.dumps(floor))


def outputs(resources: Sequence[Resource]) -> dict[str, Any]:
    """What the stack exports."""
    (stack,) = (it for it in resources if it["type"] == _STACK)
    found: dict[str, Any] = stack.get("outputs", {})
    return found


def rows(resources: Sequence[Resource]) -> Iterator[dict[str, Any]]:
    """Each resource after its parent and its provider, as the program registers it.

    Components are shells with the same parents, so that every URN is the same.
    """
    waiting = [it for it in resources if it["type"] != _STACK]
    done = {it["urn"] for it in resources if it["type"] == _STACK}
    while waiting:
        ready = [it for it in waiting if {it["parent"], *_provider(it)} <= done]
        if not ready:
            raise ValueError(f"nothing can come before {waiting[0]['urn']}")
        yield from map(_row, ready)
        done |= {it["urn"] for it in ready}
        waiting = [it for it in waiting if it["urn"] not in done]


def _row(resource: Resource) -> dict[str, Any]:
    row: dict[str, Any] = {
        "urn": resource["urn"],
        "type": resource["type"],
        "name": resource["urn"].rpartition("::")[2],
        "parent": resource["parent"],
        "options": {
            name: resource[key] for key, name in _OPTIONS.items() if resource.get(key) is not None
        },
    }
    if resource["custom"]:
        # What the engine keeps for itself among a provider's inputs begins with two strokes.
        inputs = resource["inputs"]
        row["inputs"] = {key: inputs[key] for key in inputs if not key.startswith("__")}
    else:
        row["outputs"] = resource.get("outputs", {})
    for provider in _provider(resource):
        row["provider"] = provider
    if timeouts := resource.get("customTimeouts"):
        row["timeouts"] = {key: f"{value}s" for key, value in timeouts.items() if value}
    return row


def _provider(resource: Resource) -> Iterator[str]:
    if provider := resource.get("provider"):
        yield provider.rpartition("::")[0]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its SDK's class and Python's names; as it is where the SDK has no class."""
    found = _class(row["type"])
    if found is None:
        return row
    where, name = found
    made = getattr(importlib.import_module(where), name)
    taken = inspect.signature(made._internal_init).parameters.keys() - {"resource_name", "opts"}
    names = {_camel(python): python for python in taken}
    names |= {wire: python for python, wire, _ in _types._py_properties(made) if python in taken}
    inputs = {names[key]: value for key, value in row["inputs"].items() if key in names}
    return {**row, "class": [where, name], "inputs": inputs}


def _camel(python: str) -> str:
    """A property's name on the wire, where the class has no output of it that says more."""
    return re.sub(r"_(\w)", lambda found: found[1].upper(), python.rstrip("_"))


def _class(token: str) -> tuple[str, str] | None:
    """Module and class of a type, as the SDKs themselves register them."""
    if token.startswith(_PROVIDERS):
        return None
    importlib.import_module(f"pulumi_{token.partition(':')[0].replace('-', '_')}")
    for modules in rpc._RESOURCE_MODULES.values():
        for module in modules:
            told: Mapping[str, Any] = vars(module)["mod_info"]
            if token in told["classes"]:
                return told["fqn"], told["classes"][token]
    return None
