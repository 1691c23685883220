"""What the data plane's overlay for Azure would say."""

import pytest

from components.cloud.azure.chart import dataplane
from components.cloud.platform import DataPlaneChart, LogKey
from components.contracts import WorkloadIdentity

from .facts import ACCOUNT, METADATA, WORKSPACE

BACKEND = WorkloadIdentity(
    principal="backend", annotations={"azure.workload.identity/client-id": "backend"}
)
SECRET = "union-persistent-logs"  # noqa: S105 - a name
WORKER = WorkloadIdentity(principal="worker", annotations={})


def _chart(**more: object) -> dict[str, object]:
    args = DataPlaneChart(
        metadata=METADATA,
        fast_registration=METADATA,
        backend=BACKEND,
        operator_proxy=BACKEND,
        worker=WORKER,
        **more,
    )
    return dict(dataplane(ACCOUNT, args).values)


def test_the_chart_stores_by_stow_in_one_storage_account() -> None:
    assert _chart()["storage"] == {
        "provider": "custom",
        "custom": {
            "container": "union-metadata",
            "type": "stow",
            "stow": {"kind": "azure", "config": {"account": "acmeunion"}},
        },
    }


def test_gpu_metrics_are_read_on_the_nodes_that_aks_says_have_one() -> None:
    assert _chart()["dcgm-exporter"] == {
        "affinity": {
            "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                    "nodeSelectorTerms": [
                        {
                            "matchExpressions": [
                                {
                                    "key": "kubernetes.azure.com/accelerator",
                                    "operator": "In",
                                    "values": ["nvidia"],
                                }
                            ]
                        }
                    ]
                }
            }
        }
    }


def test_logs_are_read_in_log_analytics() -> None:
    config = _chart(log_service=True)["config"]

    assert config["proxy"]["persistedLogs"] == {
        "sourceType": "AzureLogAnalytics",
        "azureLogAnalytics": {"logAnalyticsWorkspaceResourceIdTemplate": WORKSPACE},
    }


def test_fluent_bit_writes_with_a_key_that_no_value_holds() -> None:
    values = _chart(log_key=LogKey(secret=SECRET, key="storage_key"))
    secret = {"name": SECRET, "key": "storage_key"}

    assert values["fluentbit"] == {
        "azureBlobSharedKey": "${AZURE_STORAGE_KEY}",
        "env": [{"name": "AZURE_STORAGE_KEY", "valueFrom": {"secretKeyRef": secret}}],
    }


def test_pods_of_the_backend_and_of_tasks_carry_the_label() -> None:
    label = {"azure.workload.identity/use": "true"}
    values = _chart()

    assert values["additionalPodLabels"] == label
    assert values["config"]["k8s"]["plugins"]["k8s"]["default-labels"] == [label]


@pytest.mark.parametrize("single_namespace", [True, False])
def test_the_propeller_has_the_backends_identity_in_either_mode(single_namespace: bool) -> None:
    values = _chart(propeller=True, single_namespace=single_namespace)

    account = {"annotations": {"azure.workload.identity/client-id": "backend"}}
    assert values["flytepropeller"] == {"serviceAccount": account}
