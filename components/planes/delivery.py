"""Page: configuration/authentication, *Secret delivery*: from the vault to one plane's pods."""

from dataclasses import dataclass

import pulumi

from ..cloud.platform import Platform, WorkloadIdentityArgs
from ..config.secrets import ExternalSecretsDelivery
from ..config.settings import Settings
from ..contracts import Cluster, ReadSecrets, SecretRef, TargetSecret
from ..kubernetes.secret_store import SecretStore, SecretStoreArgs, reader
from ..kubernetes.secrets import DeliveredSecrets, DeliveredSecretsArgs, ExternalDelivery
from ..values.secrets import SecretVersions


@dataclass(frozen=True, kw_only=True)
class DeliveryArgs:
    """Arguments of `Delivery`."""

    settings: Settings
    """The whole installation, which says by which option."""
    platform: Platform
    """The account whose secret store is read."""
    cluster: Cluster
    """The plane's cluster."""
    namespace: str
    """Namespace of the plane."""
    made_namespace: pulumi.Input[str]
    """The same, which carries the order after it is made."""
    targets: tuple[TargetSecret, ...]
    """Secrets that its pods read."""
    operator: pulumi.Resource | None = None
    """What brings the External Secrets Operator. Default: it is there."""


class Delivery(pulumi.ComponentResource):
    """Every Secret of a plane, by the option that the stack file chose."""

    before_release: tuple[pulumi.Resource, ...]
    """What the plane's release must wait for."""

    versions: SecretVersions
    """What tells that a Secret's values changed."""

    def __init__(
        self, name: str, args: DeliveryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:planes:Delivery", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        option_a = args.settings.secret_delivery.external_secrets
        delivered = DeliveredSecrets(
            f"{name}-secrets",
            DeliveredSecretsArgs(
                namespace=args.made_namespace,
                targets=args.targets,
                external=_external(name, args, option_a, child) if option_a else None,
            ),
            child,
        )
        self.before_release = delivered.before_release
        self.versions = delivered.versions
        self.register_outputs({})


def _external(
    name: str,
    args: DeliveryArgs,
    option_a: ExternalSecretsDelivery,
    child: pulumi.ResourceOptions,
) -> ExternalDelivery:
    account = reader(args.namespace)
    identity = args.platform.workload_identity(
        f"{name}-reader",
        WorkloadIdentityArgs(
            cluster=args.cluster,
            subjects=(account,),
            grants=(ReadSecrets(secrets=references(args.targets)),),
        ),
        child,
    )
    store = SecretStore(
        f"{name}-store",
        SecretStoreArgs(
            namespace=args.made_namespace,
            identity=identity,
            provider=args.platform.secret_store(account, args.cluster),
            operator=args.operator,
        ),
        child,
    )
    return ExternalDelivery(store=store.store, refresh_interval=option_a.refresh_interval)


def references(targets: tuple[TargetSecret, ...]) -> tuple[SecretRef, ...]:
    """Every reference in `targets` once, in the order of first use."""
    sources = (source for target in targets for source in target.data.values())
    return tuple(dict.fromkeys(source for source in sources if isinstance(source, SecretRef)))
