"""Physical names and ARNs, as plain strings that a preview knows. Pure.

A name is legal for its service, unique by its logical name, and the same on every run.
"""

import re

from ...config.accounts import AwsAccount
from ..names import Owner, digest, physical

ROLE_LENGTH = 64
"""IAM role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html."""
NODE_GROUP_LENGTH = 63
"""Managed node group: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html."""
LAUNCH_TEMPLATE_LENGTH = 128
SECRET_LENGTH = 512
WORKSPACE_LENGTH = 100

PARTITIONS = {
    "cn-": "aws-cn",
    "eu-isoe-": "aws-iso-e",
    "eusc-": "aws-eusc",
    "us-gov-": "aws-us-gov",
    "us-iso-": "aws-iso",
    "us-isob-": "aws-iso-b",
    "us-isof-": "aws-iso-f",
}
"""Partitions by how their regions begin, but for `aws`, which has all others."""

SPOT = {"eks.amazonaws.com/capacityType": "SPOT"}
"""Label of a managed node group's nodes that may be taken away."""
GPU = "nvidia.com/gpu.present"
"""Label of nodes with a GPU, as NVIDIA's own feature discovery sets it; no part of EKS does."""


def role(owner: Owner, logical: str) -> str:
    """Name of an IAM role."""
    return physical(owner.name(logical), ROLE_LENGTH)


def node_group(owner: Owner, logical: str, *facts: object) -> str:
    """Name of a node group; `facts` that cannot change in place are part of it.

    So that a new node group can stand beside the old one before that one goes.
    """
    return physical(f"{owner.name(logical)}-{digest(repr(facts))}", NODE_GROUP_LENGTH)


def launch_template(owner: Owner, logical: str, cluster: str) -> str:
    """Name of an EC2 launch template, which is unique in its account and not in its cluster.

    `cluster` tells pool `gpu-worker` of cluster `union` from pool `worker` of `union-gpu`; the dot
    is in no name.
    """
    name = f"{owner.name(logical)}.{cluster}"
    return physical(name, LAUNCH_TEMPLATE_LENGTH, r"[^A-Za-z0-9.-]")


def secret(key: str) -> str:
    """Name of a Secrets Manager secret.

    A name that ends like the suffix of an ARN (a hyphen and six characters) confuses searches by
    partial ARN: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html.
    """
    name = physical(key, SECRET_LENGTH, r"[^A-Za-z0-9/_+=.@-]")
    return f"{name}/value" if re.search(r"-[^-/]{6}$", name) else name


def workspace(owner: Owner, alias: str) -> str:
    """Alias of an Amazon Managed Prometheus workspace."""
    return physical(f"{owner.organization}-{alias}", WORKSPACE_LENGTH)


def partition(region: str) -> str:
    """The partition in ARNs of `region`."""
    return next((it for prefix, it in PARTITIONS.items() if region.startswith(prefix)), "aws")


def domain(region: str) -> str:
    """The domain of AWS's own hosts in `region`."""
    return "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"


def _arn(account: AwsAccount, service: str, resource: str, *, region: str | None = None) -> str:
    where = account.region if region is None else region
    return f"arn:{partition(account.region)}:{service}:{where}:{account.account_id}:{resource}"


def role_arn(account: AwsAccount, name: str, path: str = "/") -> str:
    """ARN of a role; IAM has no region."""
    return _arn(account, "iam", f"role{path}{name}", region="")


def managed_policy_arn(account: AwsAccount, name: str) -> str:
    """ARN of one of AWS's own policies."""
    return f"arn:{partition(account.region)}:iam::aws:policy/{name}"


def oidc_provider_arn(account: AwsAccount, issuer: str) -> str:
    """ARN of the IAM OIDC provider of the cluster with `issuer`."""
    return _arn(account, "iam", f"oidc-provider/{issuer.removeprefix('https://')}", region="")


def cluster_arn(account: AwsAccount, cluster: str) -> str:
    """ARN of an EKS cluster."""
    return _arn(account, "eks", f"cluster/{cluster}")


def bucket_arn(account: AwsAccount, bucket: str) -> str:
    """ARN of a bucket; it names neither account nor region."""
    return f"arn:{partition(account.region)}:s3:::{bucket}"


def repository_arn(account: AwsAccount, repository: str) -> str:
    """ARN of an ECR repository."""
    return _arn(account, "ecr", f"repository/{repository}")


def repository_uri(account: AwsAccount, repository: str) -> str:
    """Fully qualified ECR repository, as page configuration/image-builder writes it."""
    host = f"{account.account_id}.dkr.ecr.{account.region}.{domain(account.region)}"
    return f"{host}/{repository}"


def secret_arn(account: AwsAccount, name: str) -> str:
    """What a grant to read the secret called `name` names; an ARN is taken as it is.

    Secrets Manager ends each ARN with a hyphen and six random characters, so a name that is known
    beforehand is only exact as a pattern of just that length:
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html.
    """
    if name.startswith("arn:"):
        return name
    return _arn(account, "secretsmanager", f"secret:{name}-??????")


def workspace_arn(account: AwsAccount, workspace_id: str) -> str:
    """ARN of an Amazon Managed Prometheus workspace."""
    return _arn(account, "aps", f"workspace/{workspace_id}")


def remote_write_url(account: AwsAccount, workspace_id: str) -> str:
    """Remote-write endpoint of a workspace, as page configuration/monitoring writes it."""
    host = f"aps-workspaces.{account.region}.{domain(account.region)}"
    return f"https://{host}/workspaces/{workspace_id}/api/v1/remote_write"
