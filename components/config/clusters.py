"""Kubernetes clusters: existing ones, with the node pools and operators that we give them."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from .model import Distinct, HttpsUrl, Model, Name, Text
from .node_pools import ROLES, NodePool, Role

SubnetId = Annotated[
    str, Text(r"^subnet-[0-9a-f]+$", "the id of a subnet, e.g. subnet-0a1b2c3d4e5f60718")
]
Base64 = Annotated[
    str, Text(r"^[A-Za-z0-9+/]+={0,2}$", "Base64 on one line, as the cloud gives it", hidden=True)
]


class AwsCluster(Model):
    """An EKS cluster. What is left out is looked up, which needs the account at preview."""

    provider: Literal["aws"]
    """The cloud."""
    account: Name
    """Name of its account, see `union:accounts`."""
    oidc_issuer: HttpsUrl | None = None
    """`aws eks describe-cluster --query cluster.identity.oidc.issuer`. Default: looked up."""
    endpoint: HttpsUrl | None = None
    """URL of the API server. Default: looked up."""
    certificate_authority_data: Base64 | None = None
    """Base64 of the API server's CA. Default: looked up."""
    subnet_ids: Distinct[SubnetId] = Field(default_factory=list)
    """Subnets of the node pools that are made. Default: the cluster's own, looked up."""
    node_pools: dict[Name, NodePool]
    """Its pools, by name. Page: configuration/node-pools."""
    external_secrets_operator: Literal["install", "existing"] = "install"
    """Who installs the External Secrets Operator; it is one a cluster. Default: `install`."""
    cert_manager: Literal["existing", "absent"] = "absent"
    """Whether cert-manager and its CRDs are there; bundled Scylla needs them. Default: `absent`."""
    prometheus_operator_crds: Literal["install", "existing"] = "install"
    """Who brings the Prometheus Operator CRDs, where anything needs them. Default: `install`."""

    @field_validator("node_pools", mode="after")
    @classmethod
    def _role_by_name(cls, pools: dict[str, NodePool]) -> dict[str, NodePool]:
        roles: dict[str, Role] = {role: role for role in ROLES}
        return {
            name: pool.model_copy(update={"role": pool.role or roles.get(name)})
            for name, pool in pools.items()
        }


ClusterSettings = AwsCluster
