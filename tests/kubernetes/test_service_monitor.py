"""Page: configuration/monitoring, *ServiceMonitor*."""

from components.kubernetes.service_monitor import ServiceMonitorArgs, service_monitor

from ..engine import run


def test_it_says_what_it_is_told() -> None:
    wanted = ServiceMonitorArgs(
        name="union-dataplane-services",
        namespace="union",
        labels={"release": "prometheus"},
        spec={"endpoints": [{"port": "debug", "path": "/metrics"}]},
    )

    (found,) = run(lambda: service_monitor("monitor", wanted))

    assert found.brief() == (
        "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
        "monitor",
        {
            "apiVersion": "monitoring.coreos.com/v1",
            "kind": "ServiceMonitor",
            "metadata": {
                "name": "union-dataplane-services",
                "namespace": "union",
                "labels": {"release": "prometheus"},
            },
            "spec": {"endpoints": [{"port": "debug", "path": "/metrics"}]},
        },
    )
