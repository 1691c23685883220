"""Union.ai self-managed on your own clusters, as Pulumi components."""

from .installation import Installation
from .preflight import load_settings

__all__ = ["Installation", "load_settings"]
