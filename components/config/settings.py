"""All sections of one stack file."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from .accounts import Account
from .authentication import IdentityProviderSettings
from .clusters import ClusterSettings
from .controlplane import ControlPlaneSettings
from .dataplanes import DataPlane
from .image_builder import Repository
from .model import Distinct, Model
from .multi_cluster import ClusterPoolAttributes, ClusterPools
from .namespace_mapping import NamespaceMapping
from .secrets import SecretDelivery, SecretSource
from .storage import BucketSettings
from .texts import Line, Name, Namespace


class Settings(Model):
    """One installation."""

    organization: Name
    """Name of the organization; part of physical names."""
    chart_version: Line
    """Version of the product's charts, e.g. `2026.8.3`; another than the known ones is refused."""
    mode: Literal["multiNamespace", "singleNamespace"] = "multiNamespace"
    """A namespace for each project and domain, as the pages have it, or all in the release's.
    Default: `multiNamespace`."""
    projects: Distinct[Namespace] = Field(default_factory=list)
    """Projects, where they are known; narrows worker subjects to exact ones. Default: any."""
    domains: Distinct[Namespace] = Field(
        min_length=1, default=["development", "staging", "production"]
    )
    """Domains of every project. Default: development, staging, production."""
    registry: SecretSource | None = None
    """`.dockerconfigjson` of the product's registry (`union-registry-secret`), from which the
    control plane's images come. Default: none, where the control plane is elsewhere."""
    accounts: Annotated[dict[Name, Account], Field(min_length=1)]
    """Cloud accounts, by name."""
    clusters: Annotated[dict[Name, ClusterSettings], Field(min_length=1)]
    """Kubernetes clusters, by name: their own in the cloud, unless `cloudName` says another."""
    buckets: Annotated[dict[Name, BucketSettings], Field(min_length=1)]
    """Buckets, by name. Page: configuration/data-retention."""
    repositories: dict[Name, Repository] = Field(default_factory=dict)
    """Image repositories, by name. Page: configuration/image-builder. Default: none."""
    identity_provider: IdentityProviderSettings | None = None
    """Who logs people and services in. Page: configuration/authentication. Default: none, where the
    control plane is elsewhere."""
    secret_delivery: SecretDelivery
    """How secrets reach pods. Page: configuration/authentication, *Secret delivery*."""
    namespace_mapping: NamespaceMapping = NamespaceMapping()
    """One template for all planes. Page: configuration/namespace-mapping."""
    control_plane: ControlPlaneSettings
    """The control plane, or `existing:` with one that is elsewhere."""
    data_planes: Annotated[dict[Name, DataPlane], Field(min_length=1)]
    """Data planes, by name: `clusterName` of their operator."""
    cluster_pools: ClusterPools
    """Which data planes a run may land on. Page: configuration/multi-cluster."""
    cluster_pool_attributes: list[ClusterPoolAttributes] = Field(default_factory=list)
    """Where runs of a project or a workflow land. Page: configuration/multi-cluster. Default: in
    the pool `default`."""

    @cached_property
    def planes_by_cluster(self) -> Mapping[str, Sequence[DataPlane]]:
        """Data planes, retired ones too, by their cluster."""
        found: dict[str, list[DataPlane]] = {name: [] for name in self.clusters}
        for plane in self.data_planes.values():
            found[plane.cluster].append(plane)
        return found
