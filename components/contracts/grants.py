"""What an identity may do: intents, answered by each cloud."""

from collections.abc import Sequence
from dataclasses import dataclass

from .monitoring import RemoteWrite
from .registry import ImageRegistry
from .secrets import SecretRef
from .storage import Bucket, Location


@dataclass(frozen=True, kw_only=True)
class ReadWriteData:
    """Read, write and delete objects below a location."""

    location: Location
    """The place."""


@dataclass(frozen=True, kw_only=True)
class ReadData:
    """Read objects below a location."""

    location: Location
    """The place."""


@dataclass(frozen=True, kw_only=True)
class WriteLogs:
    """Write container logs to `persisted-logs/` of the metadata bucket. Page: persistent-logs."""

    bucket: Bucket
    """The metadata bucket."""


@dataclass(frozen=True, kw_only=True)
class PushImages:
    """Pull and push images of one repository. Page: image-builder, the user role."""

    registry: ImageRegistry
    """The repository."""


@dataclass(frozen=True, kw_only=True)
class PullImages:
    """Pull images of one repository. Page: image-builder, private base images."""

    registry: ImageRegistry
    """The repository."""


@dataclass(frozen=True, kw_only=True)
class DescribeImages:
    """See whether an image exists. Page: image-builder, the operator proxy."""

    registry: ImageRegistry
    """The repository."""


@dataclass(frozen=True, kw_only=True)
class ReadSecrets:
    """Read exactly these secrets of the cloud's store. Page: authentication, option A."""

    secrets: Sequence[SecretRef]
    """The secrets, by reference."""


@dataclass(frozen=True, kw_only=True)
class SignUrls:
    """Sign URLs to objects as oneself, a right of its own on some clouds. Page: image-builder."""

    locations: Sequence[Location]
    """Where the objects are."""


@dataclass(frozen=True, kw_only=True)
class ReadLogs:
    """Read container logs in the cloud's own log service. Page: persistent-logs."""


@dataclass(frozen=True, kw_only=True)
class WriteMetrics:
    """Remote-write to one managed Prometheus workspace. Page: monitoring."""

    remote_write: RemoteWrite
    """The workspace."""


Grant = (
    ReadWriteData
    | ReadData
    | WriteLogs
    | PushImages
    | PullImages
    | DescribeImages
    | ReadSecrets
    | WriteMetrics
    | SignUrls
    | ReadLogs
)
