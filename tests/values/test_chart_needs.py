"""What today's charts need and no page says."""

from components.config.controlplane import Database, ExternalScylla, Ingress, Scylla
from components.config.dataplanes import DataPlaneIngress
from components.config.multi_cluster import ClusterPoolAttributes
from components.config.secrets import SecretSource
from components.values.chart import controlplane_chart, mode, self_managed, serving
from components.values.databases import databases, scylla
from components.values.ingress import controlplane_ingress, ingress
from components.values.multi_cluster import (
    ControlPlaneAddress,
    attribute_command,
    attribute_files,
    cluster_pools,
    controlplane_multi_cluster,
    multi_cluster,
)
from components.values.node_pools import affinity, tolerations

from .examples import POOLS


def test_images_whose_tag_is_empty_by_default_have_one() -> None:
    tag = {"image": {"tag": "2026.8.3"}}

    assert controlplane_chart("acme", "union.acme.com", "2026.8.3").values == {
        "global": {"UNION_HOST": "union.acme.com", "UNION_ORG": "acme"},
        "flyte": {
            "cacheservice": tag,
            "flyteadmin": tag,
            "flyteconsole": tag,
            "flytescheduler": tag,
        },
    }


def test_every_connection_to_the_database_has_its_host_port_and_secret() -> None:
    section = Database(port=6432, password=SecretSource(config="db"))
    connection = {"configMap": {"db": {"port": 6432}}}
    flyte = {"database": {"port": 6432}}

    assert databases(section, "db.acme.com").values == {
        "global": {
            "DB_HOST": "db.acme.com",
            "DB_NAME": "unionai",
            "DB_USER": "unionai",
            "KUBERNETES_SECRET_NAME": "union-controlplane-secrets",
        },
        "flyte": {
            "common": {"databaseSecret": {"name": "union-controlplane-secrets"}},
            "db": {"admin": flyte, "cacheservice": flyte, "datacatalog": flyte},
        },
        "services": {
            "cluster": connection,
            "executions": connection,
            "organizations": connection,
            "run-scheduler": connection,
        },
    }


def test_bundled_scylla_is_the_charts_own_on_services_nodes() -> None:
    assert scylla(Scylla(bundled=True), POOLS).values == {
        "scylla": {
            "enabled": True,
            "racks": [
                {
                    "name": "rack1",
                    "members": 3,
                    "agentResources": {"requests": {"cpu": "50m", "memory": "10M"}},
                    "storage": {"capacity": "100Gi", "storageClassName": "scylladb"},
                    "resources": {
                        "limits": {"cpu": 2, "memory": "4Gi"},
                        "requests": {"cpu": 1, "memory": "2Gi"},
                    },
                    "placement": {
                        **affinity("services"),
                        "tolerations": tolerations("services", POOLS),
                    },
                }
            ],
        }
    }


def test_a_scylla_of_ones_own_is_named_to_both_of_its_readers() -> None:
    section = Scylla(external=ExternalScylla(hosts=["a.acme.com", "b.acme.com"]))
    connection = {"db": {"cql": {"hosts": ["a.acme.com", "b.acme.com"]}}}

    assert scylla(section, POOLS).values == {
        "scylla": {"enabled": False},
        "services": {"leasor": {"configMap": {"leasor": connection}}},
        "actions": {"configMap": {"actions": connection}},
    }


def test_the_control_planes_hosts_share_a_certificate() -> None:
    section = Ingress(
        tls_secret="union-tls",  # noqa: S106
        extra_hosts=["union.acme.net"],
        service_annotations={"a": "b"},
    )
    in_cluster = "controlplane-nginx-controller.union-cp.svc.cluster.local"
    hosts = ["union.acme.com", "union.acme.net", in_cluster]

    assert controlplane_ingress("union.acme.com", section, "union-cp").values == {
        "ingress": {
            "host": "union.acme.com",
            "extraHosts": ["union.acme.net"],
            "tls": [{"hosts": hosts, "secretName": "union-tls"}],
        },
        "ingress-nginx": {
            "controller": {"service": {"type": "LoadBalancer", "annotations": {"a": "b"}}}
        },
    }


def test_beside_its_control_plane_a_data_plane_is_dialled_inside_the_cluster() -> None:
    assert ingress(None, "union").values == {
        "ingress": {"enabled": True},
        "ingress-nginx": {"enabled": True},
        "updateStatus": {
            "connectionConfig": {
                "enabled": True,
                "host": "dataplane-nginx-controller.union.svc.cluster.local",
                "insecure": False,
                "insecureSkipVerify": True,
            }
        },
    }


def test_elsewhere_it_is_dialled_by_its_host_and_verified() -> None:
    section = DataPlaneIngress(host="dp.acme.com", tls_secret="dp-tls")  # noqa: S106

    assert ingress(section, "union").values == {
        "ingress": {
            "enabled": True,
            "host": "dp.acme.com",
            "dataproxy": {"tls": [{"hosts": ["dp.acme.com"], "secretName": "dp-tls"}]},
        },
        "ingress-nginx": {
            "enabled": True,
            "controller": {"service": {"type": "LoadBalancer", "annotations": {}}},
        },
        "updateStatus": {
            "connectionConfig": {
                "enabled": True,
                "host": "dp.acme.com",
                "insecure": False,
                "insecureSkipVerify": False,
            }
        },
    }


def test_multi_namespace_mode_comes_with_the_rights_it_needs() -> None:
    assert mode("multiNamespace", "unionai-dataplane").values == {
        "low_privilege": False,
        "namespaces": {"enabled": True},
        "clusterresourcesync": {"enabled": True},
        "commonServiceAccount": {"enabled": False},
        "prometheus": {
            "rbac": {"create": True},
            "kube-state-metrics": {"rbac": {"create": True}, "releaseNamespace": False},
        },
        "opencost": {"enabled": True},
    }


def test_single_namespace_mode_asks_for_no_rights_in_the_cluster() -> None:
    assert mode("singleNamespace", "dp").values == {
        "low_privilege": True,
        "namespaces": {"enabled": False},
        "clusterresourcesync": {"enabled": False},
        "commonServiceAccount": {"enabled": True},
        "prometheus": {
            "rbac": {"create": False},
            "kube-state-metrics": {"fullnameOverride": "dp-prometheus-kube-state-metrics"},
        },
        "opencost": {"enabled": False},
    }


def test_there_is_no_tunnel() -> None:
    assert self_managed().values == {"operator": {"enableTunnelService": False}}


def test_without_apps_their_operator_is_off_too() -> None:
    assert serving(enabled=False).values == {
        "apps": {"enabled": False},
        "knative-operator": {"enabled": False},
    }


def test_a_data_plane_says_who_and_whose_it_is() -> None:
    address = ControlPlaneAddress(host="union.acme.com")

    assert multi_cluster("acme", "dp-1", address).values == {
        "global": {
            "CLUSTER_NAME": "dp-1",
            "ORG_NAME": "acme",
            "CONTROLPLANE_HOST": "union.acme.com",
        },
        "clusterName": "dp-1",
        "orgName": "acme",
    }


def test_dialled_inside_the_cluster_nothing_verifies_and_browsers_keep_the_public_host() -> None:
    address = ControlPlaneAddress(host="union.acme.com", namespace="union-cp")
    values = multi_cluster("acme", "dp-1", address).values
    skip = {"insecureSkipVerify": True}

    assert values["global"]["CONTROLPLANE_HOST"] == (
        "controlplane-nginx-controller.union-cp.svc.cluster.local"
    )
    assert values["config"] == {
        "admin": {"admin": skip},
        "authorizer": {"authorizerClient": {"grpcConfig": skip}},
        "catalog": {"catalog-cache": {"insecure-skip-verify": True}},
        "union": {"connection": skip},
        "operator": {"clusterData": {"cloudHostName": "union.acme.com"}},
    }
    assert values["clusterresourcesync"] == {"config": {"union": {"connection": skip}}}
    assert values["additionalPodEnvVars"] == {"_U_INSECURE_SKIP_VERIFY": "true"}
    assert values["ingress"] == {"serving": {"hostOverride": "*.apps.union.acme.com"}}


def test_runs_are_sent_to_the_address_that_each_data_plane_reports() -> None:
    assert controlplane_multi_cluster().values == {
        "services": {
            "dataproxy": {"configMap": {"dataproxy": {"clusterSelector": {"type": "direct"}}}}
        }
    }


def test_pools_are_written_as_the_page_has_them() -> None:
    pools = {"staging-cp": ["my-staging-cluster"], "default": ["b", "a"]}

    assert cluster_pools(pools) == "default:\n- b\n- a\nstaging-cp:\n- my-staging-cluster\n"


def test_pool_attributes_are_written_as_the_page_has_them() -> None:
    snacks = {"project": "flytesnacks", "cluster_pool_name": "development-cp"}
    attributes = [
        ClusterPoolAttributes(domain="development", **snacks),
        ClusterPoolAttributes(domain="production", workflow="my_critical_wf", **snacks),
    ]

    assert attribute_files(attributes) == {
        "cpa-flytesnacks-development.yaml": (
            "domain: development\nproject: flytesnacks\nclusterPoolName: development-cp\n"
        ),
        "cpa-flytesnacks-production-my-critical-wf.yaml": (
            "domain: production\nproject: flytesnacks\nworkflow: my_critical_wf\n"
            "clusterPoolName: development-cp\n"
        ),
    }
    assert attribute_command("cpa-flytesnacks-development.yaml") == (
        "uctl update cluster-pool-attributes --attrFile cpa-flytesnacks-development.yaml"
    )


def test_no_two_files_have_one_name() -> None:
    snacks = {"project": "flytesnacks", "domain": "production", "cluster_pool_name": "default"}
    workflows = ["my_wf", "my.wf", "my-wf-2", "My_WF"]

    assert [
        *attribute_files([ClusterPoolAttributes(workflow=it, **snacks) for it in workflows])
    ] == [
        "cpa-flytesnacks-production-my-wf.yaml",
        "cpa-flytesnacks-production-my-wf-2.yaml",
        "cpa-flytesnacks-production-my-wf-2-2.yaml",
        "cpa-flytesnacks-production-my-wf-3.yaml",
    ]
