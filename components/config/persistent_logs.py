"""Page: configuration/persistent-logs. Container logs, kept in the metadata bucket."""

from .model import Model

PREFIX = "persisted-logs"
"""Where Fluent Bit writes, in the metadata bucket, whatever prefix the metadata have."""


class PersistentLogs(Model):
    """Fluent Bit on every node, with write access to `persisted-logs/` of the metadata bucket."""
