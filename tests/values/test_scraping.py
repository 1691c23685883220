from dataclasses import replace

import pytest
import yaml

from components.config.dataplanes import DataPlane
from components.config.monitoring import Monitoring
from components.values.dataplane import fragments
from components.values.fragment import compose
from components.values.scraping import (
    in_place_of_the_charts,
    prometheus_endpoint,
    scrape_configs,
    service_monitor_spec,
)

from .examples import SECOND


def monitored(*, service_monitor: bool) -> DataPlane:
    return SECOND.section.model_copy(
        update={"monitoring": Monitoring(service_monitor=service_monitor)}
    )


def test_ones_own_prometheus_finds_every_service_of_the_data_plane() -> None:
    assert yaml.safe_load(scrape_configs("union")) == {
        "scrape_configs": [
            {
                "job_name": "union-dataplane-services",
                "kubernetes_sd_configs": [
                    {"role": "endpoints", "namespaces": {"names": ["union"]}}
                ],
                "relabel_configs": [
                    {
                        "source_labels": [
                            "__meta_kubernetes_service_label_platform_union_ai_prometheus_group"
                        ],
                        "regex": "union-services",
                        "action": "keep",
                    },
                    {
                        "source_labels": ["__meta_kubernetes_endpoint_port_name"],
                        "regex": "debug",
                        "action": "keep",
                    },
                ],
            }
        ]
    }


def test_the_prometheus_operator_finds_the_same() -> None:
    assert service_monitor_spec("union") == {
        "selector": {"matchLabels": {"platform.union.ai/prometheus-group": "union-services"}},
        "namespaceSelector": {"matchNames": ["union"]},
        "endpoints": [
            {"port": "debug", "path": "/metrics", "interval": "30s", "honorLabels": True}
        ],
    }


def test_the_chart_makes_no_second_one_of_the_services_and_opencost_makes_that_of_the_costs() -> (
    None
):
    assert in_place_of_the_charts({"release": "prometheus"}).values == {
        "monitoring": {"serviceMonitors": {"enabled": False}},
        "opencost": {
            "opencost": {
                "metrics": {
                    "serviceMonitor": {
                        "enabled": True,
                        "additionalLabels": {"release": "prometheus"},
                        "metricRelabelings": [
                            {
                                "sourceLabels": ["__name__"],
                                "regex": "kube_node_labels|kube_pod_labels|node_total_hourly_cost|"
                                "node_ram_hourly_cost|node_cpu_hourly_cost|node_gpu_hourly_cost",
                                "action": "keep",
                            }
                        ],
                    }
                }
            }
        },
    }


@pytest.mark.parametrize("on", [True, False])
def test_the_charts_own_are_off_where_ours_is_there_and_nowhere_else(on: bool) -> None:
    section = replace(SECOND, section=monitored(service_monitor=on))
    values = compose(fragments(section))

    assert ("serviceMonitors" in values["monitoring"]) is on


def test_the_endpoint_is_the_pages() -> None:
    assert prometheus_endpoint("union") == (
        "http://union-operator-prometheus.union.svc:80/prometheus"
    )
