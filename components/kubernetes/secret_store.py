"""A namespace's own way to the cloud's secret store. Page: authentication, option A."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_kubernetes.apiextensions import CustomResource
from pulumi_kubernetes.core.v1 import ServiceAccount as KubernetesServiceAccount

from ..contracts import ServiceAccount, WorkloadIdentity, known_after

STORE = "default"
READER = "union-external-secrets"
TIMEOUT = "10m"


def reader(namespace: str) -> ServiceAccount:
    """The account that reads the secrets of a namespace, and nothing else."""
    return ServiceAccount(namespace=namespace, name=READER)


@dataclass(frozen=True, kw_only=True)
class SecretStoreArgs:
    """Arguments of `SecretStore`."""

    namespace: pulumi.Input[str]
    """Its namespace; carries the order where the namespace is ours."""
    identity: WorkloadIdentity
    """What `reader(namespace)` is in the cloud."""
    provider: Mapping[str, Any]
    """`spec.provider`, as the platform says it for that account."""
    operator: pulumi.Resource | None = None
    """What brings the operator, see `ExternalSecretsOperator.ready`. Default: it is there."""


class SecretStore(pulumi.ComponentResource):
    """`SecretStore` `default` of one namespace, and the service account as which it reads."""

    store: pulumi.Output[str]
    """Its name, known at preview; whoever uses it waits for the store."""

    def __init__(
        self, name: str, args: SecretStoreArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:kubernetes:SecretStore", name, None, opts)
        account = KubernetesServiceAccount(
            f"{name}-reader",
            metadata={
                "name": READER,
                "namespace": args.namespace,
                "annotations": dict(args.identity.annotations),
            },
            opts=pulumi.ResourceOptions(parent=self),
        )
        ready = pulumi.ResourceOptions(
            parent=self,
            depends_on=[account, *([args.operator] if args.operator else [])],
            custom_timeouts=pulumi.CustomTimeouts(create=TIMEOUT, update=TIMEOUT),
        )
        store = CustomResource(
            f"{name}-store",
            api_version="external-secrets.io/v1",
            kind="SecretStore",
            metadata={
                "name": STORE,
                "namespace": args.namespace,
                "annotations": {"pulumi.com/waitFor": "condition=Ready"},
            },
            spec={"provider": dict(args.provider)},
            opts=ready,
        )
        self.store = known_after(store, STORE)
        self.register_outputs({})
