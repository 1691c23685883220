"""All sections of one stack file."""

from typing import Annotated, Literal

from pydantic import Field

from .accounts import Account
from .authentication import IdentityProviderSettings
from .clusters import ClusterSettings
from .controlplane import ControlPlane
from .dataplanes import DataPlane
from .image_builder import Repository
from .model import Model, Name
from .namespace_mapping import NamespaceMapping
from .secrets import SecretDelivery, SecretSource
from .storage import BucketSettings


class Settings(Model):
    """One installation."""

    organization: Name
    """Name of the organization; part of physical names."""
    chart_version: str
    """Version of the product's charts; see `versions.KNOWN_CHART_VERSIONS`."""
    mode: Literal["multiNamespace", "singleNamespace"] = "multiNamespace"
    """A namespace for each project and domain, as the pages have it, or all in the release's."""
    projects: list[Name] = Field(default_factory=list)
    """Projects, where they are known; narrows worker subjects to exact ones. Default: any."""
    domains: Annotated[list[Name], Field(min_length=1)] = ["development", "staging", "production"]
    registry: SecretSource
    """`.dockerconfigjson` of the product's registry (`union-registry-secret`)."""
    accounts: Annotated[dict[Name, Account], Field(min_length=1)]
    clusters: Annotated[dict[Name, ClusterSettings], Field(min_length=1)]
    buckets: dict[Name, BucketSettings]
    repositories: dict[Name, Repository] = Field(default_factory=dict)
    identity_provider: IdentityProviderSettings
    secret_delivery: SecretDelivery
    namespace_mapping: NamespaceMapping = NamespaceMapping()
    control_plane: ControlPlane
    data_planes: Annotated[dict[Name, DataPlane], Field(min_length=1)]
    cluster_pools: dict[Name, list[Name]]
