"""The stack's configuration → settings and secrets, or one error that names every mistake."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi.runtime import config as engine

from .attach import stack_name
from .attachment import Attachment
from .other_stack import other_stack
from .problems import report
from .reading import SECTIONS, Check, StackFile, read
from .settings import Settings
from .shapes import ROOT

WORDS = frozenset({"organization", "chartVersion", "mode"})
"""Sections that are one word; the engine hands every other on as JSON."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """One stack's configuration."""

    settings: Settings
    """Its sections, all of them right."""
    secrets: Mapping[str, pulumi.Output[str]]
    """The stack secrets that its sections name, by key in the namespace `union`, marked secret."""
    attachment: Attachment | None
    """What the stack that has the control plane told. None: it is not another one."""


def load_settings(checks: Collection[Check] = (), told: frozenset[str] = frozenset()) -> Loaded:
    """Read the stack file; a user's mistakes are one `pulumi.RunError`, without a traceback.

    `checks`: what other rooms find wrong with settings whose sections fit together. `told`: what
    the program tells in place of the file.
    """
    reading = read(_stack_file(told), checks)
    if reading.settings is None:
        raise pulumi.RunError(report(reading.problems))
    union = pulumi.Config("union")
    return Loaded(
        settings=reading.settings,
        secrets={key: union.require_secret(key) for key in reading.secrets},
        attachment=reading.attachment,
    )


def _stack_file(told: frozenset[str]) -> StackFile:
    """What the engine was given; an empty value is none."""
    given: dict[str, Any] = {**engine.get_config_env(), **engine.CONFIG.get()}
    given = {key: value for key, value in given.items() if value != ""}
    secret = {
        key
        for key in given
        if engine.is_config_secret(key) or key in engine.get_config_secret_keys_env()
    }
    ours = {key.removeprefix(ROOT): key for key in given if key.startswith(ROOT)}
    theirs = frozenset(given) - frozenset(ours.values())
    values = {k: _decoded(k, given[full]) for k, full in ours.items() if full not in secret}
    named = stack_name(values)
    return StackFile(
        values=values,
        encrypted=frozenset(k for k, full in ours.items() if full in secret),
        elsewhere=theirs,
        encrypted_elsewhere=theirs & secret,
        told=told,
        other=other_stack(named) if named else None,
    )


def _decoded(key: str, value: Any) -> Any:
    """An object or list of the stack file, which the engine hands on as JSON."""
    if key not in SECTIONS or key in WORDS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):  # no JSON, or a number or nesting beyond all bounds
        return value
