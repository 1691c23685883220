"""Page: configuration/data-retention. Expiry of raw data, and of nothing else."""

from typing import Annotated

from pydantic import Field

from .model import Model, Whole
from .texts import Prefix

MOST_DAYS = 36_500
"""A hundred years: no cloud's own limit, and beyond every one that is meant."""


class Retention(Model):
    """Expiry of raw data; executions, cached outputs and trace checkpoints that use it are lost.

    Refused wherever it can touch metadata or code bundles, because nobody can recover them. On a
    bucket that is shared with metadata it is therefore refused, unless the data plane runs the V1
    engine (`propeller`), the one component that reads a metadata prefix; even there it guards what
    that engine writes, so a bucket of its own for raw data is the better way.
    """

    days: Annotated[Whole, Field(ge=1, le=MOST_DAYS)]
    """Age at which raw data expires, days."""
    noncurrent_days: Annotated[Whole, Field(ge=1, le=MOST_DAYS)] = 7
    """Age at which a replaced or deleted version is removed, days. Default: 7."""
    prefix: Prefix | None = None
    """Only below this prefix. Default: the whole bucket."""

    @property
    def key_prefix(self) -> str:
        """What the rule is written with: `raw/`, which never touches `raw2/`; empty for all."""
        return f"{self.prefix}/" if self.prefix else ""


def overlap(one: str, other: str) -> bool:
    """Whether a key can begin with both of two key prefixes."""
    return one.startswith(other) or other.startswith(one)
