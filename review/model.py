"""What a preview says, typed: stacks, resources, what of each would change, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeAlias

UNKNOWN: Final = "[unknown until applied]"
"""Stands for a value that only the cloud will choose."""
SECRET: Final = "[secret]"  # noqa: S105
"""Stands for a value that nobody may read; the engine writes it so itself."""


ROOTS: Final = ("pulumi:pulumi:Stack", "union:index:Installation")
"""Types of what is above every component."""


class Absent:
    """The type of `ABSENT`."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()
"""There is no such property."""

Path: TypeAlias = tuple[str | int, ...]


class Op(StrEnum):
    """What would happen to a resource, the most dangerous first."""

    DELETE = "delete"
    REPLACE = "replace"
    UPDATE = "update"
    CREATE = "create"
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One property that differs; old and new are whole subtrees where a part came or went."""

    path: Path
    old: Any = ABSENT
    new: Any = ABSENT
    replaces: bool = False
    """It is why the resource is replaced."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One resource on one side of the comparison."""

    urn: str
    type: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    custom: bool = True
    """A thing in a cloud; False: a component."""
    parent: str = ""
    provider: str = ""
    protected: bool = False
    retained: bool = False
    flows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Property to the URNs whose values it holds; the key "" has what is only an order."""

    @property
    def name(self) -> str:
        """Its logical name."""
        return self.urn.rpartition("::")[2]

    @property
    def kind(self) -> str:
        """Its type without the package's module: `aws:Bucket`; a component's is its class."""
        package, _, rest = self.type.partition(":")
        name = rest.rpartition(":")[2]
        return f"{package}:{name}" if self.custom else name

    @property
    def cluster(self) -> str:
        """Logical name of the provider that it lives with."""
        return self.provider.rpartition("::")[0].rpartition("::")[2]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What would happen to one resource."""

    op: Op
    before: Resource | None = None
    after: Resource | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def resource(self) -> Resource:
        """The resource as it will be, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of something")
        return found

    @property
    def name(self) -> str:
        """Logical name of the resource."""
        return self.resource.name

    @property
    def type(self) -> str:
        """Type token of the resource."""
        return self.resource.type

    @property
    def goes(self) -> bool:
        """The thing that exists would be gone."""
        return self.op in (Op.DELETE, Op.REPLACE)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why there is no plan: the engine or the configuration refuses."""

    reason: str
    resource: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One rendered Kubernetes object that differs."""

    release: str
    title: str
    """Kind, namespace and name."""
    op: Op
    lines: tuple[str, ...]
    """Unified diff of its YAML."""


@dataclass(frozen=True, kw_only=True)
class Manifests:
    """What the charts would render differently, or why nobody can say."""

    changes: tuple[Manifest, ...] = ()
    missing: str = ""
    """Why the rendered manifests were not compared. Default: they were."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would happen to one installation."""

    stack: str
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader has to know of how it was made."""
    abandoned: bool = False
    """Its stack file is gone: nothing would change, and nothing would look after it any more."""
    manifests: Manifests = field(default_factory=Manifests)

    @property
    def counts(self) -> Mapping[Op, int]:
        """How many resources of each kind of change."""
        found = Counter(change.op for change in self.changes)
        return {op: found[op] for op in Op}

    @property
    def changed(self) -> tuple[Change, ...]:
        """Everything that would not stay as it is."""
        return tuple(change for change in self.changes if change.op is not Op.SAME)
