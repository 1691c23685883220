"""Page: configuration/image-builder. Remote image builds."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from .model import Model, Name

RepositoryName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._/-][a-z0-9]+)*$")]


class Repository(Model):
    """One image repository: exactly one of `create` and `existing`."""

    account: Name
    """Name of its account, see `union:accounts`; another account than the cluster's is granted access by policy."""
    create: RepositoryName | None = None
    """Name of a repository of ours."""
    existing: RepositoryName | None = None
    """Name of a repository that exists."""
    manage: list[Literal["policy"]] = Field(default_factory=list)
    """Whether to write an existing repository's policy; that replaces all of it."""

    @model_validator(mode="after")
    def _owned_or_existing(self) -> Self:
        if (self.create is None) == (self.existing is None):
            raise ValueError("say either create: or existing:")
        if self.manage and self.existing is None:
            raise ValueError("manage: goes with existing:; a repository of ours is managed")
        return self


class PrivateRegistry(Model):
    """A private registry for which a Union image-pull secret is wanted; the command to make it is an output."""

    registry: str
    """Host, e.g. `ghcr.io`."""
    secret_name: str
    """Name of the Union secret."""


class ImageBuilder(Model):
    """Where images are built and pushed."""

    repository: Name | None = None
    """Name of the default repository, see `union:repositories`. Default: one of ours in the cluster's account."""
    buildkit_uri: Annotated[str, Field(pattern=r"^tcp://\S+:\d+$")] | None = None
    """An external buildkitd. Default: one in this release."""
    base_images: list[Name] = Field(default_factory=list)
    """Repositories with private base images, see `union:repositories`; builds may pull from them."""
    private_registries: list[PrivateRegistry] = Field(default_factory=list)
