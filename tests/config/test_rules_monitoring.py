"""Page: configuration/monitoring."""

from decimal import Decimal

import pytest

from components.config.texts import amount

from .stack import ONE, TWO, mistakes, problem


def test_cluster_health_is_one_a_cluster() -> None:
    assert mistakes(
        {
            TWO + ".cluster": "union-prod",
            TWO + ".namespace": "union-2",
            TWO + ".monitoring": {"clusterHealth": {}},
        }
    ) == [
        problem(
            "union:dataPlanes.production-cluster-2.cluster",
            'found "union-prod", where data plane production-cluster-1 is',
            "write another cluster: two data planes in one would fight over its webhook, "
            "priority class and ingress class",
        ),
        problem(
            "union:dataPlanes.production-cluster-2.monitoring.clusterHealth",
            "is on, and data plane production-cluster-1 has it on in the same cluster",
            "leave it out: one stack sees the whole cluster",
        ),
    ]


def test_a_workspace_is_in_the_account_of_the_cluster() -> None:
    assert mistakes(
        {ONE + ".monitoring.clusterHealth.remoteWrite.workspace.account": "images"}
    ) == [
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.clusterHealth.remoteWrite.workspace.account",
            'found "images", another account than that of cluster union-prod',
            "write prod, or url: with an endpoint that needs no signature",
        ),
    ]


def test_a_workspace_of_ours_is_made_once() -> None:
    assert mistakes(
        {
            TWO + ".monitoring": {
                "clusterHealth": {
                    "remoteWrite": {"workspace": {"account": "prod", "create": "acme-union"}}
                }
            }
        }
    ) == [
        problem(
            "union:dataPlanes.production-cluster-2.monitoring.clusterHealth.remoteWrite.workspace.create",
            'found "acme-union", which data plane production-cluster-1 makes',
            "write another alias, or existing: with the id of that workspace",
        ),
    ]


def test_metrics_go_to_a_workspace_or_a_url() -> None:
    assert mistakes(
        {ONE + ".monitoring.clusterHealth.remoteWrite.url": "https://metrics.acme.com"}
    ) == [
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.clusterHealth.remoteWrite",
            "says workspace: and url:",
            "write workspace: or url:",
        ),
    ]


def test_a_url_holds_no_password() -> None:
    assert mistakes(
        {
            ONE + ".monitoring.clusterHealth.remoteWrite": {
                "url": "https://me:planted@metrics.acme.com"
            }
        }
    ) == [
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.clusterHealth.remoteWrite.url",
            "is something else, not repeated here",
            "write a URL that begins with https://, without a password in it",
        ),
    ]


def test_quantities_and_retentions_have_units() -> None:
    assert mistakes(
        {
            ONE + ".monitoring.prometheus": {
                "retention": "3 days",
                "resources": {"cpuLimit": 3, "memoryLimit": "3 GB"},
            }
        }
    ) == [
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.prometheus.resources.cpuLimit",
            "found a number, 3",
            "put what you wrote in quotes",
        ),
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.prometheus.resources.memoryLimit",
            'found "3 GB"',
            'write a Kubernetes quantity in quotes, e.g. "1" or "2Gi"',
        ),
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.prometheus.retention",
            'found "3 days"',
            "write a number and h, d, w or y, e.g. 30d",
        ),
    ]


def test_labels_are_those_of_a_service_monitor_that_is_there() -> None:
    path = TWO + ".monitoring"
    labels = {"release": "prometheus"}

    assert mistakes({path: {"serviceMonitor": True, "serviceMonitorLabels": labels}}) == []
    assert mistakes({path: {"serviceMonitorLabels": labels}}) == [
        problem(
            "union:dataPlanes.production-cluster-2.monitoring",
            "says serviceMonitorLabels: without serviceMonitor: true",
            "write serviceMonitor: true beside it, or leave the labels out",
        ),
    ]


def test_a_request_is_below_its_limit() -> None:
    path = ONE + ".monitoring.prometheus.resources"

    assert mistakes({ONE + ".monitoring.prometheus": {"resources": {"memoryRequest": "4Gi"}}}) == [
        problem(
            f"union:{path}",
            "has memoryRequest 4Gi above memoryLimit 3500Mi",
            "write memoryLimit: 4Gi or more, or a smaller request",
        )
    ]


def test_cores_are_compared_as_well() -> None:
    resources = {"cpuRequest": "2500m", "cpuLimit": "2"}

    assert [
        it.found for it in mistakes({ONE + ".monitoring.prometheus": {"resources": resources}})
    ] == ["has cpuRequest 2500m above cpuLimit 2"]


@pytest.mark.parametrize(
    ("quantity", "much"),
    [
        ("0", 0),
        ("1", 1),
        ("1500m", Decimal("1.5")),
        ("1.5Gi", 3 * 2**29),
        ("2k", 2000),
        ("1Ki", 1024),
        ("1M", 10**6),
        ("1Ei", 2**60),
    ],
)
def test_a_quantity_is_a_number(quantity: str, much: Decimal) -> None:
    assert amount(quantity) == much
