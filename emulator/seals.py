"""Secrets in the state folder: a keyed digest stands where one stood."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .values import Secret, plain

_SEALED: Final = "secret, digest "


@dataclass(frozen=True)
class Seals:
    """The seals of one stack's emulated clouds."""

    key: bytes

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
        return _SEALED + hmac.new(self.key, text, hashlib.sha256).hexdigest()[:24]


def seals(folder: Path) -> Seals:
    """Those whose key is in `folder`, or new ones."""
    path = folder / "digest-key"
    if not path.exists():
        path.write_text(secrets.token_hex(16), encoding="utf-8")
    return Seals(path.read_text(encoding="utf-8").strip().encode())


def _secret_leaves(value: Any) -> Any:
    """The same value with its leaves, not its branches, marked secret."""
    if isinstance(value, dict):
        return {key: _secret_leaves(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_secret_leaves(item) for item in value]
    return Secret(plain(value))
