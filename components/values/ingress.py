"""How planes are reached. No page; today's charts ask."""

from ..config.controlplane import Ingress
from ..config.dataplanes import DataPlaneIngress
from ..contracts import Fragment
from .fragment import Values, tree

PAGE = "chart"
CONTROL_PLANE_SERVICE = "controlplane-nginx-controller"
DATA_PLANE_SERVICE = "dataplane-nginx-controller"


def in_cluster(service: str, namespace: str) -> str:
    """Host of a Service inside its own cluster."""
    return f"{service}.{namespace}.svc.cluster.local"


def controlplane_ingress(host: str, ingress: Ingress, namespace: str) -> Fragment:
    """The control plane's public hosts and the in-cluster one, on one certificate."""
    hosts = [host, *ingress.extra_hosts, in_cluster(CONTROL_PLANE_SERVICE, namespace)]
    values = {
        "ingress": {
            "host": host,
            "extraHosts": list(ingress.extra_hosts),
            "tls": [{"hosts": hosts, "secretName": ingress.tls_secret}],
        },
        "ingress-nginx.controller.service": _service(ingress),
    }
    return Fragment(page=PAGE, values=tree(values))


def ingress(section: DataPlaneIngress | None, namespace: str) -> Fragment:
    """The data plane's ingress, and what the operator tells the control plane to dial.

    Beside its control plane (`section` None) nginx serves a certificate of its own making, which
    nobody can verify.
    """
    values: Values = {"ingress.enabled": True, "ingress-nginx.enabled": True}
    host = in_cluster(DATA_PLANE_SERVICE, namespace)
    if section is not None:
        host = section.host
        values |= {
            "ingress.host": host,
            "ingress.dataproxy.tls": [{"hosts": [host], "secretName": section.tls_secret}],
            "ingress-nginx.controller.service": _service(section),
        }
    values["updateStatus.connectionConfig"] = {
        "enabled": True,
        "host": host,
        "insecure": False,
        "insecureSkipVerify": section is None,
    }
    return Fragment(page=PAGE, values=tree(values))


def _service(section: Ingress | DataPlaneIngress) -> Values:
    return {"type": section.service_type, "annotations": dict(section.service_annotations)}
