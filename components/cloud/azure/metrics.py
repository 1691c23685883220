"""Where cluster-health metrics can be forwarded to."""

from ...config.monitoring import RemoteWriteSettings
from ...contracts import RemoteWrite


def remote_write(settings: RemoteWriteSettings) -> RemoteWrite:
    """Any endpoint that asks for no signature.

    The chart's Prometheus cannot sign for Azure Monitor, which has no workspaces of ours either; a
    rule has seen to it that there is a URL.
    """
    return RemoteWrite(url=str(settings.url))
