"""Page: configuration/monitoring, *Enabling cluster health monitoring*: one a cluster."""

from dataclasses import dataclass

from ..config.monitoring import ClusterHealth, Grafana
from ..contracts import Fragment, RemoteWrite, WorkloadIdentity
from .fragment import Values, tree
from .secrets import GRAFANA_SECRET

PAGE = "configuration/monitoring"
ADMIN = "admin"
"""Name of Grafana's first user; only the password is a secret."""


@dataclass(frozen=True, kw_only=True)
class Forwarding:
    """Where metrics are forwarded to, and as whom."""

    target: RemoteWrite
    writer: WorkloadIdentity | None = None
    """Identity of `monitoring-prometheus`. Default: none, the target asks for none."""


def cluster_health(section: ClusterHealth, forwarding: Forwarding | None) -> Fragment:
    """`kube-prometheus-stack`, whose CRDs come with a release of their own, before this one."""
    values: Values = {
        "monitoring.enabled": True,
        "monitoring.crds.enabled": False,
        "monitoring.prometheus.prometheusSpec": {
            "retention": section.retention,
            "resources": {"requests": {"memory": section.memory_request}},
        },
        "monitoring.alertmanager.enabled": section.alertmanager,
        "monitoring.grafana": _grafana(section.grafana),
        **(_forwarding(forwarding) if forwarding else {}),
    }
    return Fragment(page=PAGE, values=tree(values))


def no_cluster_health() -> Fragment:
    """The stack is off; in the control plane too, because two of them collide in one cluster."""
    return Fragment(page=PAGE, values=tree({"monitoring.enabled": False}))


def _grafana(section: Grafana | None) -> Values:
    """The page's `adminPassword` would stand in values; a Secret of ours has it."""
    if section is None:
        return {"enabled": False}
    hosts = [section.host] if section.host else []
    login = {"REQ_USERNAME": ADMIN}
    return {
        "enabled": True,
        "admin": {"existingSecret": GRAFANA_SECRET, "passwordKey": "admin-password"},
        "env": {"GF_SECURITY_ADMIN_USER": ADMIN},
        # Once the name is plain, the chart leaves it out where dashboards are reloaded.
        "sidecar": {"dashboards": {"env": login}, "datasources": {"env": login}},
        "ingress": {
            "enabled": bool(hosts),
            "ingressClassName": section.ingress_class_name,
            "hosts": hosts,
        },
    }


def _forwarding(forwarding: Forwarding) -> Values:
    target = forwarding.target
    sigv4 = {"sigv4": {"region": target.sigv4_region}} if target.sigv4_region else {}
    remote_write = [{"url": target.url, **sigv4}]
    values: Values = {"monitoring.prometheus.prometheusSpec.remoteWrite": remote_write}
    if forwarding.writer is not None:
        key = "monitoring.prometheus.serviceAccount.annotations"
        values[key] = dict(forwarding.writer.annotations)
    return values
