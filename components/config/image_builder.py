"""Page: configuration/image-builder. Remote image builds."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .model import Distinct, Line, Model, Name, Text, exactly_one, mistake

RepositoryName = Annotated[
    str,
    Text(
        r"^(?=.{2,256}$)[a-z0-9]+([._/-][a-z0-9]+)*$",
        "the name of a repository without its registry, e.g. union/images",
    ),
]
RegistryHost = Annotated[
    str, Text(r"^[a-z0-9.-]+(:\d+)?$", "the host of a registry without scheme, e.g. ghcr.io")
]
BuildkitUri = Annotated[
    str, Text(r"^tcp://\S+:\d+$", "tcp://<host>:<port>, e.g. tcp://buildkitd.buildkit.svc:1234")
]


class Repository(Model):
    """One image repository: exactly one of `create` and `existing`."""

    account: Name
    """Name of its account, see `union:accounts`; a policy lets in other accounts' clusters."""
    create: RepositoryName | None = None
    """Name of a repository of ours."""
    existing: RepositoryName | None = None
    """Name of a repository that exists."""
    manage: Distinct[Literal["policy"]] = Field(default_factory=list)
    """Whether to write an existing repository's policy, all of it. Default: an output has it."""

    @model_validator(mode="after")
    def _owned_or_existing(self) -> Self:
        exactly_one(self, "create", "existing")
        if self.manage and self.existing is None:
            raise mistake(
                "says manage: of a repository of ours", "leave manage: out, ours is managed"
            )
        return self


class PrivateRegistry(Model):
    """A private registry that wants a Union image-pull secret; the command is an output."""

    registry: RegistryHost
    """Host, e.g. `ghcr.io`."""
    secret_name: Line
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
