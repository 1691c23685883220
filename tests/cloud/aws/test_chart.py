"""What the charts are told because they run on AWS."""

import pytest

from components.cloud.args import ControlPlaneChart, DataPlaneChart
from components.cloud.aws import chart
from components.contracts import Bucket, Fragment, WorkloadIdentity

from .facts import ACCOUNT, METADATA

CODE = Bucket(name="acme-code", arn="arn:aws:s3:::acme-code", uri="s3://acme-code", region="x")


def _identity(name: str) -> WorkloadIdentity:
    arn = f"arn:aws:iam::123456789012:role/{name}"
    return WorkloadIdentity(principal=arn, annotations={"eks.amazonaws.com/role-arn": arn})


def _account(name: str) -> dict[str, object]:
    return {"serviceAccount": {"annotations": dict(_identity(name).annotations)}}


def _dataplane(*, single_namespace: bool = False, propeller: bool = False) -> Fragment:
    return chart.dataplane(
        ACCOUNT,
        DataPlaneChart(
            metadata=METADATA,
            fast_registration=CODE,
            backend=_identity("backend"),
            operator_proxy=_identity("proxy"),
            worker=_identity("worker"),
            single_namespace=single_namespace,
            propeller=propeller,
        ),
    )


COMMON = {
    "provider": "aws",
    "global": {
        "AWS_ACCOUNT_ID": "123456789012",
        "AWS_REGION": "us-east-2",
        "METADATA_BUCKET": "acme-metadata",
        "FAST_REGISTRATION_BUCKET": "acme-code",
        "BACKEND_IAM_ROLE_ARN": "arn:aws:iam::123456789012:role/backend",
        "WORKER_IAM_ROLE_ARN": "arn:aws:iam::123456789012:role/worker",
    },
    "storage": {"provider": "aws", "authType": "iam", "region": "us-east-2"},
    "userRoleAnnotationKey": "eks.amazonaws.com/role-arn",
    "userRoleAnnotationValue": "arn:aws:iam::123456789012:role/worker",
    "config": {
        "proxy": {"smConfig": {"awsConfig": {"account": "123456789012", "region": "us-east-2"}}}
    },
    "imageBuilder": {"buildkit": {"rootless": False}},
    "dcgm-exporter": {
        "affinity": {
            "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                    "nodeSelectorTerms": [
                        {
                            "matchExpressions": [
                                {
                                    "key": "nvidia.com/gpu.present",
                                    "operator": "In",
                                    "values": ["true"],
                                }
                            ]
                        }
                    ]
                }
            }
        }
    },
}
KARPENTER = {"podAnnotations": {"karpenter.sh/do-not-disrupt": "true"}}


def test_the_data_plane_gives_each_account_its_role_once() -> None:
    assert _dataplane() == Fragment(
        page="chart",
        values={
            **COMMON,
            "operator": _account("backend"),
            "leaseworker": _account("backend"),
            "proxy": {**KARPENTER, **_account("proxy")},
        },
    )


@pytest.mark.parametrize("single_namespace", [True, False])
def test_the_propeller_has_the_backends_role_in_either_mode(single_namespace: bool) -> None:
    values = _dataplane(propeller=True, single_namespace=single_namespace).values

    assert values["flytepropeller"] == _account("backend")


def test_in_one_namespace_the_shared_account_has_the_backends_role() -> None:
    assert _dataplane(single_namespace=True) == Fragment(
        page="chart",
        values={
            **COMMON,
            "proxy": KARPENTER,
            "commonServiceAccount": {"annotations": dict(_identity("backend").annotations)},
        },
    )


def _controlplane(*, scylla: bool) -> Fragment:
    return chart.controlplane(
        ACCOUNT,
        ControlPlaneChart(metadata=METADATA, identity=_identity("cp"), scylla=scylla),
    )


def test_the_control_plane_is_told_its_region_bucket_and_roles() -> None:
    assert _controlplane(scylla=True) == Fragment(
        page="chart",
        values={
            "global": {
                "AWS_REGION": "us-east-2",
                "BUCKET_NAME": "acme-metadata",
                "ARTIFACTS_BUCKET_NAME": "acme-metadata",
                "FLYTEADMIN_IAM_ROLE_ARN": "arn:aws:iam::123456789012:role/cp",
                "ARTIFACT_IAM_ROLE_ARN": "arn:aws:iam::123456789012:role/cp",
            },
            "configMap": {"connection": {"region": "us-east-2"}},
            "flyte": {
                "region": "us-east-2",
                "storage": {"type": "s3", "s3": {"region": "us-east-2"}},
                "configmap": {"adminServer": {"connection": {"region": "us-east-2"}}},
                "flyteadmin": _account("cp"),
                "cacheservice": _account("cp"),
            },
            "scylla": {
                "storageClass": {
                    "provisioner": "ebs.csi.aws.com",
                    "parameters": {"type": "gp3", "fsType": "ext4"},
                }
            },
        },
    )


def test_an_external_scylla_needs_no_storage_class() -> None:
    assert "scylla" not in _controlplane(scylla=False).values
