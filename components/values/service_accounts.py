"""Kubernetes accounts that need a cloud identity, and why each of them does.

Multi-namespace mode gives each component an account of its own; in single-namespace mode the chart
puts them on one, `union-system`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..config.namespace_mapping import NamespaceMapping
from ..contracts import ServiceAccount
from .namespace_mapping import Mode, namespace

COMMON = "union-system"
OPERATOR_PROXY = "proxy-system"
FLUENTBIT = "fluentbit-system"
MONITORING_PROMETHEUS = "monitoring-prometheus"


@dataclass(frozen=True, kw_only=True)
class Workers:
    """What names the namespaces of task pods."""

    mode: Mode
    namespace: str
    """Namespace of the data plane's release."""
    mapping: NamespaceMapping
    projects: Sequence[str]
    """Known projects. Empty: any."""
    domains: Sequence[str]
    """Domains."""


def control_plane(namespace: str) -> tuple[ServiceAccount, ...]:
    """Accounts that read and write the control plane's bucket."""
    return _accounts(namespace, "flyteadmin", "cacheservice")


def backend(namespace: str, mode: Mode, *, propeller: bool = False) -> tuple[ServiceAccount, ...]:
    """Accounts that read and write a data plane's buckets: operator, leaseworker, V1 propeller."""
    names = (COMMON,) if mode == "singleNamespace" else ("operator-system", "leaseworker")
    return _accounts(namespace, *names, *(("flytepropeller-system",) if propeller else ()))


def operator_proxy(namespace: str, mode: Mode) -> tuple[ServiceAccount, ...]:
    """The account that signs URLs, reads logs and looks images up; none where it is shared."""
    return () if mode == "singleNamespace" else _accounts(namespace, OPERATOR_PROXY)


def fluentbit(namespace: str) -> tuple[ServiceAccount, ...]:
    """The account that writes logs."""
    return _accounts(namespace, FLUENTBIT)


def metrics_writer(namespace: str) -> tuple[ServiceAccount, ...]:
    """The account of the cluster-health Prometheus, which writes to a managed one."""
    return _accounts(namespace, MONITORING_PROMETHEUS)


def workers(args: Workers) -> tuple[ServiceAccount, ...]:
    """Accounts of task pods; a project that is not known is a `*`."""
    if args.mode == "singleNamespace":
        return _accounts(args.namespace, "union")
    found = {
        namespace(args.mapping, project, domain)
        for project in args.projects or ("*",)
        for domain in args.domains
    }
    return tuple(ServiceAccount(namespace=name, name="default") for name in sorted(found))


def _accounts(namespace: str, *names: str) -> tuple[ServiceAccount, ...]:
    return tuple(ServiceAccount(namespace=namespace, name=name) for name in names)
