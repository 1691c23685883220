"""Secrets Manager: secrets kept there, and how the External Secrets Operator reads them."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from ...config.accounts import AwsAccount
from ...contracts import SecretRef, ServiceAccount, known_after
from ..args import StoreSecretArgs
from . import naming

RECOVERY_DAYS = 7
"""How long a deleted secret can be restored and its name stays taken, days; the least there is."""


def existing(account: AwsAccount, key: str, property_: str | None) -> SecretRef:
    """A secret that somebody else keeps."""
    return SecretRef(key=key, property=property_, arn=naming.secret_arn(account, key))


def provider_block(account: AwsAccount, service_account: ServiceAccount) -> Mapping[str, Any]:
    """`spec.provider` of a `SecretStore` that reads as a service account of its namespace."""
    jwt = {"serviceAccountRef": {"name": service_account.name}}
    return {"aws": {"service": "SecretsManager", "region": account.region, "auth": {"jwt": jwt}}}


class StoredSecret(pulumi.ComponentResource):
    """A secret of ours; its container is protected and retained."""

    ref: SecretRef
    """Where it is kept; whoever uses the key waits for the value."""

    def __init__(
        self,
        name: str,
        args: StoreSecretArgs,
        account: AwsAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:aws:StoredSecret", name, None, opts)
        physical = naming.secret(args.key)
        secret = aws.secretsmanager.Secret(
            f"{name}-secret",
            name=physical,
            recovery_window_in_days=RECOVERY_DAYS,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        # Neither protected nor retained: a new value replaces it, and AWS keeps the current one.
        version = aws.secretsmanager.SecretVersion(
            f"{name}-version",
            secret_id=secret.id,
            secret_string=args.value.value,
            # An update that the secret's protection ends has no chance to take its value before.
            opts=pulumi.ResourceOptions(parent=self, deleted_with=secret),
        )
        self.ref = SecretRef(
            key=known_after(version, physical),
            arn=naming.secret_arn(account, physical),
            version=version.version_id,
        )
        self.register_outputs({"key": self.ref.key})
