"""A stack file as it lies on disk, read without the engine."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from .plain import plain
from .reading import StackFile
from .shapes import ROOT
from .stack_secrets import OKTA_TOKEN, secret_references


class _Loader(yaml.SafeLoader):
    """Reads words as the engine does, to which `yes` and `on` are texts."""


_TRUTH = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TRUTH]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_TRUTH, re.compile("^([Tt]rue|TRUE|[Ff]alse|FALSE)$"), list("tTfF"))


def stack_file(text: str) -> StackFile:
    """What a stack file says; every secret counts as set, which only the engine can know."""
    config = _config(yaml.load(text, Loader=_Loader))  # noqa: S506 - a SafeLoader
    ours = {key.removeprefix(ROOT): it for key, it in config.items() if key.startswith(ROOT)}
    shown = {key: it for key, it in ours.items() if not _encrypted(it)}
    named = {it.config for it in secret_references(plain(shown).values) if it.config}
    elsewhere = frozenset({OKTA_TOKEN, *(key for key in config if not key.startswith(ROOT))})
    return StackFile(
        values=shown,
        encrypted=frozenset(ours.keys() - shown.keys() | named - shown.keys()),
        elsewhere=elsewhere,
        encrypted_elsewhere=elsewhere,
    )


def _config(document: Any) -> Mapping[str, Any]:
    config = document.get("config") if isinstance(document, dict) else None
    return {str(key): it for key, it in config.items()} if isinstance(config, dict) else {}


def _encrypted(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"secure"}
