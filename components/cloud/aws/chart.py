"""What the charts' own `values.aws.yaml` would say, which is not ours to ship. Pure.

Every service account gets its role by its own key: the chart joins a component's annotations to
`additionalServiceAccountAnnotations` without looking, and a key that stands twice is not YAML.
"""

from collections.abc import Mapping
from typing import Any

from ...config.accounts import AwsAccount
from ...contracts import Fragment, WorkloadIdentity
from ..args import ControlPlaneChart, DataPlaneChart
from ..gpus import on_nodes_with
from .naming import GPU

PAGE = "chart"
ROLE_ARN = "eks.amazonaws.com/role-arn"
"""The annotation by which EKS gives a service account its role."""
EBS = {"provisioner": "ebs.csi.aws.com", "parameters": {"type": "gp3", "fsType": "ext4"}}
"""The EBS CSI add-on; the overlay's `ebs.csi.eks.amazonaws.com` is for Auto Mode's own nodes."""


def _account(identity: WorkloadIdentity) -> dict[str, Any]:
    return {"serviceAccount": {"annotations": dict(identity.annotations)}}


def controlplane(account: AwsAccount, args: ControlPlaneChart) -> Fragment:
    """`charts/controlplane/values.aws.yaml`."""
    region = {"connection": {"region": account.region}}
    values: dict[str, Any] = {
        "global": {
            "AWS_REGION": account.region,
            "BUCKET_NAME": args.metadata.name,
            "ARTIFACTS_BUCKET_NAME": args.metadata.name,
            "FLYTEADMIN_IAM_ROLE_ARN": args.identity.principal,
            "ARTIFACT_IAM_ROLE_ARN": args.identity.principal,
        },
        "configMap": region,
        "flyte": {
            "region": account.region,
            "storage": {"type": "s3", "s3": {"region": args.metadata.region}},
            "configmap": {"adminServer": region},
            "flyteadmin": _account(args.identity),
            "cacheservice": _account(args.identity),
        },
    }
    if args.scylla:
        values["scylla"] = {"storageClass": EBS}
    return Fragment(page=PAGE, values=values)


def dataplane(account: AwsAccount, args: DataPlaneChart) -> Fragment:
    """`charts/dataplane/values.aws.yaml`."""
    values: dict[str, Any] = {
        "provider": "aws",
        "global": {
            "AWS_ACCOUNT_ID": account.account_id,
            "AWS_REGION": account.region,
            "METADATA_BUCKET": args.metadata.name,
            "FAST_REGISTRATION_BUCKET": args.fast_registration.name,
            "BACKEND_IAM_ROLE_ARN": args.backend.principal,
            "WORKER_IAM_ROLE_ARN": args.worker.principal,
        },
        "storage": {"provider": "aws", "authType": "iam", "region": args.metadata.region},
        "userRoleAnnotationKey": ROLE_ARN,
        "userRoleAnnotationValue": args.worker.principal,
        "config": {"proxy": {"smConfig": {"awsConfig": _secret_manager(account)}}},
        # Nodes of EKS have no user namespaces, which a rootless buildkitd needs.
        "imageBuilder": {"buildkit": {"rootless": False}},
        "dcgm-exporter": on_nodes_with(GPU, "true"),
        # A node that Karpenter empties would take the only operator proxy with it.
        "proxy": {"podAnnotations": {"karpenter.sh/do-not-disrupt": "true"}},
    }
    if args.propeller:
        # Its account is its own, whatever the others share.
        values["flytepropeller"] = _account(args.backend)
    if args.single_namespace:
        common = {"annotations": dict(args.backend.annotations)}
        return Fragment(page=PAGE, values={**values, "commonServiceAccount": common})
    return Fragment(page=PAGE, values={**values, **_own_accounts(values["proxy"], args)})


def _secret_manager(account: AwsAccount) -> Mapping[str, str]:
    return {"account": account.account_id, "region": account.region}


def _own_accounts(proxy: Mapping[str, Any], args: DataPlaneChart) -> dict[str, Any]:
    return {
        "operator": _account(args.backend),
        "leaseworker": _account(args.backend),
        "proxy": {**proxy, **_account(args.operator_proxy)},
    }
