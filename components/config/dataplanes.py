"""A data plane: one section a page of the documentation."""

from typing import Literal

from pydantic import Field

from .code_viewer import CodeViewer
from .image_builder import ImageBuilder
from .model import Flag, Model, OrDisabled
from .monitoring import Monitoring
from .persistent_logs import PersistentLogs
from .secrets import SecretSource
from .storage import Storage
from .tags import AnnotationKey
from .texts import Host, Name, Namespace, ObjectName, Prefix
from .union_secrets import UnionSecrets


class Propeller(Model):
    """The V1 engine; V2 runs without it."""

    metadata_prefix: Prefix = "metadata/propeller"
    """`config.core.propeller.metadata-prefix`. Default: `metadata/propeller`."""


class DataPlaneIngress(Model):
    """How the control plane reaches a data plane in another cluster."""

    host: Host
    """Host that the control plane dials."""
    tls_secret: ObjectName
    """TLS Secret in the data plane's namespace; it exists, or cert-manager makes it."""
    service_type: Literal["ClusterIP", "LoadBalancer", "NodePort"] = "LoadBalancer"
    """Type of nginx's Service. Default: `LoadBalancer`."""
    service_annotations: dict[AnnotationKey, str] = Field(default_factory=dict)
    """Annotations of nginx's Service. Default: none."""


class DataPlane(Model):
    """One data plane; its name in the stack file is `clusterName` of the operator."""

    cluster: Name
    """Name of its cluster, see `union:clusters`."""
    namespace: Namespace = "union"
    """Its namespace. Default: `union`."""
    storage: Storage
    """What it keeps where."""
    image_builder: OrDisabled[ImageBuilder] = ImageBuilder()
    """Page: configuration/image-builder. Default: on; `disabled` switches it off."""
    persistent_logs: OrDisabled[PersistentLogs] = PersistentLogs()
    """Page: configuration/persistent-logs. Default: on; `disabled` switches it off."""
    code_viewer: OrDisabled[CodeViewer] = CodeViewer()
    """Page: configuration/code-viewer. Default: on; `disabled` switches it off."""
    monitoring: Monitoring = Monitoring()
    """Page: configuration/monitoring. Default: the static Prometheus alone."""
    union_secrets: UnionSecrets | None = None
    """Page: configuration/union-secrets, always on. Default: in the release's namespace."""
    propeller: Propeller | None = None
    """The V1 engine beside V2. Default: V2 only."""
    ingress: DataPlaneIngress | None = None
    """How a control plane in another cluster reaches it. Default: from inside its own cluster."""
    serving: Literal["enabled", "disabled"] = "disabled"
    """Knative serving of apps; needs an untainted pool. Default: `disabled`."""
    retired: Flag = False
    """First step of removal: everything stateless goes, stateful things stay, unprotected and
    retained. Default: `false`."""
    values: dict[str, object] = Field(default_factory=dict)
    """Helm values that come last, but for keys that guard secrets and metadata. Default: none."""

    @property
    def log_service(self) -> bool:
        """Whether persistent logs are read in the cloud's own log service."""
        return self.persistent_logs != "disabled" and not self.persistent_logs.in_bucket

    @property
    def fluentbit(self) -> bool:
        """Whether persistent logs are written to the metadata bucket."""
        return self.persistent_logs != "disabled" and self.persistent_logs.in_bucket

    @property
    def log_key(self) -> SecretSource | None:
        """With which key logs are written to the metadata bucket, where the file names one."""
        return None if self.persistent_logs == "disabled" else self.persistent_logs.storage_key

    @property
    def secrets_namespace(self) -> str:
        """Namespace of Union-managed secrets."""
        return self.union_secrets.namespace if self.union_secrets else self.namespace
