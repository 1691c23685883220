"""What a stack finds there already: the seed file of a stack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from .cloud import MODULES, load
from .schema import package_of
from .shapes import declared
from .store import Record, Store
from .table import fill, scene_of
from .values import Props, put

_FORM = declared(
    "seed",
    {
        "config": {"values": Any, "secrets": [str]},
        "stacks": [str],
        "profiles": {str: str},
        "clusters": {str: [str]},
        "quotas": {str: int},
        "things": Any,
    },
)


@dataclass(frozen=True, kw_only=True)
class Seed:
    """The existing things of one stack, and what its configuration needs to be tried."""

    secrets: tuple[str, ...] = ()
    """Configuration keys that get a dummy secret."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Configuration keys that the stack file leaves to the user, and a value to try them with."""
    stacks: tuple[str, ...] = ()
    """Stacks of the same project whose outputs it reads; they are brought up first."""
    profiles: Mapping[str, str] = field(default_factory=dict)
    """AWS profile to account."""
    clusters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kubernetes cluster to whatever else names it: an ARN, an endpoint."""
    quotas: Mapping[str, int] = field(default_factory=dict)
    """Raised quotas, such as ``iam-trust-policy``."""
    things: Mapping[str, Mapping[str, list[Props]]] = field(default_factory=dict)
    """Realm to type token to the properties of each thing."""

    def joined(self, store: Store) -> Seed:
        """This seed, and the clusters that the program has made, by their names in the cloud."""
        rows = (row for package in MODULES for row in load(package).rows.values() if row.reached_by)
        made = {
            record.id: tuple(str(record.properties[path]) for path in row.reached_by)
            for row in rows
            for record in store.find(row.token, package_of(row.token))
            if record.name
        }
        return replace(self, clusters={**self.clusters, **made})

    def records(self) -> list[Record]:
        """The existing things, with what the cloud adds to each."""
        return [
            _record(realm, token, properties)
            for realm, types in sorted(self.things.items())
            for token, items in sorted(types.items())
            for properties in items
        ]


def _record(realm: str, token: str, properties: Props) -> Record:
    cloud = load(realm.partition("/")[0])
    row, place, nowhere = cloud.row(token), cloud.place_of(realm), _Nothing()
    scene = scene_of(row, place, nowhere, properties)
    identity = properties.get("id") or fill(row.id, scene)
    scene = scene_of(row, place, nowhere, properties, identity=identity)
    full: Props = {}
    for path, template in row.computed.items():
        put(full, path, fill(template, scene))
    return Record(token=token, realm=realm, id=identity, properties={**full, **properties})


class _Nothing(Store):
    """A store in which nothing is, for templates that look around."""

    def __init__(self) -> None:
        self._slots = {}

    def get(self, token: str, realm: str, identity: str) -> Record | None:  # noqa: ARG002
        """There is none."""
        return None

    def find(self, token: str, under: str) -> Iterator[Record]:  # noqa: ARG002
        """There is none."""
        return iter(())

    def incarnation(self, token: str, realm: str, name: str, identity: str) -> int:  # noqa: ARG002
        """Nothing was ever deleted."""
        return 0


def read_seed(path: Path) -> Seed:
    """The seed of a stack; an empty one where the stack has no file."""
    if not path.exists():
        return Seed()
    data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    failures = [str(failure) for failure in _FORM.check(data, "")]
    if failures:
        raise ValueError(f"{path}: {'; '.join(failures)}")
    config = data.get("config", {})
    return Seed(
        secrets=tuple(config.get("secrets", ())),
        values=config.get("values", {}),
        stacks=tuple(data.get("stacks", ())),
        profiles=data.get("profiles", {}),
        clusters={name: tuple(also) for name, also in data.get("clusters", {}).items()},
        quotas=data.get("quotas", {}),
        things=data.get("things", {}),
    )
