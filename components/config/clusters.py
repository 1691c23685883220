"""Kubernetes clusters: existing ones, with the node pools and operators that this installation gives them."""

from typing import Annotated, Literal

from pydantic import Field

from .model import HttpsUrl, Model, Name
from .node_pools import NodePool


class AwsCluster(Model):
    """An EKS cluster. What is left out is looked up, which needs the account at preview."""

    provider: Literal["aws"]
    account: Name
    """Name of its account, see `union:accounts`."""
    oidc_issuer: HttpsUrl | None = None
    """`aws eks describe-cluster --query cluster.identity.oidc.issuer`. Default: looked up."""
    endpoint: HttpsUrl | None = None
    """API server. Default: looked up."""
    certificate_authority_data: str | None = None
    """Base64 of the API server's CA. Default: looked up."""
    subnet_ids: list[Annotated[str, Field(pattern=r"^subnet-[0-9a-f]+$")]] = Field(
        default_factory=list
    )
    """Subnets of the node pools that are made. Default: the cluster's own, looked up."""
    node_pools: dict[Name, NodePool]
    """Its pools, by name."""
    external_secrets_operator: Literal["install", "existing"] = "install"
    """Who installs the External Secrets Operator; it is one a cluster."""
    cert_manager: Literal["existing", "absent"] = "absent"
    """Whether cert-manager and its CRDs are there; bundled Scylla needs them."""
    prometheus_operator_crds: Literal["install", "existing"] = "install"
    """Who brings the Prometheus Operator CRDs, where anything here needs them."""


ClusterSettings = AwsCluster
