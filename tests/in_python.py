"""The README's stack file, written in Python."""

from typing import Any

from components import config

SECRETS = {"databasePassword": "planted-database", "registryCredentials": "planted-registry"}
"""What it names."""


def pool(instance_type: str, least: int, most: int) -> config.AwsNodePool:
    """A pool of ours."""
    return config.AwsNodePool(
        create=config.AwsNewNodePool(instance_types=[instance_type], min=least, max=most)
    )


def account(**changes: Any) -> config.AwsAccount:
    """Its account."""
    said = {"provider": "aws", "account_id": "123456789012", "region": "us-east-2"}
    return config.AwsAccount(**{**said, **changes})


def settings(**changes: Any) -> config.Settings:
    """All of it; `changes` replace sections."""
    sections: dict[str, Any] = {
        "organization": "acme",
        "chart_version": "2026.8.3",
        "registry": config.SecretSource(config="registryCredentials"),
        "accounts": {"prod": account()},
        "clusters": {"union-prod": cluster()},
        "buckets": {
            name: config.BucketSettings(account="prod", create=f"acme-union-{name}")
            for name in ("control-plane", "metadata")
        },
        "identity_provider": config.Okta(kind="okta", domain="acme.okta.com", groups=["Everyone"]),
        "secret_delivery": config.SecretDelivery(external_secrets=config.ExternalSecretsDelivery()),
        "control_plane": control_plane(database()),
        "data_planes": {"production": data_plane()},
        "cluster_pools": {"default": ["production"]},
    }
    return config.Settings(**{**sections, **changes})


def cluster(**changes: Any) -> config.AwsCluster:
    """Its cluster."""
    said: dict[str, Any] = {
        "provider": "aws",
        "account": "prod",
        "node_pools": {
            "services": pool("m6i.2xlarge", 3, 6),
            "worker": pool("m6i.8xlarge", 0, 50),
            "system": config.AwsNodePool(existing=config.AwsExistingNodePool(name="default")),
        },
    }
    return config.AwsCluster(**{**said, **changes})


def database(**changes: Any) -> config.Database:
    """Its PostgreSQL."""
    said: dict[str, Any] = {
        "host": "db.acme.com",
        "password": config.SecretSource(config="databasePassword"),
    }
    return config.Database(**{**said, **changes})


def control_plane(database: config.Database) -> config.ControlPlane:
    """Its control plane."""
    return config.ControlPlane(
        cluster="union-prod",
        host="union.acme.com",
        database=database,
        scylla=config.Scylla(external=config.ExternalScylla(hosts=["scylla.acme.com"])),
        metadata=config.Place(bucket="control-plane"),
        ingress=config.Ingress(tls_secret="union-tls"),  # noqa: S106
    )


def data_plane(**changes: Any) -> config.DataPlane:
    """Its data plane."""
    said: dict[str, Any] = {
        "cluster": "union-prod",
        "storage": config.Storage(metadata=config.Place(bucket="metadata")),
    }
    return config.DataPlane(**{**said, **changes})
