"""Artifact Registry repositories for built images, and who may use them from another project."""

from collections.abc import Iterator

import pulumi
import pulumi_gcp as gcp

from ...config.accounts import GcpAccount
from ...config.image_builder import Repository as RepositorySettings
from ...contracts import ImageRegistry, PullImages, PushImages, known_after
from ..args import RegistryAccessArgs, RegistryArgs
from . import naming, policy
from .reasons import roles


def record(
    account: GcpAccount, settings: RepositorySettings, resource: pulumi.Resource | None = None
) -> ImageRegistry:
    """The record of a repository; with `resource`, whoever uses it waits for that."""
    name = str(settings.create or settings.existing)

    def after(value: str) -> pulumi.Input[str]:
        return value if resource is None else known_after(resource, value)

    return ImageRegistry(
        repository=after(naming.repository_uri(account, name)),
        arn=after(naming.repository_name(account, name)),
        authentication_type="google",
        account=settings.account,
        label=naming.repository_id(name),
    )


class Repository(pulumi.ComponentResource):
    """A repository of ours, protected and retained."""

    registry: ImageRegistry
    """Its record; whoever uses it waits for the repository."""

    def __init__(
        self,
        name: str,
        args: RegistryArgs,
        account: GcpAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:gcp:Repository", name, None, opts)
        repository = gcp.artifactregistry.Repository(
            f"{name}-repository",
            repository_id=naming.repository_id(str(args.settings.create)),
            location=account.region,
            format="DOCKER",
            # A build that runs twice pushes the same tag twice; immutable tags fail the second.
            docker_config={"immutable_tags": False},
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        self.registry = record(account, args.settings, repository)
        self.register_outputs({"url": self.registry.repository})


def has_strangers(args: RegistryAccessArgs) -> bool:
    """Whether anybody of another project uses it; in its own, accounts have roles of their own."""
    return bool(args.pull or args.push or args.describe)


def _wanted(args: RegistryAccessArgs) -> Iterator[tuple[str, pulumi.Input[str], str]]:
    """Who gets which role; the writer's holds the reader's."""
    readers = {**args.pull, **args.describe}
    for grant, who in ((PushImages, args.push), (PullImages, readers)):
        for row in roles(grant):
            for name, email in sorted(who.items()):
                if grant is PushImages or name not in args.push:
                    yield name, email, row.role


class RepositoryAccess(pulumi.ComponentResource):
    """Members of other projects. Page: configuration/image-builder, *Cross Project access*."""

    def __init__(
        self, name: str, args: RegistryAccessArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:gcp:RepositoryAccess", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        for who, email, role in _wanted(args):
            gcp.artifactregistry.RepositoryIamMember(
                f"{name}-{who}",
                repository=args.registry.arn,
                role=role,
                member=policy.member(email),
                opts=child,
            )
        self.register_outputs({})


def commands(args: RegistryAccessArgs) -> pulumi.Output[str]:
    """What the owner of a repository runs to let members of other projects in."""
    lines = [
        pulumi.Output.concat(
            "gcloud artifacts repositories add-iam-policy-binding ",
            args.registry.arn,
            " --member=serviceAccount:",
            email,
            f" --role={role}",
        )
        for _, email, role in _wanted(args)
    ]
    return pulumi.Output.all(*lines).apply("\n".join)
