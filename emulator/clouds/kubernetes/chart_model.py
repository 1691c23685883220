"""What can be known of a Helm chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]
Named = Callable[[Values], Any]


def _always(_values: Values) -> bool:
    return True


def _never(_values: Values) -> bool:
    return False


def _none(_values: Values) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Brings:
    """Kinds of one API group and version that a chart installs."""

    api: str
    on: Callable[[Values], bool] = _always
    kept: Callable[[Values], bool] = _never
    """Whether they stay when the release goes, marked as its own."""
    folder: bool = False
    """In the chart's `crds/`: made where they are missing, never marked, never deleted."""


@dataclass(frozen=True)
class Needs:
    """Kinds that must be installed before the chart."""

    api: str
    on: Callable[[Values], bool] = _always


@dataclass(frozen=True)
class Makes:
    """An object in the release's namespace that the chart makes, so nobody else may."""

    kind: str
    name: str
    on: Callable[[Values], bool] = _always


@dataclass(frozen=True)
class Mounts:
    """A Secret that the chart's pods need and the chart does not make."""

    name: Named
    on: Callable[[Values], bool] = _always


@dataclass(frozen=True)
class Guard:
    """A value that the chart's templates refuse, or without which its pods cannot start."""

    said: str
    holds: Callable[[Values], bool]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What is known of one chart."""

    name: str
    repository: str
    source: str
    brings: tuple[Brings, ...] = ()
    needs: tuple[Needs, ...] = ()
    makes: tuple[Makes, ...] = ()
    mounts: tuple[Mounts, ...] = ()
    guards: tuple[Guard, ...] = ()
    priorities: tuple[Named, ...] = ()
    """Priority classes of its pods."""
    quota: Callable[[Values], frozenset[str]] = _none
    """Those for which it makes a quota in its namespace."""
    alone: bool = False
    """At most one release of it in a cluster."""
    since: Mapping[str, str] = field(default_factory=dict)
    """API to the first chart version that brings it."""
