"""Parts of Helm values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """What one page of the documentation contributes to a chart's values."""

    page: str
    """The page, e.g. `configuration/persistent-logs`; `chart` for what today's chart alone asks."""
    values: Mapping[str, Any]
    """Helm values; Outputs are leaves, never secret."""
