"""What the charts are told because they run on Google Cloud."""

from typing import Any

import pytest

from components.cloud.args import ControlPlaneChart, DataPlaneChart
from components.cloud.gcp import chart
from components.contracts import Bucket, Fragment, WorkloadIdentity

from .facts import ACCOUNT, METADATA

CODE = Bucket(name="acme-code", arn="", uri="gs://acme-code", region="us-central1")


def _identity(name: str) -> WorkloadIdentity:
    email = f"{name}@acme-union.iam.gserviceaccount.com"
    return WorkloadIdentity(principal=email, annotations={chart.SERVICE_ACCOUNT: email})


def _account(name: str) -> dict[str, Any]:
    return {"serviceAccount": {"annotations": dict(_identity(name).annotations)}}


def _dataplane(**more: bool) -> Fragment:
    return chart.dataplane(
        ACCOUNT,
        DataPlaneChart(
            metadata=METADATA,
            fast_registration=CODE,
            backend=_identity("backend"),
            operator_proxy=_identity("proxy"),
            worker=_identity("worker"),
            **more,
        ),
    )


EXPORTER = {
    "affinity": {
        "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [
                    {
                        "matchExpressions": [
                            {"key": "cloud.google.com/gke-accelerator", "operator": "Exists"}
                        ]
                    }
                ]
            }
        }
    },
    "extraEnv": [
        {"name": "LD_LIBRARY_PATH", "value": "/usr/local/nvidia/lib64"},
        {"name": "DCGM_EXPORTER_KUBERNETES_GPU_ID_TYPE", "value": "device-name"},
        {"name": "NVIDIA_MIG_MONITOR_DEVICES", "value": "all"},
    ],
    "extraHostVolumes": [
        {"name": "nvidia-install-dir-host", "hostPath": "/home/kubernetes/bin/nvidia"}
    ],
    "extraVolumeMounts": [
        {
            "name": "exporter-metrics-volume",
            "mountPath": "/etc/dcgm-exporter/default-counters.csv",
            "subPath": "default-counters.csv",
        },
        {"name": "nvidia-install-dir-host", "mountPath": "/usr/local/nvidia"},
    ],
    "securityContext": {"privileged": True, "allowPrivilegeEscalation": True},
}
"""GPU metrics, off by default, on the nodes that GKE says have one."""


def test_the_data_plane_gives_each_account_its_identity_once() -> None:
    assert _dataplane().values == {
        "provider": "gcp",
        "global": {
            "GCP_REGION": "us-central1",
            "GOOGLE_PROJECT_ID": "acme-union",
            "METADATA_BUCKET": "acme-metadata",
            "FAST_REGISTRATION_BUCKET": "acme-code",
            "BACKEND_IAM_ROLE_ARN": "backend@acme-union.iam.gserviceaccount.com",
            "WORKER_IAM_ROLE_ARN": "worker@acme-union.iam.gserviceaccount.com",
        },
        "storage": {
            "provider": "gcs",
            "region": "us-central1",
            "gcp": {"projectId": "acme-union"},
        },
        "userRoleAnnotationKey": "iam.gke.io/gcp-service-account",
        "userRoleAnnotationValue": "worker@acme-union.iam.gserviceaccount.com",
        "config": {
            "operator": {"clusterData": {"gcpProjectId": "acme-union"}},
            "proxy": {"smConfig": {"gcpConfig": {"project": "acme-union"}}},
        },
        "imageBuilder": {"buildkit": {"rootless": False}},
        "resourcequota": {"create": True},
        "dcgm-exporter": EXPORTER,
        "operator": _account("backend"),
        "leaseworker": _account("backend"),
        "proxy": _account("proxy"),
    }


def test_logs_are_read_in_cloud_logging_when_they_are_kept_there() -> None:
    values = _dataplane(log_service=True).values

    assert values["config"]["proxy"]["persistedLogs"] == {
        "sourceType": "GCPStackdriver",
        "gcpLogging": {"gcp": {"project": "acme-union"}},
    }
    links = values["leaseworker"]["task_logs"]["plugins"]
    assert sorted(links) == ["fasttask", "k8s-array", "logs"]
    (template,) = links["logs"]["templates"]
    assert template["templateUris"][0].endswith("?project=acme-union")


@pytest.mark.parametrize("single_namespace", [True, False])
def test_the_propeller_has_the_backends_identity_and_no_critical_priority_in_either_mode(
    single_namespace: bool,
) -> None:
    values = _dataplane(propeller=True, single_namespace=single_namespace).values

    assert values["flytepropeller"] == {
        "priorityClassName": "",
        **_account("backend"),
    }


def test_in_one_namespace_the_shared_account_has_the_backends_identity() -> None:
    values = _dataplane(single_namespace=True, log_service=True).values

    assert values["commonServiceAccount"] == {"annotations": dict(_identity("backend").annotations)}
    assert "serviceAccount" not in values["leaseworker"]
    assert not {"operator", "proxy"} & values.keys()


@pytest.mark.parametrize("scylla", [True, False])
def test_the_control_plane_is_told_its_project_bucket_and_identity(scylla: bool) -> None:
    args = ControlPlaneChart(metadata=METADATA, identity=_identity("cp"), scylla=scylla)
    values = dict(chart.controlplane(ACCOUNT, args).values)

    disk = {"provisioner": "pd.csi.storage.gke.io", "parameters": {"type": "pd-ssd"}}
    assert values.pop("scylla", None) == ({"storageClass": disk} if scylla else None)
    assert values["flyte"] == {
        "region": "us-central1",
        "storage": {"type": "gcs", "gcs": {"projectId": "acme-union"}},
        "configmap": {"adminServer": {"connection": {"region": "us-central1"}}},
        "flyteadmin": _account("cp"),
        "cacheservice": _account("cp"),
    }
