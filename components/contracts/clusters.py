"""Clusters and their nodes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi

NODE_ROLE = "union.ai/node-role"
"""Key of the label and of the taint that keep services and workers apart. Page: node-pools."""


@dataclass(frozen=True, kw_only=True)
class NodePool:
    """A node pool as schedulers and registries see it."""

    name: str
    """Logical name in the stack file."""
    role: str
    """`services`, `worker` or `system`."""
    tainted: bool
    """Whether its nodes refuse pods that do not tolerate its role."""
    taints: Mapping[str, str] = field(default_factory=dict)
    """Taints that its cloud puts on its nodes beside the role's, key to value. Default: none."""
    spot: Mapping[str, str] = field(default_factory=dict)
    """Label by which its cloud tells that its nodes may be taken away, key to value. Default: they
    may not."""
    node_principal: pulumi.Input[str] | None = None
    """Identity with which its nodes pull images. Default: unknown."""
    node_identity: str = ""
    """What that identity is called, the same for pools that share it. Default: as the pool is."""
    made: pulumi.Input[str] | None = None
    """Its name once more; whoever uses it waits for the pool. Default: somebody else makes it."""


@dataclass(frozen=True, kw_only=True)
class ClusterInputs:
    """What a program knows of a cluster, mostly because it makes it. All of it may be Outputs.

    What is given comes before what the settings say; what neither has is looked up.
    """

    kubernetes: pulumi.ProviderResource | None = None
    """A `pulumi_kubernetes.Provider` that reaches it. Default: the one of the installation's
    `opts.providers`, or one of ours, for which endpoint and CA are looked up."""
    name: pulumi.Input[str] | None = None
    """Its name in the cloud; an Output has all that is made in the cluster wait for it. Default:
    what the settings call it."""
    oidc_issuer: pulumi.Input[str] | None = None
    """OIDC issuer of its service accounts, with `https://`."""
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None
    """Subnets of the node pools that are made."""
    node_principal: pulumi.Input[str] | None = None
    """Identity with which all its nodes pull images, on clouds where they have one: on Azure the
    object id of the kubelet's."""


@dataclass(frozen=True, kw_only=True)
class ClusterFacts:
    """Facts of one Kubernetes cluster."""

    name: str
    """Its name in the stack file."""
    account: str
    """Name of the account, in the stack file, that holds it."""
    account_id: str
    """The cloud's own name of the account."""
    region: str
    """Its region."""
    oidc_issuer: pulumi.Input[str]
    """OIDC issuer of its service accounts, with `https://`."""
    node_principal: pulumi.Input[str] | None = None
    """Identity with which all its nodes pull images. Default: each pool has its own."""
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]] = ()
    """Subnets of its node pools, where they were named or looked up. Default: none."""
    subnets_looked_up: bool = False
    """Whether nobody names them. Looked up, they are where a pool begins: another subnet of the
    cluster moves none. Named, they are where it is: others make another pool. Default: no."""
    location: str = ""
    """Its region or zone, where the cloud asks for it by name. Default: none."""
    identity_pool: pulumi.Input[str] = ""
    """Pool that its service accounts' identities are of, where a cloud has one; whoever names it
    waits for the cluster. Default: none."""


@dataclass(frozen=True, kw_only=True)
class Cluster(ClusterFacts):
    """Facts of one Kubernetes cluster, and the provider that reaches it."""

    cloud_name: pulumi.Input[str]
    """Its name in the cloud; whoever names it waits for the cluster."""
    kubernetes: pulumi.ProviderResource
    """Reaches the cluster."""
