"""A stack file as written → `Settings`, or every mistake in it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from pydantic_core import ErrorDetails

from .attach import attach, refers
from .attachment import Attachment, OtherStack
from .mending import errors_of, mended, validated
from .messages import explain
from .plain import Late, Plain, plain
from .problems import Problem
from .references import references
from .rules import broken_rules
from .settings import Settings
from .shapes import ROOT
from .stack_secrets import (
    ARGUMENTS,
    missing_arguments,
    missing_secrets,
    names_of_sections,
    okta_token,
    secret_references,
    stores_without_operator,
    unused_secrets,
)

Check = Callable[[Settings], Iterable[Problem]]

SECTIONS: Mapping[str, str] = {
    str(field.alias): name for name, field in Settings.model_fields.items()
}
"""Attributes of `Settings` by the key of their section."""


@dataclass(frozen=True, kw_only=True)
class StackFile:
    """What the stack says in the namespace `union`, before anything of it is believed."""

    values: Mapping[str, Any]
    """What is not encrypted, by key, decoded."""
    encrypted: frozenset[str] = frozenset()
    """Keys of what is encrypted; their values are nobody's business here."""
    elsewhere: frozenset[str] = frozenset()
    """Keys of other namespaces, whole, e.g. `okta:apiToken`."""
    encrypted_elsewhere: frozenset[str] = frozenset()
    """Those of them that are encrypted."""
    program: bool = False
    """Whether a program says it, and not a file: its secrets are arguments. Default: a file."""
    told: frozenset[str] = frozenset()
    """What the program tells in place of the settings, e.g. `database_host`."""
    late: Late = ()
    """Types of which a program's values are known only once it runs. Default: there is none."""
    other: OtherStack | None = None
    """The stack that has the control plane, where the file names one."""
    attachment: Attachment | None = None
    """What that stack told, where the file was completed by it before."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a stack file comes to."""

    settings: Settings | None
    """The settings, where nothing is wrong with them."""
    secrets: tuple[str, ...]
    """Keys of the stack secrets that the file names, sorted."""
    attachment: Attachment | None
    """What the stack that has the control plane told. None: it is not another one."""
    problems: tuple[Problem, ...]
    """All mistakes."""


def read(file: StackFile, checks: Collection[Check] = ()) -> Reading:
    """Check everything that can be checked; one mistake hides as few others as possible.

    `checks`: what other rooms find wrong with settings whose sections fit together.
    """
    said = plain(file.values, file.late)
    found = tuple(secret_references(mended(said.values)[0]))
    named = {ref.config: ref for ref in found if ref.config and ref.config not in SECTIONS}
    shown = frozenset(said.values) & named.keys()
    unset = () if file.program else named.keys() - file.encrypted - shown
    raw, problems = mended({k: v for k, v in said.values.items() if k not in shown}, unset)
    locked = file.encrypted & SECTIONS.keys()
    written = {error["loc"][0] for error in errors_of(raw)}
    attached = attach(raw, None if "controlPlane" in written else file.other)
    attachment = attached.attachment or file.attachment
    problems = [it for it in problems if not said.caused(it, rule=False)]
    raw, problems = dict(attached.raw), [*problems, *attached.problems]
    errors = [error for error in errors_of(raw) if error["loc"][0] not in locked]
    problems += [_locked(key) for key in sorted(locked)]
    dangling = list(references(raw, attachment))
    problems += [*said.problems, *dangling]
    problems += _shapes(errors, raw, said, {it.path for it in (*dangling, *attached.problems)})
    if file.program:
        problems += missing_arguments(named, file.encrypted)
    else:
        problems += missing_secrets(named, file.encrypted, shown)
        problems += okta_token(
            raw.get("identityProvider"), file.elsewhere, file.encrypted_elsewhere
        )
    problems += names_of_sections(found, SECTIONS)
    problems += stores_without_operator(found, raw.get("secretDelivery"))
    broken = locked | said.sections | {error["loc"][0] for error in errors}
    if not broken:
        where = ARGUMENTS if file.program else ROOT
        problems += unused_secrets(named, file.encrypted, where)
    sections = _sections(raw, broken)
    sections["told"] = file.told
    if attachment or not refers(raw):
        sections["attachment"] = attachment
    problems += broken_rules(sections)
    if not (broken or dangling):
        problems += [problem for check in checks for problem in check(validated(raw))]
    settings = None if problems else validated(raw)
    return Reading(
        settings=settings,
        secrets=tuple(sorted(named)),
        attachment=attachment,
        problems=tuple(problems),
    )


def _shapes(
    errors: Iterable[ErrorDetails], raw: Mapping[str, Any], said: Plain, elsewhere: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with the shape of things, unless more is known of it already."""
    for error in errors:
        problem = explain(error, raw)
        told = said.caused(problem, rule=error["type"] == "mistake")
        if not told and not (error["type"] == "text" and problem.path in elsewhere):
            yield problem


def _sections(raw: Mapping[str, Any], broken: Collection[Any]) -> dict[str, Any]:
    """The sections that can be read, by attribute of `Settings`."""
    if not broken:
        return dict(validated(raw))
    sections: dict[str, Any] = {}
    for key, attribute in SECTIONS.items():
        if key in raw and key not in broken:
            section = _section(attribute)
            sections[attribute] = section.validate_python(raw[key], by_alias=True, by_name=False)
        elif key not in broken:
            field = Settings.model_fields[attribute]
            sections[attribute] = field.get_default(call_default_factory=True)
    return sections


@cache
def _section(attribute: str) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(Settings, include_extras=True)[attribute])


def _locked(key: str) -> Problem:
    return Problem(
        path=f"{ROOT}{key}",
        found="has an encrypted value in it, and a section is plain text",
        remedy="write {config: <key>} in its place, and set the secret by itself with "
        "`pulumi config set --secret union:<key>`",
    )
