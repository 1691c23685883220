"""Kubernetes clusters: existing ones, with the node pools and operators that we give them."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import Field, field_validator

from .accounts import Guid, ResourceGroup
from .model import Distinct, Model
from .node_pools import (
    ROLES,
    AwsNewNodePool,
    AwsNodePool,
    AzureNewNodePool,
    AzureNodePool,
    GcpNewNodePool,
    GcpNodePool,
    NodePool,
    Role,
)
from .texts import HttpsUrl, Name, Text

P = TypeVar("P", bound=NodePool)

EksIssuer = Annotated[
    str,
    Text(
        r"^https://[a-z0-9.-]+(/[A-Za-z0-9._~-]+)+$",
        "the issuer as EKS gives it, with no slash last: roles would trust no token with one",
    ),
]
AksIssuer = Annotated[
    str,
    Text(
        r"^https://[a-z0-9.-]+(/[A-Za-z0-9._~-]+)+/$",
        "the issuer as AKS gives it, with a slash last: identities would trust no token without",
    ),
]
SubnetId = Annotated[
    str, Text(r"^subnet-[0-9a-f]+$", "the id of a subnet, e.g. subnet-0a1b2c3d4e5f60718")
]
GcpLocation = Annotated[
    str,
    Text(r"^[a-z]+-[a-z]+\d+(-[a-z])?$", "a region or a zone, e.g. us-central1 or us-central1-a"),
]
SubnetResourceId = Annotated[
    str,
    Text(
        r"^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.Network"
        r"/virtualNetworks/[^/]+/subnets/[^/]+$",
        "the resource id of a subnet, as `az network vnet subnet show --query id` prints it",
    ),
]
Base64 = Annotated[
    str, Text(r"^[A-Za-z0-9+/]+={0,2}$", "Base64 on one line, as the cloud gives it", hidden=True)
]


EksName = Annotated[
    str,
    Text(
        r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$",
        "the name of an EKS cluster: at most 100 letters, digits, hyphens and underscores",
    ),
]
GkeName = Annotated[
    str,
    Text(
        r"^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$",
        "the name of a GKE cluster: at most 40 lower-case letters, digits and hyphens",
    ),
]
AksName = Annotated[
    str,
    Text(
        r"^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$",
        "the name of an AKS cluster: at most 63 letters, digits, hyphens and underscores",
    ),
]


class Cluster(Model):
    """A cluster of any cloud. What is left out is looked up, which needs the account at preview."""

    examples: ClassVar[Mapping[Role, str]] = {}
    """A node pool for each role, as an error suggests it."""

    account: Name
    """Name of its account, see `union:accounts`."""
    endpoint: HttpsUrl | None = None
    """URL of the API server. Default: looked up."""
    certificate_authority_data: Base64 | None = None
    """Base64 of the API server's CA. Default: looked up."""
    external_secrets_operator: Literal["install", "existing"] = "install"
    """Who installs the External Secrets Operator; it is one a cluster. Default: `install`."""
    cert_manager: Literal["existing", "absent"] = "absent"
    """Whether cert-manager and its CRDs are there; bundled Scylla needs them. Default: `absent`."""
    prometheus_operator_crds: Literal["install", "existing"] = "install"
    """Who brings the Prometheus Operator CRDs, where anything needs them. Default: `install`."""


def roles_by_name(pools: dict[str, P]) -> dict[str, P]:
    """A pool whose name is a role has that role, where it says no other."""
    roles: dict[str, Role] = {role: role for role in ROLES}
    return {
        name: pool.model_copy(update={"role": pool.role or roles.get(name)})
        for name, pool in pools.items()
    }


class AwsCluster(Cluster):
    """An EKS cluster. What is left out is looked up, which needs the account at preview."""

    examples: ClassVar[Mapping[Role, str]] = AwsNewNodePool.examples

    provider: Literal["aws"]
    """The cloud."""
    cloud_name: EksName | None = None
    """Its name in the cloud. Default: as it is called here."""
    oidc_issuer: EksIssuer | None = None
    """`aws eks describe-cluster --query cluster.identity.oidc.issuer`. Default: looked up."""
    subnet_ids: Distinct[SubnetId] = Field(default_factory=list)
    """Subnets of the node pools that are made; with others a pool is made anew, beside the old one
    until that goes. Default: the cluster's own when a pool is made, looked up."""
    node_pools: dict[Name, AwsNodePool]
    """Its pools, by name. Page: configuration/node-pools."""

    _roles = field_validator("node_pools", mode="after")(roles_by_name)


class GcpCluster(Cluster):
    """A GKE cluster with workload identity. What is left out is looked up."""

    examples: ClassVar[Mapping[Role, str]] = GcpNewNodePool.examples

    provider: Literal["gcp"]
    """The cloud."""
    cloud_name: GkeName | None = None
    """Its name in the cloud. Default: as it is called here."""
    location: GcpLocation | None = None
    """Its region, or the zone of a zonal cluster. Default: its account's region."""
    node_pools: dict[Name, GcpNodePool]
    """Its pools, by name. Page: configuration/node-pools."""

    @property
    def oidc_issuer(self) -> str | None:
        """None to say: it follows from project, location and name, and identities never name it."""
        return None

    _roles = field_validator("node_pools", mode="after")(roles_by_name)


class AzureCluster(Cluster):
    """An AKS cluster with OIDC issuer and workload identity. What is left out is looked up."""

    examples: ClassVar[Mapping[Role, str]] = AzureNewNodePool.examples

    provider: Literal["azure"]
    """The cloud."""
    cloud_name: AksName | None = None
    """Its name in the cloud. Default: as it is called here."""
    resource_group: ResourceGroup | None = None
    """Resource group of the cluster. Default: its account's."""
    oidc_issuer: AksIssuer | None = None
    """`az aks show --query oidcIssuerProfile.issuerUrl`. Default: looked up."""
    kubelet_identity: Guid | None = None
    """Object id of the identity that pulls images, `az aks show --query
    identityProfile.kubeletidentity.objectId`. Write it where clusters share one: Azure refuses its
    right to pull from a registry twice. Default: looked up."""
    subnet_id: SubnetResourceId | None = None
    """Subnet of the node pools that are made; in another a pool is made anew, beside the old one
    until that goes. Default: the first pool's own when a pool is made, looked up."""
    login: Literal["azurecli", "msi", "spn", "workloadidentity"] = "azurecli"
    """How kubelogin gets a token at each run. Default: `azurecli`."""
    node_pools: dict[Name, AzureNodePool]
    """Its pools, by name. Page: configuration/node-pools."""

    _roles = field_validator("node_pools", mode="after")(roles_by_name)


ClusterSettings = Annotated[AwsCluster | GcpCluster | AzureCluster, Field(discriminator="provider")]
"""A cluster of any cloud, told by `provider`."""
