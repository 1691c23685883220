"""A logical name in the letters and length of a service, the same on every run. Pure."""

import hashlib
import re


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
