"""A project, and things in it, that the tests share."""

from typing import Any

import pulumi

from components.cloud.args import PlatformArgs
from components.cloud.gcp.platform import GcpPlatform
from components.config.accounts import GcpAccount
from components.contracts import Bucket, Cluster, ImageRegistry, ServiceAccount
from tests.engine import Registration

ACCOUNT = GcpAccount(provider="gcp", project_id="acme-union", region="us-central1")
ORGANIZATION = "acme"
POOL = "acme-union.svc.id.goog"

METADATA = Bucket(
    name="acme-metadata",
    arn="projects/_/buckets/acme-metadata",
    uri="gs://acme-metadata",
    region="us-central1",
    label="acme-metadata",
)
IMAGES = ImageRegistry(
    repository="us-central1-docker.pkg.dev/acme-union/union/images",
    arn="projects/acme-union/locations/us-central1/repositories/union",
    authentication_type="google",
    account="prod",
    label="union",
)
OPERATOR = ServiceAccount(namespace="union", name="operator-system")
PROXY = ServiceAccount(namespace="union", name="proxy-system")
TASKS = ServiceAccount(namespace="acme-*", name="default")


def platform(account: GcpAccount = ACCOUNT) -> GcpPlatform:
    """A platform, whose provider is called `gcp`."""
    return GcpPlatform("gcp", account, PlatformArgs(account=account, organization=ORGANIZATION))


def cluster() -> Cluster:
    """A cluster of the project."""
    return Cluster(
        name="union-prod",
        cloud_name="union-prod",
        account="prod",
        account_id=ACCOUNT.project_id,
        region=ACCOUNT.region,
        oidc_issuer="https://container.googleapis.com/v1/projects/acme-union/locations/us-central1"
        "/clusters/union-prod",
        kubernetes=pulumi.ProviderResource("kubernetes", "union-prod", {}),
        location="us-central1",
        identity_pool=POOL,
    )


def options(registration: Registration) -> dict[str, Any]:
    """Options of a resource but for the outputs that the SDK itself marks secret."""
    own = "additional_secret_outputs"
    return {key: value for key, value in registration.options.items() if key != own}
