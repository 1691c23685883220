"""Where cluster-health metrics can be forwarded to: any endpoint that needs no signature.

Managed Service for Prometheus wants Google's credentials with each write, and the Prometheus
Operator of today's chart has no field for them in `remoteWrite`; a rule refuses a workspace.
"""

import pulumi

from ...config.monitoring import RemoteWriteSettings
from ...contracts import RemoteWrite


def target(settings: RemoteWriteSettings) -> RemoteWrite:
    """The endpoint of the stack file."""
    if settings.url is None:
        raise pulumi.RunError("workspace: is Amazon Managed Prometheus; on GCP write url:")
    return RemoteWrite(url=settings.url)
