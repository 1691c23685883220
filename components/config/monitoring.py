"""Page: configuration/monitoring. Union-features Prometheus, cluster health, one's own Prometheus."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .model import Host, HttpsUrl, Model, Name
from .secrets import SecretSource

Retention = Annotated[str, Field(pattern=r"^\d+[dhw]$")]


class Resources(Model):
    """Requests and limits, in Kubernetes quantities."""

    cpu_request: str = "1"
    memory_request: str = "1Gi"
    cpu_limit: str = "3"
    memory_limit: str = "3500Mi"


class UnionPrometheus(Model):
    """The static Prometheus that the platform's own features need."""

    retention: Retention = "3d"
    """How long it keeps data."""
    resources: Resources = Resources()
    priority_class_name: str = "system-cluster-critical"


class Workspace(Model):
    """An Amazon Managed Prometheus workspace: exactly one of `create` and `existing`."""

    account: Name
    create: Name | None = None
    """Alias of a workspace of ours."""
    existing: Annotated[str, Field(pattern=r"^ws-[0-9a-f-]+$")] | None = None
    """Id of a workspace that exists."""

    @model_validator(mode="after")
    def _owned_or_existing(self) -> Self:
        if (self.create is None) == (self.existing is None):
            raise ValueError("say either create: or existing:")
        return self


class RemoteWriteSettings(Model):
    """Exactly one of `workspace` and `url`."""

    workspace: Workspace | None = None
    url: HttpsUrl | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.workspace is None) == (self.url is None):
            raise ValueError("say either workspace: or url:")
        return self


class Grafana(Model):
    """Grafana of the cluster-health stack."""

    admin_password: SecretSource
    """Its admin's password."""
    host: Host | None = None
    """Host of its Ingress. Default: no Ingress."""
    ingress_class_name: str = "nginx"


class ClusterHealth(Model):
    """`kube-prometheus-stack`; one a cluster."""

    retention: Retention = "7d"
    memory_request: str = "2Gi"
    """Memory request of its Prometheus."""
    grafana: Grafana | None = None
    """Default: no Grafana."""
    alertmanager: bool = True
    remote_write: RemoteWriteSettings | None = None


class Monitoring(Model):
    """Monitoring of one data plane."""

    prometheus: UnionPrometheus = UnionPrometheus()
    cluster_health: ClusterHealth | None = None
    """Default: off."""
    service_monitor: bool = False
    """A `ServiceMonitor` for a Prometheus Operator of one's own; needs its CRDs."""
