"""Where a provider instance works: an account and region, an organization, a cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .table import Row
    from .values import Props


@dataclass(frozen=True, kw_only=True)
class Place:
    """What one provider configuration points at."""

    package: str
    realm: str
    """``aws/<account>``, ``okta/<domain>``, ``kubernetes/<cluster>``."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What templates may name beside the inputs: ``account``, ``region``, ``partition``…"""
    region: str = ""
    default_tags: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    """Provider switches that change how a type behaves."""

    def realm_of(self, row: Row, props: Props) -> str:
        """The realm of one resource; a regional one may name its own region."""
        if row.scope == "region":
            return f"{self.realm}/{self.region_of(props)}"
        return self.realm

    def region_of(self, props: Props) -> str:
        """The region that a resource names, else the provider's."""
        named = props.get("region")
        return named if isinstance(named, str) else self.region
