"""A data plane: one section a page of the documentation."""

from typing import Annotated, Literal

from pydantic import Field

from .image_builder import ImageBuilder
from .model import Host, Model, Name, Namespace, Prefix
from .monitoring import Monitoring
from .storage import Storage


class PersistentLogs(Model):
    """Page: configuration/persistent-logs. Container logs, kept in the metadata bucket."""


class UnionSecrets(Model):
    """Page: configuration/union-secrets."""

    namespace: Namespace
    """Namespace of Union-managed secrets; it is made."""


class Propeller(Model):
    """The V1 engine; V2 runs without it."""

    metadata_prefix: Prefix = "metadata/propeller"
    """`config.core.propeller.metadata-prefix`."""


class DataPlaneIngress(Model):
    """How the control plane reaches a data plane in another cluster."""

    host: Host
    """Host that the control plane dials."""
    tls_secret: str
    """Name of its TLS Secret in the data plane's namespace."""
    service_type: Literal["ClusterIP", "LoadBalancer", "NodePort"] = "LoadBalancer"
    service_annotations: dict[str, str] = Field(default_factory=dict)


class DataPlane(Model):
    """One data plane; its name in the stack file is `clusterName` of the operator."""

    cluster: Name
    """Name of its cluster, see `union:clusters`."""
    namespace: Namespace = "union"
    storage: Storage
    image_builder: ImageBuilder | Literal["disabled"] = ImageBuilder()
    persistent_logs: PersistentLogs | Literal["disabled"] = PersistentLogs()
    monitoring: Monitoring = Monitoring()
    union_secrets: UnionSecrets | None = None
    """Default: the release's namespace."""
    propeller: Propeller | None = None
    """Default: V2 only."""
    ingress: DataPlaneIngress | None = None
    """Default: reached inside the cluster, which only a data plane beside its control plane can be."""
    serving: Literal["enabled", "disabled"] = "disabled"
    """Knative serving of apps; needs an untainted pool."""
    retired: bool = False
    """First step of removal: everything stateless goes, stateful things stay, unprotected and retained."""
    values: dict[str, object] = Field(default_factory=dict)
    """Helm values that come last; keys that guard secrets and metadata are refused."""
