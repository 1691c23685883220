"""The stack file: models, what they refuse, and how it is read.

`Settings` and its sections are written in Python with the same names, in snake_case.
"""

from .accounts import AwsAccount, AzureAccount, AzureKeyVault, AzureStorageAccount, GcpAccount
from .authentication import ExistingAuthorizationServer, ExistingClient, Oidc, Okta
from .clusters import AwsCluster, AzureCluster, GcpCluster
from .code_viewer import CodeViewer
from .controlplane import (
    AttachedControlPlane,
    ControlPlane,
    ControlPlaneStack,
    Database,
    ExistingControlPlane,
    ExternalScylla,
    Ingress,
    ReferencedControlPlane,
    Scylla,
)
from .data_retention import Retention
from .dataplanes import DataPlane, DataPlaneIngress, Propeller
from .image_builder import ImageBuilder, PrivateRegistry, Repository
from .monitoring import (
    ClusterHealth,
    Grafana,
    Monitoring,
    RemoteWriteSettings,
    Resources,
    UnionPrometheus,
    Workspace,
)
from .multi_cluster import ClusterPoolAttributes
from .namespace_mapping import NamespaceMapping
from .node_pools import (
    AwsExistingNodePool,
    AwsNewNodePool,
    AwsNodePool,
    AzureExistingNodePool,
    AzureNewNodePool,
    AzureNodePool,
    GcpExistingNodePool,
    GcpNewNodePool,
    GcpNodePool,
)
from .persistent_logs import PersistentLogs
from .secrets import ExternalSecretsDelivery, SecretDelivery, SecretSource
from .settings import Settings
from .storage import BucketSettings, Place, Storage
from .union_secrets import UnionSecrets

__all__ = [
    "AttachedControlPlane",
    "AwsAccount",
    "AwsCluster",
    "AwsExistingNodePool",
    "AwsNewNodePool",
    "AwsNodePool",
    "AzureAccount",
    "AzureCluster",
    "AzureExistingNodePool",
    "AzureKeyVault",
    "AzureNewNodePool",
    "AzureNodePool",
    "AzureStorageAccount",
    "BucketSettings",
    "ClusterHealth",
    "ClusterPoolAttributes",
    "CodeViewer",
    "ControlPlane",
    "ControlPlaneStack",
    "DataPlane",
    "DataPlaneIngress",
    "Database",
    "ExistingAuthorizationServer",
    "ExistingClient",
    "ExistingControlPlane",
    "ExternalScylla",
    "ExternalSecretsDelivery",
    "GcpAccount",
    "GcpCluster",
    "GcpExistingNodePool",
    "GcpNewNodePool",
    "GcpNodePool",
    "Grafana",
    "ImageBuilder",
    "Ingress",
    "Monitoring",
    "NamespaceMapping",
    "Oidc",
    "Okta",
    "PersistentLogs",
    "Place",
    "PrivateRegistry",
    "Propeller",
    "ReferencedControlPlane",
    "RemoteWriteSettings",
    "Repository",
    "Resources",
    "Retention",
    "Scylla",
    "SecretDelivery",
    "SecretSource",
    "Settings",
    "Storage",
    "UnionPrometheus",
    "UnionSecrets",
    "Workspace",
]
