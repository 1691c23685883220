"""Records that cross the borders between rooms.

Every field that may be known only at deploy time is a `pulumi.Input`, so a thing that exists
already is the same record with plain strings, values are built by pure functions, and tests need
no mocks.
"""

from .clusters import NODE_ROLE, Cluster, ClusterFacts, ClusterInputs, NodePool
from .fragment import Fragment
from .grants import (
    DescribeImages,
    Grant,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadSecrets,
    ReadWriteData,
    SignUrls,
    WriteLogs,
    WriteMetrics,
)
from .identity_provider import AuthorizationServer, IdentityProvider, OidcClient, ServiceLogin
from .monitoring import RemoteWrite
from .order import known_after
from .registry import ImageRegistry
from .secrets import Secret, SecretRef, SecretValue, TargetSecret
from .service_accounts import ServiceAccount, WorkloadIdentity
from .storage import Bucket, Location

__all__ = [
    "NODE_ROLE",
    "AuthorizationServer",
    "Bucket",
    "Cluster",
    "ClusterFacts",
    "ClusterInputs",
    "DescribeImages",
    "Fragment",
    "Grant",
    "IdentityProvider",
    "ImageRegistry",
    "Location",
    "NodePool",
    "OidcClient",
    "PullImages",
    "PushImages",
    "ReadData",
    "ReadLogs",
    "ReadSecrets",
    "ReadWriteData",
    "RemoteWrite",
    "Secret",
    "SecretRef",
    "SecretValue",
    "ServiceAccount",
    "ServiceLogin",
    "SignUrls",
    "TargetSecret",
    "WorkloadIdentity",
    "WriteLogs",
    "WriteMetrics",
    "known_after",
]
