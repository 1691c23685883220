"""What the platform team wants of Union.ai: the sections of a stack file, in Python."""

from union_selfmanaged import Settings
from union_selfmanaged.config import (
    AwsAccount,
    AwsCluster,
    AwsNewNodePool,
    AwsNodePool,
    BucketSettings,
    ControlPlane,
    Database,
    DataPlane,
    ExternalScylla,
    ExternalSecretsDelivery,
    Ingress,
    Okta,
    Place,
    Scylla,
    SecretDelivery,
    SecretSource,
    Storage,
)


def pool(instance_type: str, least: int, most: int) -> AwsNodePool:
    """A pool that Union.ai's parts bring along."""
    return AwsNodePool(create=AwsNewNodePool(instance_types=[instance_type], min=least, max=most))


def settings(*, account_id: str, region: str) -> Settings:
    """One control plane and one data plane in the cluster `platform`."""
    return Settings(
        organization="acme",
        chart_version="2026.8.3",
        registry=SecretSource(config="registryCredentials"),
        accounts={"prod": AwsAccount(provider="aws", account_id=account_id, region=region)},
        clusters={
            "platform": AwsCluster(
                provider="aws",
                account="prod",
                node_pools={
                    "services": pool("m6i.2xlarge", 3, 6),
                    "system": pool("m6i.large", 2, 4),
                    "worker": pool("m6i.8xlarge", 0, 50),
                },
            )
        },
        buckets={
            "control-plane": BucketSettings(account="prod", create="acme-platform-control-plane"),
            "metadata": BucketSettings(account="prod", create="acme-platform-metadata"),
        },
        identity_provider=Okta(kind="okta", domain="acme.okta.com", groups=["ml-engineers"]),
        secret_delivery=SecretDelivery(external_secrets=ExternalSecretsDelivery()),
        control_plane=ControlPlane(
            cluster="platform",
            host="union.acme.com",
            database=Database(
                host="union.db.acme.com", password=SecretSource(config="databasePassword")
            ),
            scylla=Scylla(external=ExternalScylla(hosts=["scylla.acme.com"])),
            metadata=Place(bucket="control-plane"),
            ingress=Ingress(tls_secret="union-tls"),
        ),
        data_planes={
            "production": DataPlane(
                cluster="platform", storage=Storage(metadata=Place(bucket="metadata"))
            )
        },
        cluster_pools={"default": ["production"]},
    )
