"""Page: configuration/persistent-logs. Container logs, kept in the metadata bucket."""

from typing import Literal

from .model import Model
from .secrets import SecretSource

PREFIX = "persisted-logs"
"""Where Fluent Bit writes, in the metadata bucket, whatever prefix the metadata have."""


class PersistentLogs(Model):
    """Container logs that outlive their pods."""

    store: Literal["bucket", "logService"] | None = None
    """`bucket`: Fluent Bit on every node, with write access to `persisted-logs/` of the metadata
    bucket, as the page has it. `logService`: no Fluent Bit; the cloud's own log service keeps what
    its nodes send, and the data plane reads it there. Default: `bucket`, refused where today's
    chart cannot write it: on Google Cloud always, on Azure until it is said."""
    storage_key: SecretSource | None = None
    """Azure, `bucket`: a key of the metadata's storage account, with which Fluent Bit writes, since
    today's chart cannot have it use its identity. Default: looked up."""

    @property
    def in_bucket(self) -> bool:
        """Whether Fluent Bit writes them."""
        return self.store != "logService"
