"""A cloud without a cloud: plain strings for every record, and what it was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi

from components.cloud.platform import (
    BucketArgs,
    ClusterArgs,
    ControlPlaneChart,
    DataPlaneChart,
    NodePoolsArgs,
    RegistryAccessArgs,
    RegistryArgs,
    RemoteWriteArgs,
    StoreSecretArgs,
    WorkloadIdentityArgs,
)
from components.contracts import (
    Bucket,
    Cluster,
    Fragment,
    ImageRegistry,
    Location,
    NodePool,
    RemoteWrite,
    Secret,
    SecretRef,
    ServiceAccount,
    WorkloadIdentity,
)

Options = pulumi.ResourceOptions | None


def bucket(name: str) -> Bucket:
    """A bucket as the fake makes it."""
    return Bucket(name=name, arn=f"arn:{name}", uri=f"fake://{name}", region="here")


def whole(name: str) -> Location:
    """All of that bucket."""
    return Location(bucket=bucket(name))


def registry(name: str, account: str = "prod") -> ImageRegistry:
    """A repository as the fake makes it."""
    return ImageRegistry(
        repository=f"registry.example.com/{name}",
        arn=f"arn:{name}",
        authentication_type="noop",
        account=account,
    )


def identity(name: str) -> WorkloadIdentity:
    """An identity as the fake makes it."""
    return WorkloadIdentity(principal=f"role/{name}", annotations={"example.com/role": name})


def stored(key: str) -> SecretRef:
    """A secret as the fake stores it."""
    return SecretRef(key=key, arn=f"arn:{key}", version=f"{key.rpartition('/')[2]}-v1")


@dataclass
class FakePlatform:
    """`cloud.platform.Platform` that makes nothing and remembers everything."""

    account: str = "prod"
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    """Method, logical name and arguments of each call, in order."""

    def told(self, method: str) -> dict[str, Any]:
        """Arguments of every call of `method`, by logical name."""
        return {name: args for called, name, args in self.asked if called == method}

    def methods(self) -> list[str]:
        """What it was asked for, each once, sorted."""
        return sorted({method for method, _, _ in self.asked})

    def cluster(self, name: str, args: ClusterArgs, opts: Options = None) -> Cluster:
        self.asked.append(("cluster", name, args))
        return cluster(args.cluster, self.account)

    def node_pools(
        self, name: str, args: NodePoolsArgs, opts: Options = None
    ) -> tuple[NodePool, ...]:
        self.asked.append(("node_pools", name, args))
        return pools(args.cluster.name)

    def buckets(
        self, name: str, wanted: Mapping[str, BucketArgs], opts: Options = None
    ) -> Mapping[str, Bucket]:
        self.asked.append(("buckets", name, wanted))
        return {
            it: bucket(str(args.settings.create or args.settings.existing))
            for it, args in wanted.items()
        }

    def bucket_documents(self, args: BucketArgs) -> Mapping[str, str]:
        wanted = {"cors": args.cors_origins, "lifecycle": args.settings.retention}
        missing = [key for key, value in wanted.items() if value]
        return {
            key: f"the {key} of {args.settings.existing}"
            for key in missing
            if args.settings.existing and key not in args.settings.manage
        }

    def log_key(self, bucket: Bucket) -> Secret | None:
        self.asked.append(("log_key", str(bucket.name), None))
        return None

    def registry(self, name: str, args: RegistryArgs, opts: Options = None) -> ImageRegistry:
        self.asked.append(("registry", name, args))
        physical = str(args.settings.create or args.settings.existing)
        return registry(physical, args.settings.account)

    def registry_access(self, name: str, args: RegistryAccessArgs, opts: Options = None) -> None:
        self.asked.append(("registry_access", name, args))

    def registry_policy(self, args: RegistryAccessArgs) -> pulumi.Output[str] | None:
        if args.settings.create or args.settings.manage:
            return None
        return pulumi.Output.from_input(f"the policy of {args.settings.existing}")

    def workload_identity(
        self, name: str, args: WorkloadIdentityArgs, opts: Options = None
    ) -> WorkloadIdentity:
        self.asked.append(("workload_identity", name, args))
        return identity(name)

    def store_secret(self, name: str, args: StoreSecretArgs, opts: Options = None) -> SecretRef:
        self.asked.append(("store_secret", name, args))
        return stored(args.key)

    def existing_secret(self, key: str, property_: str | None = None) -> SecretRef:
        return SecretRef(key=key, property=property_, arn=f"arn:{key}")

    def secret_store(self, account: ServiceAccount, cluster: Cluster) -> Mapping[str, Any]:
        return {"fake": {"reader": f"{account.namespace}/{account.name}", "at": cluster.name}}

    def remote_write(self, name: str, args: RemoteWriteArgs, opts: Options = None) -> RemoteWrite:
        self.asked.append(("remote_write", name, args))
        workspace = args.settings.workspace
        if workspace is None:
            return RemoteWrite(url=str(args.settings.url))
        return RemoteWrite(url=f"https://metrics.example.com/{workspace.create}", arn="arn:metrics")

    def controlplane_chart(self, args: ControlPlaneChart) -> Fragment:
        self.asked.append(("controlplane_chart", "", args))
        return Fragment(page="chart", values={})

    def dataplane_chart(self, args: DataPlaneChart) -> Fragment:
        self.asked.append(("dataplane_chart", "", args))
        return Fragment(page="chart", values={})


def cluster(name: str, account: str = "prod") -> Cluster:
    """A cluster; its provider is a resource, so a program must be running."""
    return Cluster(
        name=name,
        cloud_name=name,
        account=account,
        account_id="123456789012",
        region="here",
        oidc_issuer=f"https://oidc.example.com/{name}",
        kubernetes=pulumi.ProviderResource("kubernetes", f"{name}-kubernetes", {}),
    )


def pools(cluster: str) -> tuple[NodePool, ...]:
    """Pools of every cluster."""
    roles = {"services": True, "system": False, "worker": True}
    return tuple(
        NodePool(name=role, role=role, tainted=tainted, node_principal=f"nodes/{cluster}")
        for role, tainted in roles.items()
    )
