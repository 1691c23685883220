"""Kubernetes accounts that need a cloud identity, and why each of them does.

Multi-namespace mode gives each component an account of its own; in single-namespace mode the chart
puts them on one, `union-system`.
"""

from ..config.dataplanes import DataPlane
from ..config.namespace_mapping import worker_account, worker_namespaces
from ..config.settings import Settings
from ..contracts import ServiceAccount

COMMON = "union-system"
OPERATOR_PROXY = "proxy-system"
FLUENTBIT = "fluentbit-system"
MONITORING_PROMETHEUS = "monitoring-prometheus"


def control_plane(namespace: str) -> tuple[ServiceAccount, ...]:
    """Accounts that read and write the control plane's bucket."""
    return _accounts(namespace, "flyteadmin", "cacheservice")


def backend(settings: Settings, plane: DataPlane) -> tuple[ServiceAccount, ...]:
    """Accounts that read and write a data plane's buckets: operator, leaseworker, V1 propeller."""
    names = (COMMON,) if _shared(settings) else ("operator-system", "leaseworker")
    propeller = ("flytepropeller-system",) if plane.propeller else ()
    return _accounts(plane.namespace, *names, *propeller)


def operator_proxy(settings: Settings, plane: DataPlane) -> tuple[ServiceAccount, ...]:
    """The account that signs URLs, reads logs and looks images up; none where it is shared."""
    return () if _shared(settings) else _accounts(plane.namespace, OPERATOR_PROXY)


def fluentbit(plane: DataPlane) -> tuple[ServiceAccount, ...]:
    """The account that writes logs. Page: configuration/persistent-logs."""
    return _accounts(plane.namespace, FLUENTBIT)


def metrics_writer(plane: DataPlane) -> tuple[ServiceAccount, ...]:
    """The account of the cluster-health Prometheus, which writes to a managed one."""
    return _accounts(plane.namespace, MONITORING_PROMETHEUS)


def workers(settings: Settings, plane: DataPlane) -> tuple[ServiceAccount, ...]:
    """Accounts of task pods; where projects are not known, `*` stands for them."""
    name = worker_account(settings)
    return tuple(
        ServiceAccount(namespace=namespace, name=name)
        for namespace in worker_namespaces(settings, plane)
    )


def _shared(settings: Settings) -> bool:
    return settings.mode == "singleNamespace"


def _accounts(namespace: str, *names: str) -> tuple[ServiceAccount, ...]:
    return tuple(ServiceAccount(namespace=namespace, name=name) for name in names)
