"""A provider's configuration as it arrives: all but text is JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from . import schema
from .cloud import Cloud
from .shapes import AnyOf, Failure, Scalar
from .values import Props, Secret, plain

_ENGINE_KEYS: Final = frozenset({"version", "pluginDownloadURL"})


def parsed_config(cloud: Cloud, raw: Props) -> Props:
    """Configuration by the types of the SDK's provider class."""
    fields = schema.provider(cloud.package).inputs.fields
    told = without_engine_keys(plain(raw))
    return {
        key: value if _is_text(fields.get(key)) else _parsed(value) for key, value in told.items()
    }


def config_failures(cloud: Cloud, raw: Props) -> Iterable[Failure]:
    """Configuration that the SDK's provider class does not have."""
    form = schema.provider(cloud.package).inputs
    return form.check(parsed_config(cloud, raw), "")


def bare_secrets(cloud: Cloud, raw: Props) -> Iterable[Failure]:
    """Credentials that are not marked secret; only Configure receives the marks."""
    for key in sorted(cloud.secret_config & raw.keys()):
        if not isinstance(raw[key], Secret):
            yield Failure(key, "must be a secret: set it with `pulumi config set --secret`")


def without_engine_keys(config: Props) -> Props:
    """Configuration without what the engine keeps there for itself."""
    return {key: value for key, value in config.items() if key not in _ENGINE_KEYS}


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _is_text(shape: Any) -> bool:
    if isinstance(shape, AnyOf):
        return any(_is_text(one) for one in shape.shapes)
    return isinstance(shape, Scalar) and shape.kind is str
