"""What exists: the state folder, one readable JSON file a thing, over the seed's things.

No secret is ever written. Where one stood, the file holds a keyed digest, which is enough to see
that it was changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from .seals import Seals, seals
from .values import Props

_Key: TypeAlias = tuple[str, str, str]
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing that exists in the emulated cloud."""

    token: str
    realm: str
    id: str
    properties: Props
    generation: int = 1
    name: str = ""
    """The name that the program gave it; empty for a seeded thing."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from every other thing."""
        return (self.token, self.realm, self.id)


@dataclass
class _Slot:
    record: Record
    path: Path
    stamp: int = 0


@dataclass
class Store:
    """The things of one stack's emulated clouds."""

    folder: Path
    seeded: Iterable[Record] = ()
    lock: RLock = field(default_factory=RLock, init=False)
    """Held by whoever changes something: all packages share the store."""
    _slots: dict[_Key, _Slot] = field(default_factory=dict, init=False)
    _of_type: dict[str, set[_Key]] = field(default_factory=dict, init=False)
    _named: dict[tuple[str, str, str], set[_Key]] = field(default_factory=dict, init=False)
    """Keys by type, realm and the name that the program gave."""
    _seals: Seals = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._seals = seals(self.folder.parent)
        for record in self.seeded:
            if not self.was_deleted(*record.key):
                self._keep(record, self._path(record.key), 0)
        for path in sorted(self.folder.glob("*/**/*.json")):
            self._keep(_read(path), path, path.stat().st_mtime_ns)

    def get(self, token: str, realm: str, identity: str) -> Record | None:
        """The thing of this identity as it stands in the folder now."""
        key = (token, realm, identity)
        slot = self._slots.get(key)
        path = slot.path if slot else self._path(key)
        stamp = _stamp(path)
        if slot is not None and slot.stamp == stamp:
            return slot.record
        if stamp:
            return self._keep(_read(path), path, stamp)
        self._forget(key)
        return None

    def find(self, token: str, under: str) -> Iterator[Record]:
        """Every thing of a type in a realm and in those below it."""
        with self.lock:
            keys = [
                key
                for key in self._of_type.get(token, ())
                if key[1] == under or key[1].startswith(f"{under}/")
            ]
        yield from self._there(keys)

    def everything(self, realm: str) -> Iterator[Record]:
        """Every thing of one realm, whatever its type."""
        with self.lock:
            keys = [key for key in self._slots if key[1] == realm]
        yield from self._there(keys)

    def write(self, record: Record) -> None:
        """Make or change a thing; secrets are sealed on the way."""
        path = self._path(record.key)
        sealed: Props = self._seals.seal(record.properties)
        text = {
            "token": record.token,
            "realm": record.realm,
            "id": record.id,
            "name": record.name,
            "generation": record.generation,
            "properties": sealed,
        }
        _write(path, text)
        kept = Record(
            token=record.token,
            realm=record.realm,
            id=record.id,
            name=record.name,
            generation=record.generation,
            properties=sealed,
        )
        self._keep(kept, path, _stamp(path))

    def remove(self, record: Record) -> None:
        """Delete a thing and remember that its identity was once used."""
        self._path(record.key).unlink(missing_ok=True)
        self._forget(record.key)
        gone = self._gone()
        gone[self._gone_key(record.token, record.realm, record.id)] = 1
        count = self._gone_key(record.token, record.realm, f"name {record.name}")
        gone[count] = gone.get(count, 0) + 1
        _write(self.folder / "deleted.json", dict(sorted(gone.items())))

    def reserve(self, token: str, realm: str, what: str, why: str) -> None:
        """Keep a name from being used again."""
        path = self.folder / "reserved.json"
        held = {**_json(path), self._gone_key(token, realm, what): why}
        _write(path, dict(sorted(held.items())))

    def reserved(self, token: str, realm: str, what: str) -> str:
        """Why a name cannot be used; empty where it can."""
        held: str = _json(self.folder / "reserved.json").get(self._gone_key(token, realm, what), "")
        return held

    def was_deleted(self, token: str, realm: str, identity: str) -> bool:
        """Whether a thing of this identity existed here before."""
        return self._gone_key(token, realm, identity) in self._gone()

    def incarnation(self, token: str, realm: str, name: str, identity: str) -> int:
        """How many other things of this program name were or are here: a new one gets new ids."""
        gone = int(self._gone().get(self._gone_key(token, realm, f"name {name}"), 0))
        with self.lock:
            keys = [*self._named.get((token, realm, name), ())]
        return gone + sum(1 for record in self._there(keys) if record.id != identity)

    def unsealed(self, record: Record, known: Props) -> Props:
        """Its properties, with the secrets that the engine knows."""
        live: Props = self._seals.unseal(record.properties, known)
        return live

    def _keep(self, record: Record, path: Path, stamp: int) -> Record:
        with self.lock:
            self._forget(record.key)
            self._slots[record.key] = _Slot(record, path, stamp)
            self._of_type.setdefault(record.token, set()).add(record.key)
            if record.name:
                name = (record.token, record.realm, record.name)
                self._named.setdefault(name, set()).add(record.key)
        return record

    def _forget(self, key: _Key) -> None:
        with self.lock:
            slot = self._slots.pop(key, None)
            if slot is not None:
                record = slot.record
                self._of_type[record.token].discard(key)
                named = self._named.get((record.token, record.realm, record.name), set())
                named.discard(key)

    def _there(self, keys: Iterable[_Key]) -> Iterator[Record]:
        for key in sorted(keys):
            record = self.get(*key)
            if record is not None:
                yield record

    def _path(self, key: tuple[str, str, str]) -> Path:
        token, realm, identity = key
        kind = token.partition(":")[2].replace("/", ".").replace(":", ".")
        name = quote(identity, safe=" @+=,")
        if len(name) > _LONGEST_NAME:
            short = hashlib.sha256(identity.encode()).hexdigest()[:12]
            name = f"{name[: _LONGEST_NAME - 13]}-{short}"
        return self.folder.joinpath(*realm.split("/"), kind, f"{name}.json")

    def _gone(self) -> dict[str, Any]:
        return _json(self.folder / "deleted.json")

    @staticmethod
    def _gone_key(token: str, realm: str, what: str) -> str:
        return f"{realm} {token} {what}"


def _stamp(path: Path) -> int:
    """When a file was last written; 0 where it is not there."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _json(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _read(path: Path) -> Record:
    return Record(**json.loads(path.read_text(encoding="utf-8")))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    fresh.replace(path)
