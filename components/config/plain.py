"""What a program or parser hands over as sections → plain data, as JSON has it.

The engine hands on nothing else; a program may write an Output, and a parser of YAML a number as a
key. Each is told by its path, and nothing stands in its place, so that all else can be checked.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .model import DEEPEST
from .problems import Problem, kind, quoted
from .secrets import SecretSource
from .shapes import Key, at, locate

SHOWN = 5
"""How many keys lead to where nesting without end is told."""

KNOWN_NOW = (
    "write plain text; what a program makes it gives in `secrets`, `clusters` or `database_host`"
)
GIVEN_APART = "write config.SecretSource(config=<key>), and give the secret in `secrets`"
KINDS = "write a text, a number, true or false, a list or an object"

Late = tuple[type, ...]
"""Types of values that are known only once the program runs."""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Sections as plain data."""

    values: dict[str, Any]
    """The sections; nothing where something else stood."""
    problems: tuple[Problem, ...]
    """What else stood there."""
    sections: frozenset[str]
    """Sections in which it stood."""

    def caused(self, problem: Problem, *, rule: bool) -> bool:
        """Whether `problem` only says again that something of `problems` is not there.

        `rule`: whether it is about keys that belong together, and stands above them.
        """
        return any(
            it.path == problem.path or (rule and it.path.startswith(f"{problem.path}."))
            for it in self.problems
        )


def plain(values: Mapping[Any, Any], late: Late = ()) -> Plain:
    """`values`, sections by key, as plain data."""
    walk = _Walk(late=late)
    sections: dict[str, Any] = {}
    touched: set[str] = set()
    for key, section in values.items():
        before = len(walk.problems)
        name = walk.named(key, ())
        sections[name] = walk.value(section, (name,))
        if len(walk.problems) > before:
            touched.add(name)
    return Plain(values=sections, problems=tuple(walk.problems), sections=frozenset(touched))


@dataclass(kw_only=True)
class _Walk:
    late: Late
    problems: list[Problem] = field(default_factory=list)

    def value(self, value: Any, keys: tuple[Key, ...], above: tuple[int, ...] = ()) -> Any:
        if not isinstance(value, (Mapping, list, tuple)):
            return self.leaf(value, keys)
        if id(value) in above or len(keys) > DEEPEST:
            found = f"is nested in itself, or deeper than {DEEPEST}"
            return self.refuse(keys[:SHOWN], found, "write it flatter")
        above = (*above, id(value))
        if isinstance(value, Mapping):
            items = {self.named(key, keys): item for key, item in value.items()}
            return {key: self.value(item, (*keys, key), above) for key, item in items.items()}
        return [self.value(item, (*keys, index), above) for index, item in enumerate(value)]

    def leaf(self, value: Any, keys: tuple[Key, ...]) -> Any:
        if isinstance(value, self.late):
            found = f"found {kind(value)}, which is known only once the program runs"
            secret = SecretSource in locate(keys).here
            return self.refuse(keys, found, GIVEN_APART if secret else KNOWN_NOW)
        if isinstance(value, float) and not math.isfinite(value):
            return self.refuse(keys, f"found {quoted(value)}", "write a number")
        if isinstance(value, str) and not _has_form(value):
            return self.refuse(keys, "found a text that UTF-8 cannot write", "write another text")
        if isinstance(value, bool | int | float | str | None):
            return value
        found = f"found {kind(value)}"
        return self.refuse(keys, found, KINDS)

    def named(self, key: Any, keys: tuple[Key, ...]) -> str:
        if isinstance(key, str):
            return key
        word = quoted(key) if isinstance(key, bool | int | float | None) else str(key)
        self.refuse((*keys, word), f"has a key that is no text, {word}", "put it in quotes")
        return word

    def refuse(self, keys: tuple[Key, ...], found: str, remedy: str) -> None:
        self.problems.append(Problem(path=at(keys), found=found, remedy=remedy))


def _has_form(text: str) -> bool:
    """Whether all of it are characters: an escape can give half of one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
