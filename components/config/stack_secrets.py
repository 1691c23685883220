"""Secrets that the stack file refers to, and the stack must hold."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .problems import Problem, did_you_mean
from .secrets import SecretSource
from .shapes import ROOT, Key, locate

OKTA_TOKEN = "okta:apiToken"  # noqa: S105 - a key, not a token
ARGUMENTS = "secrets."
"""Where a program gives secrets."""
_KEY = re.compile(r"[a-z][A-Za-z0-9]*")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One `SecretSource` of the file as written."""

    path: str
    """Where it stands."""
    config: str | None
    """Key of the stack secret that it names."""
    store: bool
    """Whether it names a secret of the cloud's store."""


def secret_references(value: Any, keys: tuple[Key, ...] = ()) -> Iterator[Reference]:
    """Every reference to a secret below `value`, which stands at `keys`."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from secret_references(item, (*keys, index))
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        yield from secret_references(item, (*keys, key))
    config, store = value.get("config"), value.get("store")
    if not (isinstance(config, str) or isinstance(store, str)):
        return
    place = locate(keys)
    if SecretSource in place.here:
        named = config if isinstance(config, str) and _KEY.fullmatch(config) else None
        yield Reference(path=place.path, config=named, store=isinstance(store, str))


def missing_secrets(
    references: Mapping[str, Reference], encrypted: frozenset[str], plain: frozenset[str]
) -> Iterator[Problem]:
    """Stack secrets that are named and not set, or set in plain text."""
    for key, reference in references.items():
        command = f"`pulumi config set --secret {ROOT}{key}`"
        if key in plain:
            yield Problem(
                path=f"{ROOT}{key}",
                found="stands in the stack file in plain text",
                remedy=f"change the secret, then set it with {command}",
            )
        elif key not in encrypted:
            yield Problem(
                path=f"{ROOT}{key}",
                found=f"is not set, and {reference.path} names it",
                remedy=f"run {command}",
            )


def missing_arguments(
    references: Mapping[str, Reference], given: frozenset[str]
) -> Iterator[Problem]:
    """Secrets that are named and not given, where a program hands them over."""
    for key, reference in references.items():
        if key not in given:
            yield Problem(
                path=f"{ARGUMENTS}{key}",
                found=f"is not given, and {reference.path} names it",
                remedy="give it in `secrets`",
            )


def unused_secrets(
    references: Mapping[str, Reference], encrypted: frozenset[str], where: str
) -> Iterator[Problem]:
    """Secrets that nothing names, where one that is named is not set: a slip of the pen."""
    unset = references.keys() - encrypted
    for key in sorted(encrypted - references.keys()) if unset else ():
        yield Problem(
            path=f"{where}{key}",
            found="is a secret that nothing names",
            remedy=did_you_mean(key, unset, nothing=""),
        )


def names_of_sections(
    references: Iterable[Reference], sections: Container[str]
) -> Iterator[Problem]:
    """References to a stack secret under a key that a section has."""
    for reference in references:
        if reference.config is not None and reference.config in sections:
            yield Problem(
                path=f"{reference.path}.config",
                found=f"names {ROOT}{reference.config}, which is a section",
                remedy="write another key",
            )


def okta_token(
    identity_provider: object, keys: Container[str], encrypted: Container[str]
) -> Iterator[Problem]:
    """What makes things in Okta needs its API token."""
    if not isinstance(identity_provider, dict) or identity_provider.get("kind") != "okta":
        return
    command = f"`pulumi config set --secret {OKTA_TOKEN}`"
    if OKTA_TOKEN not in keys:
        yield Problem(
            path=OKTA_TOKEN,
            found=f"is not set, and {ROOT}identityProvider is of kind okta",
            remedy=f"run {command}, with a token that may manage apps and authorization servers",
        )
    elif OKTA_TOKEN not in encrypted:
        yield Problem(
            path=OKTA_TOKEN,
            found="stands in the stack file in plain text",
            remedy=f"revoke the token, then set a new one with {command}",
        )


def stores_without_operator(references: Iterable[Reference], delivery: object) -> Iterator[Problem]:
    """References to the cloud's store, which option B has nobody to read."""
    if not isinstance(delivery, dict) or delivery.get("kubernetes") is not True:
        return
    for reference in references:
        if reference.store:
            yield Problem(
                path=reference.path,
                found="names a secret of the cloud's store, which only the External Secrets "
                "Operator reads",
                remedy="write config: with the key of a stack secret, or "
                "secretDelivery: {externalSecrets: {}}",
            )
