"""Page: configuration/monitoring. Union features, cluster health, a Prometheus of one's own."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from .model import Flag, Model, mistake
from .secrets import SecretSource
from .texts import Host, HttpsUrl, Name, ObjectName, Quantity, Text, amount

Retention = Annotated[str, Text(r"^[1-9]\d{0,4}[hdwy]$", "a number and h, d, w or y, e.g. 30d")]
LabelValue = Annotated[
    str,
    Text(
        r"^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$",
        "the value of a Kubernetes label: at most 63 letters, digits and _ . -",
    ),
]
WorkspaceId = Annotated[
    str,
    Text(r"^ws-[0-9a-f-]+$", "the id of a workspace, e.g. ws-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"),
]


class Resources(Model):
    """Requests and limits, in Kubernetes quantities."""

    cpu_request: Quantity = "1"
    """CPU request, cores. Default: 1."""
    memory_request: Quantity = "1Gi"
    """Memory request. Default: `1Gi`."""
    cpu_limit: Quantity = "3"
    """CPU limit, cores. Default: 3."""
    memory_limit: Quantity = "3500Mi"
    """Memory limit. Default: `3500Mi`."""

    @model_validator(mode="after")
    def _requests_are_below_limits(self) -> Self:
        for kind, request, limit in (
            ("cpu", self.cpu_request, self.cpu_limit),
            ("memory", self.memory_request, self.memory_limit),
        ):
            if amount(request) > amount(limit):
                raise mistake(
                    f"has {kind}Request {request} above {kind}Limit {limit}",
                    f"write {kind}Limit: {request} or more, or a smaller request",
                )
        return self


class UnionPrometheus(Model):
    """The static Prometheus that the platform's own features need; always on."""

    retention: Retention = "3d"
    """How long it keeps data, a number and h, d, w or y. Default: `3d`, enough for the features."""
    resources: Resources = Resources()
    """Its requests and limits. Default: the page's."""
    priority_class_name: ObjectName = "system-cluster-critical"
    """Its priority class. Default: `system-cluster-critical`."""


class Workspace(Model):
    """An Amazon Managed Prometheus workspace: exactly one of `create` and `existing`."""

    one_of: ClassVar[tuple[str, ...]] = ("create", "existing")

    account: Name
    """Name of its account, see `union:accounts`."""
    create: Name | None = None
    """Alias of a workspace of ours."""
    existing: WorkspaceId | None = None
    """Id of a workspace that exists."""


class RemoteWriteSettings(Model):
    """Where cluster-health metrics are forwarded to: exactly one of `workspace` and `url`."""

    one_of: ClassVar[tuple[str, ...]] = ("workspace", "url")

    workspace: Workspace | None = None
    """An Amazon Managed Prometheus workspace, signed with its own role."""
    url: HttpsUrl | None = None
    """Any other endpoint, unsigned."""


class Grafana(Model):
    """Grafana of the cluster-health stack."""

    admin_password: SecretSource
    """Its admin's password."""
    host: Host | None = None
    """Host of its Ingress. Default: no Ingress."""
    ingress_class_name: ObjectName = "nginx"
    """Class of its Ingress. Default: `nginx`."""


class ClusterHealth(Model):
    """`kube-prometheus-stack`; one a cluster."""

    retention: Retention = "7d"
    """How long its Prometheus keeps data, a number and h, d, w or y. Default: `7d`."""
    memory_request: Quantity = "2Gi"
    """Memory request of its Prometheus. Default: `2Gi`."""
    grafana: Grafana | None = None
    """Its Grafana. Default: no Grafana."""
    alertmanager: Flag = True
    """Whether it has an Alertmanager. Default: `true`."""
    remote_write: RemoteWriteSettings | None = None
    """Where its metrics are forwarded to. Default: nowhere."""


class Monitoring(Model):
    """Monitoring of one data plane."""

    prometheus: UnionPrometheus = UnionPrometheus()
    """The static Prometheus. Default: the page's."""
    cluster_health: ClusterHealth | None = None
    """`kube-prometheus-stack`. Default: off."""
    service_monitor: Flag = False
    """A `ServiceMonitor` for a Prometheus Operator of one's own. Default: `false`."""
    service_monitor_labels: dict[str, LabelValue] = Field(default_factory=dict)
    """Labels of it, where that operator selects by some, e.g. `{release: kube-prometheus-stack}`.
    Default: none."""

    @model_validator(mode="after")
    def _labels_of_something(self) -> Self:
        if self.service_monitor_labels and not self.service_monitor:
            raise mistake(
                "says serviceMonitorLabels: without serviceMonitor: true",
                "write serviceMonitor: true beside it, or leave the labels out",
            )
        return self
