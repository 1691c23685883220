"""Pages of which a data plane's values have a few keys each."""

from components.config.image_builder import ImageBuilder
from components.config.monitoring import ClusterHealth, Grafana, Resources, UnionPrometheus
from components.config.namespace_mapping import NamespaceMapping
from components.config.secrets import SecretSource
from components.contracts import RemoteWrite, WorkloadIdentity
from components.values.cluster_health import Forwarding, cluster_health, no_cluster_health
from components.values.crds import crds
from components.values.image_builder import image_builder, no_image_builder
from components.values.monitoring import gpu_metrics, union_prometheus
from components.values.namespace_mapping import controlplane_namespace_mapping, namespace_mapping
from components.values.node_pools import placement
from components.values.persistent_logs import no_persistent_logs, persistent_logs
from components.values.union_secrets import union_secrets

from .examples import FORWARDING, POOLS, REGISTRY, identity


def test_image_builder_has_every_key_of_the_page() -> None:
    assert image_builder(ImageBuilder(), REGISTRY).values == {
        "imageBuilder": {
            "enabled": True,
            "targetConfigMapName": "build-image-config",
            "buildkitUri": "",
            "defaultRepository": "210987654321.dkr.ecr.us-east-2.amazonaws.com/union/images",
            "authenticationType": "aws",
            "buildkit": {"enabled": True},
        }
    }


def test_an_external_buildkit_takes_the_place_of_ours() -> None:
    section = ImageBuilder(buildkit_uri="tcp://buildkit.acme.com:1234")
    values = image_builder(section, REGISTRY).values["imageBuilder"]

    assert values["buildkitUri"] == "tcp://buildkit.acme.com:1234"
    assert values["buildkit"] == {"enabled": False}


def test_the_image_builder_can_be_off() -> None:
    assert no_image_builder().values == {"imageBuilder": {"enabled": False}}


def test_fluent_bit_has_an_account_that_the_charts_own_template_makes() -> None:
    fragment = persistent_logs(identity("logs"), own_accounts=True)

    assert fragment.values == {
        "fluentbit": {
            "enabled": True,
            "serviceAccount": {
                "create": False,
                "name": "fluentbit-system",
                "annotations": {
                    "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/logs"
                },
            },
        }
    }


def test_beside_a_common_account_the_subchart_makes_fluent_bits() -> None:
    fragment = persistent_logs(identity("logs"), own_accounts=False)

    assert fragment.values["fluentbit"]["serviceAccount"]["create"] is True


def test_an_identity_by_pod_label_is_on_fluent_bits_pods_too() -> None:
    labels = {"azure.workload.identity/use": "true"}
    writer = WorkloadIdentity(principal="id", annotations={"a": "id"}, pod_labels=labels)
    values = persistent_logs(writer, own_accounts=True).values

    assert values["fluentbit"]["podLabels"] == labels
    assert values["additionalPodLabels"] == labels


def test_persistent_logs_can_be_off_as_the_page_says() -> None:
    assert no_persistent_logs().values == {"fluentbit": {"enabled": False}}


def test_union_secrets_have_a_namespace() -> None:
    assert union_secrets("secret").values == {
        "proxy": {"secretManager": {"enabled": True, "type": "K8s", "namespace": "secret"}}
    }


def test_the_mapping_is_escaped_for_the_data_plane_and_plain_for_the_control_plane() -> None:
    mapping = NamespaceMapping(template="myorg-{{ project }}-{{ domain }}")
    escaped = "myorg-{{`{{ project }}`}}-{{`{{ domain }}`}}"

    assert namespace_mapping(mapping).values == {"namespace_mapping": {"template": escaped}}
    assert controlplane_namespace_mapping(mapping.template).values == {
        "flyte": {
            "configmap": {
                "namespace_config": {
                    "namespace_mapping": {"template": "myorg-{{ project }}-{{ domain }}"}
                }
            }
        }
    }


def test_the_pages_prometheus_keys_stand_beside_those_that_work() -> None:
    section = UnionPrometheus(retention="14d", resources=Resources(cpu_request="2"))
    values = union_prometheus(section, POOLS).values["prometheus"]
    resources = {
        "limits": {"cpu": "3", "memory": "3500Mi"},
        "requests": {"cpu": "2", "memory": "1Gi"},
    }
    shared = {
        "retention": "14d",
        "resources": resources,
        "priorityClassName": "system-cluster-critical",
        "nodeSelector": {},
    }

    assert values == {
        **shared,
        **placement("services", POOLS),
        "image": {"repository": "prom/prometheus", "tag": "v3.3.1"},
        "routePrefix": "/prometheus/",
        "serviceAccount": {"create": True, "annotations": {}},
        "server": {**shared, "prefixURL": "/prometheus", "baseURL": "/prometheus/"},
        "serviceAccounts": {"server": {"create": True, "annotations": {}}},
    }


def test_cluster_health_with_everything_and_no_password_in_it() -> None:
    login = {"env": {"REQ_USERNAME": "admin"}}
    grafana = Grafana(admin_password=SecretSource(config="grafana"), host="grafana.acme.com")
    section = ClusterHealth(retention="30d", grafana=grafana)

    assert cluster_health(section, FORWARDING).values == {
        "monitoring": {
            "enabled": True,
            "crds": {"enabled": False},
            "prometheus": {
                "prometheusSpec": {
                    "retention": "30d",
                    "resources": {"requests": {"memory": "2Gi"}},
                    "remoteWrite": [
                        {
                            "url": "https://aps-workspaces.us-east-2.amazonaws.com"
                            "/workspaces/ws-1/api/v1/remote_write",
                            "sigv4": {"region": "us-east-2"},
                        }
                    ],
                },
                "serviceAccount": {"annotations": dict(identity("acme-metrics").annotations)},
            },
            "alertmanager": {"enabled": True},
            "grafana": {
                "enabled": True,
                "admin": {
                    "existingSecret": "union-grafana-admin",
                    "passwordKey": "admin-password",
                },
                "env": {"GF_SECURITY_ADMIN_USER": "admin"},
                "sidecar": {"dashboards": login, "datasources": login},
                "ingress": {
                    "enabled": True,
                    "ingressClassName": "nginx",
                    "hosts": ["grafana.acme.com"],
                },
            },
        }
    }


def test_metrics_forwarded_to_any_other_endpoint_are_not_signed() -> None:
    target = Forwarding(target=RemoteWrite(url="https://metrics.acme.com/write"))
    prometheus = cluster_health(ClusterHealth(), target).values["monitoring"]["prometheus"]

    assert prometheus["prometheusSpec"]["remoteWrite"] == [
        {"url": "https://metrics.acme.com/write"}
    ]
    assert "serviceAccount" not in prometheus


def test_cluster_health_without_grafana_and_alertmanager() -> None:
    values = cluster_health(ClusterHealth(alertmanager=False), None).values["monitoring"]

    assert values["grafana"] == {"enabled": False}
    assert values["alertmanager"] == {"enabled": False}
    assert "remoteWrite" not in values["prometheus"]["prometheusSpec"]


def test_gpu_metrics_are_where_prometheus_looks_for_them_on_nodes_of_any_taint() -> None:
    assert gpu_metrics().values == {
        "dcgm-exporter": {
            "namespaceOverride": "kube-system",
            "tolerations": [{"operator": "Exists"}],
        }
    }


def test_cluster_health_is_off_by_a_word() -> None:
    assert no_cluster_health().values == {"monitoring": {"enabled": False}}


def test_the_crds_release_leaves_what_it_brings_and_brings_nothing_that_another_chart_has() -> None:
    assert crds() == {
        "crds": {"flyte": False, "prometheusOperator": True},
        "prometheus-operator-crds": {"crds": {"annotations": {"helm.sh/resource-policy": "keep"}}},
    }
