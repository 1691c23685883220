"""Page: configuration/monitoring, *ServiceMonitor*."""

from components.kubernetes.service_monitor import service_monitor

from ..engine import run


def test_it_selects_each_service_by_a_label_that_each_of_them_has() -> None:
    (found,) = run(lambda: service_monitor("monitor", "union"))

    assert found.brief() == (
        "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
        "monitor",
        {
            "apiVersion": "monitoring.coreos.com/v1",
            "kind": "ServiceMonitor",
            "metadata": {"name": "union-dataplane-services", "namespace": "union"},
            "spec": {
                "selector": {
                    "matchLabels": {"platform.union.ai/prometheus-group": "union-services"}
                },
                "namespaceSelector": {"matchNames": ["union"]},
                "endpoints": [{"port": "debug", "path": "/metrics", "interval": "30s"}],
            },
        },
    )
