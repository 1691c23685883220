"""Stack files, prod-aws unless another is named, with slips of the pen in them."""

import copy
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from components.config.problems import Problem
from components.config.reading import Check, StackFile, read
from components.config.settings import Settings

STACKS = Path(__file__).parents[2] / "stacks"
SECRETS = frozenset({"databasePassword", "registryCredentials", "grafanaPassword"})
ATTACHED = frozenset({"serviceClientSecret", "grafanaPassword"})
"""Of a stack whose control plane is elsewhere."""
OKTA = frozenset({"okta:apiToken"})
ONE, TWO = "dataPlanes.production-cluster-1", "dataPlanes.production-cluster-2"
REMOVED = object()

Changes = Mapping[str, object]


@cache
def _config(stack: str) -> dict[str, Any]:
    return yaml.safe_load((STACKS / f"Pulumi.{stack}.yaml").read_text())["config"]


def sections(changes: Changes | None = None, stack: str = "prod-aws") -> dict[str, Any]:
    """The sections of a stack; `changes` sets (or removes) what stands at dotted paths.

    Without its pool attributes, which name what many changes remove.
    """
    raw = {
        key.removeprefix("union:"): value
        for key, value in copy.deepcopy(_config(stack)).items()
        if key.startswith("union:") and "secure" not in value
    }
    raw.pop("clusterPoolAttributes", None)
    for path, value in (changes or {}).items():
        *way, last = path.split(".")
        container = raw
        for key in way:
            container = container[key]
        if value is REMOVED:
            del container[last]
        else:
            container[last] = value
    return raw


def settings(changes: Changes | None = None) -> Settings:
    """Prod-aws with `changes`, which must be right."""
    reading = read(_file(changes))
    assert reading.problems == ()
    assert reading.settings is not None
    return reading.settings


def mistakes(
    changes: Changes, stack: str = "prod-aws", checks: Sequence[Check] = ()
) -> list[Problem]:
    """What is wrong with a stack after `changes`, in the order in which it is reported."""
    return sorted(set(read(_file(changes, stack), checks).problems))


def problem(path: str, found: str, remedy: str) -> Problem:
    return Problem(path=path, found=found, remedy=remedy)


def _file(changes: Changes | None, stack: str = "prod-aws") -> StackFile:
    values = sections(changes, stack)
    if "identityProvider" not in values:
        return StackFile(values=values, encrypted=ATTACHED)
    return StackFile(values=values, encrypted=SECRETS, elsewhere=OKTA, encrypted_elsewhere=OKTA)
