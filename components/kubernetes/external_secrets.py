"""The External Secrets Operator, one a cluster. Page: authentication, option A."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi

from ..versions import EXTERNAL_SECRETS_REPOSITORY, EXTERNAL_SECRETS_VERSION
from .namespaces import Namespaces, NamespacesArgs
from .release import Release, ReleaseArgs

NAMESPACE = "external-secrets"
RELEASE = "external-secrets"


@dataclass(frozen=True, kw_only=True)
class ExternalSecretsOperatorArgs:
    """Arguments of `ExternalSecretsOperator`."""

    placement: Mapping[str, Any] = field(default_factory=dict)
    """`affinity` and `tolerations` of its pods. Default: anywhere that is not tainted."""
    after: Sequence[pulumi.Input[str]] = ()
    """Node pools of its pods; without its webhook no ExternalSecret goes. Default: none is ours."""


class ExternalSecretsOperator(pulumi.ComponentResource):
    """The operator with its CRDs, in a namespace of its own."""

    ready: pulumi.Resource
    """What to wait for before a SecretStore or an ExternalSecret is made."""

    def __init__(
        self,
        name: str,
        args: ExternalSecretsOperatorArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:kubernetes:ExternalSecretsOperator", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        home = Namespaces(
            f"{name}-namespaces", NamespacesArgs(names=[NAMESPACE], after=args.after), child
        )
        wanted = ReleaseArgs(
            release=RELEASE,
            namespace=home.names[NAMESPACE],
            repository=EXTERNAL_SECRETS_REPOSITORY,
            chart="external-secrets",
            version=EXTERNAL_SECRETS_VERSION,
            values=operator_values(args.placement),
        )
        self.ready = Release(f"{name}-release", wanted, child)
        self.register_outputs({})


def operator_values(placement: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the chart: its three Deployments are placed alike, its CRDs outlive it.

    Without `keep` an uninstalled operator takes the CRDs along, and with them every Secret it made.
    """
    return {
        "installCRDs": True,
        "crds": {"annotations": {"helm.sh/resource-policy": "keep"}},
        **placement,
        "webhook": dict(placement),
        "certController": dict(placement),
    }
