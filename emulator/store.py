"""What exists: the state folder, one readable JSON file a thing, over the seed's things.

No secret is ever written. Where one stood, the file holds a keyed digest, which is enough to see
that it was changed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any, Final
from urllib.parse import quote

from .values import Props, Secret, plain

_SEALED: Final = "secret, digest "
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
    record: Record | None
    stamp: int = 0


@dataclass
class Store:
    """The things of one stack's emulated clouds."""

    folder: Path
    seeded: Iterable[Record] = ()
    lock: RLock = field(default_factory=RLock, init=False)
    """Held by whoever changes something: all packages share the store."""
    _slots: dict[tuple[str, str, str], _Slot] = field(default_factory=dict, init=False)
    _key: bytes = field(default=b"", init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._key = self._digest_key()
        for record in self.seeded:
            if not self.was_deleted(*record.key):
                self._slots[record.key] = _Slot(record)
        for path in sorted(self.folder.glob("*/**/*.json")):
            record = _read(path)
            key = record.key
            self._slots[key] = _Slot(record, path.stat().st_mtime_ns)

    def get(self, token: str, realm: str, identity: str) -> Record | None:
        """The thing of this identity as it stands in the folder now."""
        key = (token, realm, identity)
        slot = self._slots.get(key)
        path = self._path(key)
        stamp = path.stat().st_mtime_ns if path.exists() else 0
        if slot is not None and slot.stamp == stamp:
            return slot.record
        if stamp:
            self._slots[key] = slot = _Slot(_read(path), stamp)
            return slot.record
        self._slots.pop(key, None)
        return None

    def find(self, token: str, under: str) -> Iterator[Record]:
        """Every thing of a type in a realm and in those below it."""
        with self.lock:
            keys = [key for key in self._slots if key[0] == token]
        for key in sorted(keys):
            if key[1] == under or key[1].startswith(f"{under}/"):
                record = self.get(*key)
                if record is not None:
                    yield record

    def everything(self, realm: str) -> Iterator[Record]:
        """Every thing of one realm, whatever its type."""
        with self.lock:
            keys = [key for key in self._slots if key[1] == realm]
        for key in sorted(keys):
            record = self.get(*key)
            if record is not None:
                yield record

    def write(self, record: Record) -> None:
        """Make or change a thing; secrets are sealed on the way."""
        path = self._path(record.key)
        sealed: Props = self.seal(record.properties)
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
        self._slots[record.key] = _Slot(kept, path.stat().st_mtime_ns)

    def remove(self, record: Record) -> None:
        """Delete a thing and remember that its identity was once used."""
        self._path(record.key).unlink(missing_ok=True)
        self._slots.pop(record.key, None)
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
        others = (
            record
            for record in self.find(token, realm)
            if (record.realm, record.name) == (realm, name) and record.id != identity
        )
        return gone + (sum(1 for _ in others) if name else 0)

    def seal(self, value: Any, *, inside: bool = False) -> Any:
        """The value with each secret leaf replaced by its digest."""
        if isinstance(value, Secret):
            return self.seal(value.value, inside=True)
        if isinstance(value, list):
            return [self.seal(item, inside=inside) for item in value]
        if isinstance(value, Mapping):
            return {key: self.seal(item, inside=inside) for key, item in value.items()}
        return self._digest(value) if inside and value is not None else value

    def unseal(self, live: Any, known: Any) -> Any:
        """The live value with digests turned back into the secrets that the engine knows.

        A digest that fits no known secret was changed behind our back: it stays, as a secret.
        """
        if live == self.seal(known):
            return known
        if isinstance(known, Secret):
            known = _secret_leaves(known.value)
        if isinstance(live, dict):
            inner = known if isinstance(known, dict) else {}
            return {key: self.unseal(item, inner.get(key)) for key, item in live.items()}
        if isinstance(live, list):
            items = known if isinstance(known, list) else []
            padded = [*items, *[None] * (len(live) - len(items))]
            return [self.unseal(item, old) for item, old in zip(live, padded, strict=False)]
        if isinstance(live, str) and live.startswith(_SEALED):
            return Secret(live)
        return live

    def _digest(self, value: Any) -> str:
        text = json.dumps(plain(value), sort_keys=True).encode()
        return _SEALED + hmac.new(self._key, text, hashlib.sha256).hexdigest()[:24]

    def _digest_key(self) -> bytes:
        path = self.folder.parent / "digest-key"
        if not path.exists():
            path.write_text(secrets.token_hex(16), encoding="utf-8")
        return path.read_text(encoding="utf-8").strip().encode()

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


def _secret_leaves(value: Any) -> Any:
    """The same value with its leaves, not its branches, marked secret."""
    if isinstance(value, dict):
        return {key: _secret_leaves(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_secret_leaves(item) for item in value]
    return Secret(plain(value))


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
