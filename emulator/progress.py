"""Progress for the person who waits."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """One line on standard error, at once."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
