"""What the charts' own `values.gcp.yaml` would say, which is not ours to ship. Pure.

Every service account gets its identity by its own key: the chart joins a component's annotations
to `additionalServiceAccountAnnotations` without looking, and a key that stands twice is not YAML.
"""

from typing import Any

from ...config.accounts import GcpAccount
from ...contracts import Fragment, WorkloadIdentity
from ..args import ControlPlaneChart, DataPlaneChart
from ..gpus import on_nodes_with

PAGE = "chart"
SERVICE_ACCOUNT = "iam.gke.io/gcp-service-account"
"""The annotation by which GKE lets a service account act as a Google one."""
DISK = {"provisioner": "pd.csi.storage.gke.io", "parameters": {"type": "pd-ssd"}}
"""GKE's own disk driver; Scylla wants fast disks, where the overlay has `pd-standard`."""
LINK = (
    "https://console.cloud.google.com/logs/query;query="
    "resource.labels.namespace_name%3D%22{{`{{.namespace}}`}}%22%0A"
    "resource.labels.pod_name%3D%22{{`{{.podName}}`}}%22%0A"
    "resource.labels.container_name%3D%22{{`{{.containerName}}`}}%22"
)
"""A query of Cloud Logging for one container, as the overlay has it."""


def _account(identity: WorkloadIdentity) -> dict[str, Any]:
    return {"serviceAccount": {"annotations": dict(identity.annotations)}}


def controlplane(account: GcpAccount, args: ControlPlaneChart) -> Fragment:
    """`charts/controlplane/values.gcp.yaml`."""
    region = {"connection": {"region": account.region}}
    values: dict[str, Any] = {
        "global": {
            "GCP_REGION": account.region,
            "GOOGLE_PROJECT_ID": account.project_id,
            "BUCKET_NAME": args.metadata.name,
            "ARTIFACTS_BUCKET_NAME": args.metadata.name,
            "FLYTEADMIN_IAM_ROLE_ARN": args.identity.principal,
            "ARTIFACT_IAM_ROLE_ARN": args.identity.principal,
        },
        "configMap": region,
        "flyte": {
            "region": account.region,
            "storage": {"type": "gcs", "gcs": {"projectId": account.project_id}},
            "configmap": {"adminServer": region},
            "flyteadmin": _account(args.identity),
            "cacheservice": _account(args.identity),
        },
    }
    if args.scylla:
        values["scylla"] = {"storageClass": DISK}
    return Fragment(page=PAGE, values=values)


def dataplane(account: GcpAccount, args: DataPlaneChart) -> Fragment:
    """`charts/dataplane/values.gcp.yaml`."""
    project = account.project_id
    values: dict[str, Any] = {
        "provider": "gcp",
        "global": {
            "GCP_REGION": account.region,
            "GOOGLE_PROJECT_ID": project,
            "METADATA_BUCKET": args.metadata.name,
            "FAST_REGISTRATION_BUCKET": args.fast_registration.name,
            "BACKEND_IAM_ROLE_ARN": args.backend.principal,
            "WORKER_IAM_ROLE_ARN": args.worker.principal,
        },
        "storage": {
            "provider": "gcs",
            "region": args.metadata.region,
            "gcp": {"projectId": project},
        },
        "userRoleAnnotationKey": SERVICE_ACCOUNT,
        "userRoleAnnotationValue": args.worker.principal,
        "config": {
            "operator": {"clusterData": {"gcpProjectId": project}},
            "proxy": {"smConfig": {"gcpConfig": {"project": project}}, **_logs(project, args)},
        },
        "imageBuilder": {"buildkit": {"rootless": False}},
        # GKE keeps the critical classes for kube-system, unless a namespace has a quota of them.
        "resourcequota": {"create": True},
        "dcgm-exporter": {**on_nodes_with("cloud.google.com/gke-accelerator"), **_gpu_metrics()},
    }
    if args.propeller:
        # Its account is its own, whatever the others share; GKE keeps the critical classes for its
        # own namespaces.
        values["flytepropeller"] = {"priorityClassName": "", **_account(args.backend)}
    if args.single_namespace:
        common = {"annotations": dict(args.backend.annotations)}
        task_logs = {"leaseworker": _task_logs(project)} if args.log_service else {}
        return Fragment(page=PAGE, values={**values, "commonServiceAccount": common, **task_logs})
    return Fragment(page=PAGE, values={**values, **_own_accounts(args, project)})


def _gpu_metrics() -> dict[str, Any]:
    """The exporter finds the driver where GKE installs it; lists repeat what Helm would replace.

    GKE knows which pod has a GPU by the device's name, and tells privileged containers alone.
    """
    driver = "nvidia-install-dir-host"
    counters = "default-counters.csv"
    return {
        "extraEnv": [
            {"name": "LD_LIBRARY_PATH", "value": "/usr/local/nvidia/lib64"},
            {"name": "DCGM_EXPORTER_KUBERNETES_GPU_ID_TYPE", "value": "device-name"},
            {"name": "NVIDIA_MIG_MONITOR_DEVICES", "value": "all"},
        ],
        "extraHostVolumes": [{"name": driver, "hostPath": "/home/kubernetes/bin/nvidia"}],
        "extraVolumeMounts": [
            {
                "name": "exporter-metrics-volume",
                "mountPath": f"/etc/dcgm-exporter/{counters}",
                "subPath": counters,
            },
            {"name": driver, "mountPath": "/usr/local/nvidia"},
        ],
        "securityContext": {"privileged": True, "allowPrivilegeEscalation": True},
    }


def _logs(project: str, args: DataPlaneChart) -> dict[str, Any]:
    """Persistent logs, read where GKE's agent puts them. Page: configuration/persistent-logs."""
    if not args.log_service:
        return {}
    logging = {"gcp": {"project": project}}
    return {"persistedLogs": {"sourceType": "GCPStackdriver", "gcpLogging": logging}}


def _task_logs(project: str) -> dict[str, Any]:
    """A link to a task's logs beside it; every list repeats whole, as Helm replaces it whole."""
    template = {"displayName": "GCP Logs", "templateUris": [f"{LINK}?project={project}"]}
    links = {"cloudwatch-enabled": False, "kubernetes-enabled": False, "templates": [template]}
    plugins = {"logs": links, "k8s-array": {"logs": {"config": links}}, "fasttask": {"logs": links}}
    return {"task_logs": {"plugins": plugins}}


def _own_accounts(args: DataPlaneChart, project: str) -> dict[str, Any]:
    own: dict[str, Any] = {
        "operator": _account(args.backend),
        "leaseworker": _account(args.backend),
        "proxy": _account(args.operator_proxy),
    }
    if args.log_service:
        own["leaseworker"] |= _task_logs(project)
    return own
