"""Secret Manager: secrets kept there, and how the External Secrets Operator reads them."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_gcp as gcp

from ...config.accounts import GcpAccount
from ...contracts import Cluster, SecretRef, ServiceAccount, known_after
from ..args import StoreSecretArgs
from . import naming


def existing(account: GcpAccount, key: str, property_: str | None) -> SecretRef:
    """A secret of the project that somebody else keeps."""
    name = naming.secret_name(account, key)
    return SecretRef(key=key, property=property_, arn=name, label=key)


def provider_block(
    account: GcpAccount, service_account: ServiceAccount, cluster: Cluster
) -> Mapping[str, Any]:
    """`spec.provider` of a `SecretStore` that reads as a service account of its namespace."""
    identity = {
        "clusterProjectID": account.project_id,
        "clusterLocation": cluster.location,
        "clusterName": cluster.cloud_name,
        "serviceAccountRef": {"name": service_account.name},
    }
    return {"gcpsm": {"projectID": account.project_id, "auth": {"workloadIdentity": identity}}}


class StoredSecret(pulumi.ComponentResource):
    """A secret of ours; its container is protected and retained."""

    ref: SecretRef
    """Where it is kept; whoever uses the key waits for the value."""

    def __init__(
        self,
        name: str,
        args: StoreSecretArgs,
        account: GcpAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:gcp:StoredSecret", name, None, opts)
        physical = naming.secret(args.key)
        secret = gcp.secretmanager.Secret(
            f"{name}-secret",
            secret_id=physical,
            replication={"auto": {}},
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        # Neither protected nor retained: a new value is a new version, made before the old goes.
        version = gcp.secretmanager.SecretVersion(
            f"{name}-version",
            secret=known_after(secret, naming.secret_name(account, physical)),
            secret_data=args.value.value,
            # An update that the secret's protection ends has no chance to take its value before.
            opts=pulumi.ResourceOptions(parent=self, deleted_with=secret),
        )
        self.ref = SecretRef(
            key=known_after(version, physical),
            arn=known_after(secret, naming.secret_name(account, physical)),
            version=version.version,
            label=physical,
        )
        self.register_outputs({"key": self.ref.key})
