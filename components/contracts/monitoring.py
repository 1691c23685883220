"""Where metrics go."""

from dataclasses import dataclass

import pulumi


@dataclass(frozen=True, kw_only=True)
class RemoteWrite:
    """Where cluster-health metrics are forwarded to."""

    url: pulumi.Input[str]
    """Remote-write endpoint."""
    sigv4_region: str | None = None
    """Region for AWS signatures. Default: none, unsigned."""
    arn: pulumi.Input[str] | None = None
    """What a grant to write names. Default: none."""
