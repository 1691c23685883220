"""What the operator's API server takes: keys of a `Stack`, their types, and which must be there.

    python -m tests.fleet_operator.schema pulumi.com_stacks.yaml > tests/fleet_operator/2.9.0.json

The argument is the CustomResourceDefinition in folder `crds/` of the operator's Helm chart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

Facts: TypeAlias = Mapping[str, str]
"""Type by path; `!` after a key that must be there, `*` for any key, `[]` for items of a list."""
WHOLE: Final = frozenset(
    {
        "spec.gitAuth",
        "spec.updateTemplate",
        "spec.workspaceTemplate.metadata",
        "spec.workspaceTemplate.spec.env",
        "spec.workspaceTemplate.spec.envFrom",
        "spec.workspaceTemplate.spec.flux",
        "spec.workspaceTemplate.spec.git",
        "spec.workspaceTemplate.spec.podTemplate",
        "spec.workspaceTemplate.spec.serviceTemplate",
        "spec.workspaceTemplate.status",
        "status",
    }
)
"""Parts into which nobody looks here: Kubernetes' own, and what the example leaves out."""
ANY: Final = "any"
TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "number": (int, float),
    "int-or-string": (int, str),
}


def facts(definition: Mapping[str, Any], version: str) -> Facts:
    """What a CustomResourceDefinition says of one of its versions."""
    (found,) = [it for it in definition["spec"]["versions"] if it["name"] == version]
    return dict(_told(found["schema"]["openAPIV3Schema"], ""))


def mistakes(manifest: Any, known: Facts, path: str = "") -> Iterator[str]:
    """Where a manifest is not as the API server takes it; keys that it would drop are mistakes."""
    said, _, values = known.get(path, "object").partition(" ")
    if said == ANY:
        return
    if not isinstance(manifest, TYPES[said]) or (said == "integer" and manifest is True):
        yield f"{path}: is no {said}"
    elif values and str(manifest) not in values.split("|"):
        yield f"{path}: is none of {values}"
    elif isinstance(manifest, list):
        for item in manifest:
            yield from mistakes(item, known, f"{path}[]")
    elif isinstance(manifest, dict):
        yield from _of_keys(manifest, known, path)


def _of_keys(manifest: Mapping[str, Any], known: Facts, path: str) -> Iterator[str]:
    at = f"{path}." if path else ""
    for key, item in manifest.items():
        ways = [it for it in (f"{at}{key}", f"{at}{key}!", f"{at}*") if it in known]
        if ways:
            yield from mistakes(item, known, ways[0])
        else:
            yield f"{at}{key}: is not known"
    for way in known:
        parent, _, key = way.rpartition(".")
        if parent == path and key.endswith("!") and key[:-1] not in manifest:
            yield f"{at}{key[:-1]}: is missing"


def _told(schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    if path:
        yield path, _type(schema, path)
    if path.replace("!", "") in WHOLE:
        return
    at = f"{path}." if path else ""
    required = schema.get("required", ())
    for key, inner in sorted(schema.get("properties", {}).items()):
        yield from _told(inner, f"{at}{key}{'!' if key in required else ''}")
    if isinstance(others := schema.get("additionalProperties"), dict):
        yield from _told(others, f"{at}*")
    if "items" in schema:
        yield from _told(schema["items"], f"{path}[]")


def _type(schema: Mapping[str, Any], path: str) -> str:
    if path.replace("!", "") in WHOLE or schema.get("x-kubernetes-preserve-unknown-fields"):
        return ANY
    if schema.get("x-kubernetes-int-or-string"):
        return "int-or-string"
    told: str = schema.get("type", ANY)
    # `metadata` is every resource's own.
    if told == "object" and not {"properties", "additionalProperties"} & schema.keys():
        return ANY
    values = "|".join(schema.get("enum", ()))
    return f"{told} {values}" if values else told


def main(arguments: Sequence[str]) -> None:
    """Print the facts of a definition."""
    definition = yaml.safe_load(Path(arguments[0]).read_text())
    sys.stdout.write(json.dumps(facts(definition, "v1"), indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
