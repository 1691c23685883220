"""Keys that no model has: each is a mistake, and stands for what it was meant to be."""

import copy
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .controlplane import ELSEWHERE, ControlPlane
from .problems import Problem, did_you_mean, nearest
from .settings import Settings
from .shapes import ROOT, Key, Place, every_key, fields, locate

Sections = Mapping[str, Any]


def validated(raw: Sections) -> Settings:
    """The settings that `raw` says, which must be right."""
    return Settings.model_validate(raw, by_alias=True, by_name=False)


def errors_of(raw: Sections) -> list[ErrorDetails]:
    """What pydantic finds wrong with `raw`."""
    try:
        validated(raw)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def mended(raw: Sections, unset: Collection[str] = ()) -> tuple[dict[str, Any], list[Problem]]:
    """`raw` without unknown keys, and what is wrong with them.

    `unset`: keys of stack secrets that are named and not set, for which one may have been meant.
    """
    result: dict[str, Any] = copy.deepcopy(dict(raw))
    problems: list[Problem] = []
    while slips := [e["loc"] for e in errors_of(result) if e["type"] == "extra_forbidden"]:
        for location in slips:
            place = locate(location, unknown=True)
            container = _container(result, place.keys)
            key = str(place.keys[-1])
            value = container.pop(key)
            secret = _secret(place, value, unset)
            problems.append(secret or _unknown(place))
            meant = None if secret else nearest(key, _keys(place))
            if meant is not None and meant not in container and key not in every_key():
                container[meant] = value
    return result, problems


def _container(raw: dict[str, Any], keys: tuple[Key, ...]) -> Any:
    container: Any = raw
    for key in keys[:-1]:
        container = container[key]
    return container


def _keys(place: Place) -> set[str]:
    return {str(key) for shape in place.around for key in fields(shape)}


def _unknown(place: Place) -> Problem:
    key, known = str(place.keys[-1]), _keys(place)
    if ControlPlane in place.around:
        known |= ELSEWHERE.keys()
    what = "section" if len(place.keys) == 1 else "key"
    if key in every_key():  # right elsewhere, e.g. on another cloud: no slip of the pen
        remedy = f"known: {', '.join(sorted(known))}"
    else:
        remedy = did_you_mean(key, known, nothing="leave it out")
    return Problem(path=place.path, found=f"is an unknown {what}", remedy=remedy)


def _secret(place: Place, value: object, unset: Collection[str]) -> Problem | None:
    """What is wrong with a word in the place of a section, where it may be a secret."""
    key = str(place.keys[-1])
    meant = nearest(key, unset) if len(place.keys) == 1 else None
    if meant is None or isinstance(value, (dict, list)) or key in every_key():
        return None
    return Problem(
        path=place.path,
        found="is an unknown section, whose value stands in the stack file in plain text",
        remedy=f'did you mean the secret "{meant}"? change it, then set it with '
        f"`pulumi config set --secret {ROOT}{meant}`",
    )
