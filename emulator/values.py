"""Property values as they travel on the provider protocol, and back.

The protocol carries every property in a ``google.protobuf.Struct``. Two things hide in it as
marked values: a value that is not known yet, and a value that is secret.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from google.protobuf import json_format, struct_pb2

Props = dict[str, Any]

_UNKNOWN_MARK: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET_VALUE: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105


class Unknown:
    """The one value that is not known before the cloud has answered.

    To a check that looks inside it is an empty collection, so nothing is found wrong with it.
    """

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, _memo: object) -> Unknown:
        return self

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def get(self, _key: str, _default: Any = None) -> Unknown:
        """What lies inside is unknown too."""
        return self

    def items(self) -> tuple[tuple[str, Any], ...]:
        """Nothing to see."""
        return ()

    keys = values = items


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Secret:
    """A value that the engine keeps encrypted and never prints."""

    value: Any

    def __repr__(self) -> str:
        return "Secret(…)"


def decode(struct: struct_pb2.Struct) -> Props:
    """The properties of a message, with marked values as `UNKNOWN` and `Secret`."""
    return {key: _decode(value) for key, value in json_format.MessageToDict(struct).items()}


def _decode(value: Any) -> Any:
    if isinstance(value, str):
        return UNKNOWN if value == _UNKNOWN_MARK else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if isinstance(value, dict):
        if value.get(_SIGNATURE) == _SECRET_VALUE:
            return Secret(_decode(value.get("value")))
        return {key: _decode(item) for key, item in value.items()}
    return value


def encode(props: Mapping[str, Any]) -> struct_pb2.Struct:
    """A message of properties; the opposite of `decode`."""
    message = struct_pb2.Struct()
    message.update(_encode(dict(props)))
    return message


def _encode(value: Any) -> Any:
    if value is UNKNOWN:
        return _UNKNOWN_MARK
    if isinstance(value, Secret):
        return {_SIGNATURE: _SECRET_VALUE, "value": _encode(value.value)}
    if isinstance(value, (list, tuple)):
        return [_encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    return value


def plain(value: Any) -> Any:
    """The value with every secret unwrapped: for comparing and checking, never for keeping."""
    if isinstance(value, Secret):
        return plain(value.value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def has_unknown(value: Any) -> bool:
    """Whether any part of the value is still unknown."""
    if isinstance(value, Secret):
        return has_unknown(value.value)
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    return value is UNKNOWN


def secret_strings(value: Any, inside: bool = False) -> Iterator[str]:
    """Every string that stands somewhere under a `Secret` of this value."""
    if isinstance(value, Secret):
        yield from secret_strings(value.value, inside=True)
    elif isinstance(value, list):
        for item in value:
            yield from secret_strings(item, inside)
    elif isinstance(value, dict):
        for item in value.values():
            yield from secret_strings(item, inside)
    elif inside and isinstance(value, str):
        yield value


def select(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Each value that a path such as ``rules[*].status`` or ``metadata.name`` names.

    Stops quietly at what is absent; yields `UNKNOWN` where the way leads into the unknown.
    """
    yield from _select(value, path.replace("[*]", ".*").split("."), "")


def _select(value: Any, steps: list[str], said: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Secret):
        value = value.value
    if not steps or value is UNKNOWN:
        yield said, value
        return
    step, rest = steps[0], steps[1:]
    if step == "*":
        pairs: list[tuple[str, Any]] = []
        if isinstance(value, list):
            pairs = [(f"{said}[{index}]", item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            pairs = [(f"{said}[{json.dumps(key)}]", item) for key, item in value.items()]
        for where, item in pairs:
            yield from _select(item, rest, where)
    elif isinstance(value, dict) and step in value and value[step] is not None:
        yield from _select(value[step], rest, f"{said}.{step}" if said else step)


def first(value: Any, path: str, default: Any = None) -> Any:
    """The first value under a path, or the default."""
    return next((found for _, found in select(value, path)), default)


def put(props: Props, path: str, value: Any) -> None:
    """Set the value under a dotted path, making the maps on the way."""
    *way, last = path.split(".")
    for step in way:
        props = props.setdefault(step, {})
    props[last] = value


def drop(props: Props, path: str) -> None:
    """Take away what stands under a dotted path, if anything does."""
    *way, last = path.split(".")
    for step in way:
        inner = props.get(step)
        if not isinstance(inner, dict):
            return
        props = inner
    props.pop(last, None)
