"""The image builder alone: its repository, who pushes there, and who looks into it.

The cluster, its data plane and their service accounts exist.
"""

import pulumi
from union_selfmanaged.cloud.platform import (
    PlatformArgs,
    RegistryArgs,
    WorkloadIdentityArgs,
    platform,
)
from union_selfmanaged.config import AwsAccount, Repository
from union_selfmanaged.contracts import (
    ClusterFacts,
    DescribeImages,
    Grant,
    PushImages,
    ServiceAccount,
    WorkloadIdentity,
)

prod = AwsAccount(provider="aws", account_id="123456789012", region="us-east-2")
account = platform("prod", PlatformArgs(account=prod, organization="acme"))
cluster = ClusterFacts(
    name="main",
    account="prod",
    account_id=prod.account_id,
    region=prod.region,
    oidc_issuer="https://oidc.eks.us-east-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE1",
)
images = account.registry(
    "union-images", RegistryArgs(settings=Repository(account="prod", create="acme/union-images"))
)


def identity(name: str, subject: ServiceAccount, *grants: Grant) -> WorkloadIdentity:
    """An identity of a service account of the cluster."""
    wanted = WorkloadIdentityArgs(cluster=cluster, subjects=(subject,), grants=grants)
    return account.workload_identity(name, wanted)


worker = identity(
    "union-worker",
    ServiceAccount(namespace="*-development", name="default"),
    PushImages(registry=images),
)
proxy = identity(
    "union-operator-proxy",
    ServiceAccount(namespace="union", name="proxy-system"),
    DescribeImages(registry=images),
)

pulumi.export("repository", images.repository)
pulumi.export("worker", worker.principal)
pulumi.export("operatorProxy", proxy.principal)
