"""The version of the product's charts."""

from collections.abc import Iterator

from ...versions import KNOWN_CHART_VERSIONS
from ..problems import Problem, quoted
from ..shapes import ROOT


def known_version(chart_version: str) -> Iterator[Problem]:
    """Values are written for one chart; another reads them otherwise."""
    if chart_version not in KNOWN_CHART_VERSIONS:
        yield Problem(
            path=f"{ROOT}chartVersion",
            found=f"found {quoted(chart_version)}, a version that this library knows nothing of",
            remedy=f"known: {', '.join(KNOWN_CHART_VERSIONS)}",
        )
