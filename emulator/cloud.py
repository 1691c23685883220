"""One emulated cloud: its table, and how a provider configuration becomes a place."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from .places import Place
from .refusals import NotKnown
from .table import Function, Row
from .values import Props

if TYPE_CHECKING:
    from .seeds import Seed

MODULES: Final[Mapping[str, str]] = {
    "aws": "emulator.clouds.aws",
    "azure-native": "emulator.clouds.azure_native",
    "gcp": "emulator.clouds.gcp",
    "kubernetes": "emulator.clouds.kubernetes",
    "okta": "emulator.clouds.okta",
}
"""Each package that is emulated, and the module whose ``CLOUD`` is its table."""


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """Everything that is known of one package."""

    package: str
    rows: Mapping[str, Row]
    functions: Mapping[str, Function]
    place: Callable[[Props, Seed], Place]
    """The place that a provider configuration points at; refuses one that points nowhere."""
    place_of: Callable[[str], Place]
    """The place of a realm that a seed names."""
    secret_config: frozenset[str] = frozenset()
    """Configuration that must arrive marked secret."""
    replacing_config: frozenset[str] = frozenset()
    """Configuration whose change replaces the provider and all that it made."""
    other: Callable[[str], Row | None] = field(default=lambda _: None)
    """A row for a token outside the table, such as a custom kind."""

    def row(self, token: str) -> Row:
        """The row of a type; what has none is refused."""
        row = self.rows.get(token) or self.other(token)
        if row is None:
            raise NotKnown(f"the emulator does not know the type {token}")
        return row

    def function(self, token: str) -> Function:
        """The row of a function; what has none is refused."""
        if token not in self.functions:
            raise NotKnown(f"the emulator does not know the function {token}")
        return self.functions[token]


def load(package: str) -> Cloud:
    """The table of one package."""
    if package not in MODULES:
        raise NotKnown(f"the emulator does not know the package {package}")
    cloud: Cloud = importlib.import_module(MODULES[package]).CLOUD
    return cloud
