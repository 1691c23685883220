"""Page: configuration/authentication, *Secret delivery*: Secrets that pods read, by either option.

Who makes the Secret decides how. Ours is there before the release that reads it. One that a chart
renders itself (`TargetSecret.release`) is filled by its ExternalSecret beside that release, neither
waiting for the other: the pods need the key, and the Secret comes with the pods.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_kubernetes.apiextensions import CustomResource
from pulumi_kubernetes.core.v1 import Secret

from ..contracts import SecretRef, TargetSecret
from . import direct_secret, external_secret

TIMEOUT = "10m"


@dataclass(frozen=True, kw_only=True)
class ExternalDelivery:
    """Option A: the External Secrets Operator copies secrets from the cloud's store."""

    store: pulumi.Input[str]
    """Name of the SecretStore, see `SecretStore.store`."""
    refresh_interval: str = "1h"
    """How often a secret is read again. Default: `1h`."""


@dataclass(frozen=True, kw_only=True)
class DeliveredSecretsArgs:
    """Arguments of `DeliveredSecrets`."""

    namespace: pulumi.Input[str]
    """Their namespace; carries the order where the namespace is ours."""
    targets: Sequence[TargetSecret]
    """Secrets of that namespace: references under option A, values under option B."""
    external: ExternalDelivery | None = None
    """Option A. Default: option B, Kubernetes Secrets made directly."""


class DeliveredSecrets(pulumi.ComponentResource):
    """One ExternalSecret (option A) or one Secret (option B) for each target."""

    before_release: tuple[pulumi.Resource, ...]
    """What a release that reads the Secrets must wait for; no more, or it would never be ready."""

    versions: Mapping[str, Mapping[str, pulumi.Input[str]]]
    """Each Secret of ours to its keys to what changes whenever a value does, where known."""

    def __init__(
        self, name: str, args: DeliveredSecretsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:kubernetes:DeliveredSecrets", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        made = [
            (target, _made(f"{name}-{target.name}", target, args, child))
            for target in sorted(args.targets, key=lambda target: target.name)
        ]
        self.before_release = tuple(
            resource for target, resource in made if target.release is None or args.external is None
        )
        ours = {target.name: _versions(target, it) for target, it in made if not target.release}
        self.versions = {name: keys for name, keys in ours.items() if keys}
        self.register_outputs({})


def _versions(target: TargetSecret, made: pulumi.Resource) -> dict[str, pulumi.Input[str]]:
    """The store's version of each value; of a Secret made directly, the object's own."""
    if isinstance(made, Secret):
        version = made.metadata.apply(lambda metadata: str(metadata.resource_version))
        return dict.fromkeys(sorted(target.data), version)
    return {
        key: source.version
        for key, source in sorted(target.data.items())
        if isinstance(source, SecretRef) and source.version is not None
    }


def _made(
    name: str, target: TargetSecret, args: DeliveredSecretsArgs, child: pulumi.ResourceOptions
) -> pulumi.Resource:
    if args.external is None:
        return Secret(
            name,
            metadata=direct_secret.metadata(target, args.namespace),
            type=target.type,
            string_data=direct_secret.string_data(target),
            opts=child,
        )
    patience = pulumi.CustomTimeouts(create=TIMEOUT, update=TIMEOUT)
    return CustomResource(
        name,
        api_version="external-secrets.io/v1",
        kind="ExternalSecret",
        metadata=external_secret.metadata(target, args.namespace),
        spec=external_secret.spec(target, args.external.store, args.external.refresh_interval),
        opts=pulumi.ResourceOptions.merge(child, pulumi.ResourceOptions(custom_timeouts=patience)),
    )
