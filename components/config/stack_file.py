"""A stack file as it lies on disk, read without the engine."""

from collections.abc import Mapping
from typing import Any

import yaml

from .reading import StackFile
from .shapes import ROOT
from .stack_secrets import OKTA_TOKEN, secret_references


def stack_file(text: str) -> StackFile:
    """What a stack file says; every secret counts as set, which only the engine can know."""
    config = _config(yaml.safe_load(text))
    ours = {key.removeprefix(ROOT): it for key, it in config.items() if key.startswith(ROOT)}
    plain = {key: it for key, it in ours.items() if not _encrypted(it)}
    named = {it.config for it in secret_references(plain) if it.config}
    elsewhere = frozenset({OKTA_TOKEN, *(key for key in config if not key.startswith(ROOT))})
    return StackFile(
        values=plain,
        encrypted=frozenset(ours.keys() - plain.keys() | named - plain.keys()),
        elsewhere=elsewhere,
        encrypted_elsewhere=elsewhere,
    )


def _config(document: Any) -> Mapping[str, Any]:
    config = document.get("config") if isinstance(document, dict) else None
    return {str(key): it for key, it in config.items()} if isinstance(config, dict) else {}


def _encrypted(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"secure"}
