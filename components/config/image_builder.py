"""Page: configuration/image-builder. Remote image builds."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .model import Distinct, Model, mistake
from .texts import Name, Text

if TYPE_CHECKING:
    from .clusters import ClusterSettings
    from .dataplanes import DataPlane

DEFAULT = "images"
"""Last part of the name of a repository that the stack file leaves to us."""

RepositoryName = Annotated[
    str,
    Text(
        r"^(?=.{2,256}$)[a-z0-9]+([._/-][a-z0-9]+)*$",
        "the name of a repository without its registry, e.g. union/images",
    ),
]
RegistryHost = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[1-9]\d{0,4})?$",
        "the host of a registry without scheme, e.g. ghcr.io",
    ),
]
UnionSecretName = Annotated[
    str,
    Text(
        r"^[A-Za-z0-9][A-Za-z0-9_./-]*$", "the name of a Union secret: letters, digits and _ . / -"
    ),
]
BuildkitUri = Annotated[
    str, Text(r"^tcp://\S+:\d+$", "tcp://<host>:<port>, e.g. tcp://buildkitd.buildkit.svc:1234")
]


class Repository(Model):
    """One image repository: exactly one of `create` and `existing`."""

    one_of: ClassVar[tuple[str, ...]] = ("create", "existing")

    account: Name
    """Name of its account, see `union:accounts`; a policy lets in other accounts' clusters."""
    create: RepositoryName | None = None
    """Name of a repository of ours."""
    existing: RepositoryName | None = None
    """Name of a repository that exists."""
    manage: Distinct[Literal["policy"]] = Field(default_factory=list)
    """Whether to write an existing repository's policy, all of it. Default: an output has it."""

    @model_validator(mode="after")
    def _managed_is_existing(self) -> Self:
        if self.manage and self.existing is None:
            raise mistake(
                "says manage: of a repository of ours", "leave manage: out, ours is managed"
            )
        return self


class PrivateRegistry(Model):
    """A private registry that wants a Union image-pull secret; the command is an output."""

    registry: RegistryHost
    """Host, e.g. `ghcr.io`."""
    secret_name: UnionSecretName
    """Name of the Union secret."""


class ImageBuilder(Model):
    """Where images are built and pushed."""

    repository: Name | None = None
    """Name of the default repository, see `union:repositories`. Default: one of ours in the
    cluster's account."""
    buildkit_uri: BuildkitUri | None = None
    """An external buildkitd; refused on charts that break it. Default: one in this release."""
    base_images: Distinct[Name] = Field(default_factory=list)
    """Repositories with private base images, see `union:repositories`; builds may pull from them.
    Default: none."""
    private_registries: list[PrivateRegistry] = Field(default_factory=list)
    """Private registries. Default: none."""


def repository_of(plane: "DataPlane", account: str) -> str | None:
    """Name of the default repository of a data plane in `account`; None: its builder is off."""
    if not isinstance(plane.image_builder, ImageBuilder):
        return None
    return plane.image_builder.repository or f"{account}-{DEFAULT}"


def left_to_us(
    organization: str,
    clusters: Mapping[str, "ClusterSettings"],
    repositories: Mapping[str, Repository],
    data_planes: Mapping[str, "DataPlane"],
) -> Iterator[tuple[str, str, Repository]]:
    """Data plane, name and repository where the stack file names none."""
    for it, plane in sorted(data_planes.items()):
        account = clusters[plane.cluster].account if plane.cluster in clusters else None
        name = repository_of(plane, account) if account else None
        if account and name and name not in repositories:
            yield it, name, Repository(account=account, create=f"{organization}-union/{DEFAULT}")
