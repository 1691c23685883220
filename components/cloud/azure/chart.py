"""What the data plane chart's own `values.azure.yaml` would say, which is not ours to ship. Pure.

Every service account gets its identity by its own key: the chart joins a component's annotations to
`additionalServiceAccountAnnotations` without looking, and a key that stands twice is not YAML.
"""

from typing import Any

from ...config.accounts import AzureAccount
from ...contracts import Fragment, WorkloadIdentity
from ..args import DataPlaneChart
from ..gpus import on_nodes_with

PAGE = "chart"
CLIENT_ID = "azure.workload.identity/client-id"
"""The annotation by which a service account names its identity."""
USE = "azure.workload.identity/use"
"""The label without which a pod gets no token."""
STORAGE_KEY = "AZURE_STORAGE_KEY"
"""Environment variable of Fluent Bit, which it puts into its own configuration."""


def _account(identity: WorkloadIdentity) -> dict[str, Any]:
    return {"serviceAccount": {"annotations": dict(identity.annotations)}}


def dataplane(account: AzureAccount, args: DataPlaneChart) -> Fragment:
    """`charts/dataplane/values.azure.yaml`."""
    metadata = args.metadata
    values: dict[str, Any] = {
        "provider": "azure",
        "global": {
            "METADATA_BUCKET": metadata.name,
            "FAST_REGISTRATION_BUCKET": args.fast_registration.name,
        },
        "storage": {
            "provider": "custom",
            "custom": {
                # Literal: Fluent Bit's configuration has it without reading a template.
                "container": metadata.name,
                "type": "stow",
                "stow": {"kind": "azure", "config": {"account": metadata.storage_account}},
            },
        },
        "userRoleAnnotationKey": CLIENT_ID,
        "userRoleAnnotationValue": args.worker.principal,
        "config": {
            "proxy": {"persistedLogs": _logs(account, args)},
            "k8s": {"plugins": {"k8s": _tasks(args)}},
        },
        # Nodes of AKS have no user namespaces, which a rootless buildkitd needs.
        "imageBuilder": {"buildkit": {"rootless": False}},
        "dcgm-exporter": on_nodes_with("kubernetes.azure.com/accelerator", "nvidia"),
        **_fluentbit(args),
    }
    if args.propeller:
        # Its account is its own, whatever the others share.
        values["flytepropeller"] = _account(args.backend)
    if args.single_namespace:
        common = {"annotations": dict(args.backend.annotations)}
        return Fragment(page=PAGE, values={**values, "commonServiceAccount": common})
    return Fragment(page=PAGE, values={**values, **_own_accounts(args)})


def _logs(account: AzureAccount, args: DataPlaneChart) -> dict[str, Any]:
    if not args.log_service:
        return {"sourceType": "ObjectStore"}
    workspace = {"logAnalyticsWorkspaceResourceIdTemplate": account.log_analytics}
    return {"sourceType": "AzureLogAnalytics", "azureLogAnalytics": workspace}


def _tasks(args: DataPlaneChart) -> dict[str, Any]:
    """Lists, which Helm replaces whole; the base values have none."""
    return {
        "default-labels": [{USE: "true"}],
        "default-env-vars": [{"AZURE_STORAGE_ACCOUNT_NAME": args.metadata.storage_account}],
    }


def _fluentbit(args: DataPlaneChart) -> dict[str, Any]:
    """The key with which Fluent Bit writes: it reads its environment, so no value holds it."""
    if args.log_key is None:
        # Reaches operator, proxy, leaseworker and webhook; page persistent-logs sets it otherwise.
        return {"additionalPodLabels": {USE: "true"}}
    secret = {"name": args.log_key.secret, "key": args.log_key.key}
    env = {"name": STORAGE_KEY, "valueFrom": {"secretKeyRef": secret}}
    return {"fluentbit": {"azureBlobSharedKey": f"${{{STORAGE_KEY}}}", "env": [env]}}


def _own_accounts(args: DataPlaneChart) -> dict[str, Any]:
    return {
        "operator": _account(args.backend),
        "leaseworker": _account(args.backend),
        "proxy": _account(args.operator_proxy),
    }
