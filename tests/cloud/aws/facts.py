"""An account, and things in it, that the tests share."""

import json
from typing import Any

import pulumi

from components.cloud.args import PlatformArgs
from components.cloud.aws.platform import AwsPlatform
from components.config.accounts import AwsAccount
from components.contracts import Bucket, Cluster, ImageRegistry, ServiceAccount

ACCOUNT = AwsAccount(provider="aws", account_id="123456789012", region="us-east-2")
ORGANIZATION = "acme"

ISSUER = "https://oidc.eks.us-east-2.amazonaws.com/id/EXAMPLE1"
OIDC = "oidc.eks.us-east-2.amazonaws.com/id/EXAMPLE1"
OIDC_ARN = f"arn:aws:iam::123456789012:oidc-provider/{OIDC}"

METADATA = Bucket(
    name="acme-metadata",
    arn="arn:aws:s3:::acme-metadata",
    uri="s3://acme-metadata",
    region="us-east-2",
)
IMAGES = ImageRegistry(
    repository="123456789012.dkr.ecr.us-east-2.amazonaws.com/union/images",
    arn="arn:aws:ecr:us-east-2:123456789012:repository/union/images",
    authentication_type="aws",
    account="prod",
)
OPERATOR = ServiceAccount(namespace="union", name="operator-system")
PROXY = ServiceAccount(namespace="union", name="proxy-system")
TASKS = ServiceAccount(namespace="acme-*", name="default")


def platform(account: AwsAccount = ACCOUNT) -> AwsPlatform:
    """A platform, whose provider is called `aws`."""
    return AwsPlatform("aws", account, PlatformArgs(account=account, organization=ORGANIZATION))


def cluster(subnet_ids: tuple[str, ...] = ()) -> Cluster:
    """A cluster of the account."""
    return Cluster(
        name="union-prod",
        cloud_name="union-prod",
        account="prod",
        account_id=ACCOUNT.account_id,
        region=ACCOUNT.region,
        oidc_issuer=ISSUER,
        kubernetes=pulumi.ProviderResource("kubernetes", "union-prod", {}),
        subnet_ids=subnet_ids,
    )


def statements(document: str) -> list[dict[str, Any]]:
    """Statements of a policy document."""
    loaded = json.loads(document)
    assert loaded["Version"] == "2012-10-17"
    assert list(loaded) == ["Version", "Statement"]
    return loaded["Statement"]
