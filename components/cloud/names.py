"""A logical name in the letters and length of a service, the same on every run. Pure."""

import hashlib
import re
from dataclasses import dataclass

PRODUCT = "union"


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose things they are, with which every name in the cloud begins."""

    organization: str
    """Name of the organization."""
    installation: str = ""
    """Logical name of the installation. Default: none, single parts are used alone."""

    def plain(self, logical: str) -> str:
        """`logical` with the product's name in place of the installation's.

        So an installation that is renamed, with an alias, keeps all that it has in the cloud.
        """
        if not self.installation:
            return logical
        return f"{PRODUCT}{logical.removeprefix(self.installation)}"

    def name(self, logical: str) -> str:
        """What a thing with this logical name is called before it is cut to a service's size."""
        return f"{self.organization}-{self.plain(logical)}"


def digest(text: str) -> str:
    """Eight hexadecimal digits that tell `text` from any other."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def physical(logical: str, limit: int, illegal: str = r"[^A-Za-z0-9-]") -> str:
    """`logical` in the letters and length of a service; what had to change carries a digest.

    The last part, which tells what it is for, is kept.
    """
    legal = re.sub(illegal, "-", logical)
    if legal == logical and len(legal) <= limit:
        return legal
    head, _, tail = legal.rpartition("-")
    end = f"-{digest(logical)}-{tail[:16]}"
    return f"{(head or tail)[: limit - len(end)].rstrip('-')}{end}"
