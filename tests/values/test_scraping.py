import yaml

from components.values.scraping import prometheus_endpoint, scrape_configs, service_monitor_spec


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
        "endpoints": [{"port": "debug", "path": "/metrics", "interval": "30s"}],
    }


def test_the_endpoint_is_the_pages() -> None:
    assert prometheus_endpoint("union") == (
        "http://union-operator-prometheus.union.svc:80/prometheus"
    )
