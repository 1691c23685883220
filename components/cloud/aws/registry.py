"""ECR repositories for built images, and who may use them from another account."""

import pulumi
import pulumi_aws as aws

from ...config.accounts import AwsAccount
from ...config.image_builder import Repository as RepositorySettings
from ...contracts import ImageRegistry, known_after
from ..args import RegistryAccessArgs, RegistryArgs
from . import naming, policy


def record(
    account: AwsAccount, settings: RepositorySettings, resource: pulumi.Resource | None = None
) -> ImageRegistry:
    """The record of a repository; with `resource`, whoever uses it waits for that."""
    name = str(settings.create or settings.existing)

    def after(value: str) -> pulumi.Input[str]:
        return value if resource is None else known_after(resource, value)

    return ImageRegistry(
        repository=after(naming.repository_uri(account, name)),
        arn=after(naming.repository_arn(account, name)),
        authentication_type="aws",
        account=settings.account,
    )


class Repository(pulumi.ComponentResource):
    """A repository of ours, protected and retained."""

    registry: ImageRegistry
    """Its record; whoever uses it waits for the repository."""

    def __init__(
        self,
        name: str,
        args: RegistryArgs,
        account: AwsAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:aws:Repository", name, None, opts)
        kept = pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True)
        repository = aws.ecr.Repository(
            f"{name}-repository",
            name=args.settings.create,
            # A build that runs twice pushes the same tag twice; IMMUTABLE would fail the second.
            image_tag_mutability="MUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[{"encryption_type": "AES256"}],
            force_delete=False,
            opts=kept,
        )
        self.registry = record(account, args.settings, repository)
        self.register_outputs({"url": self.registry.repository})


def has_strangers(args: RegistryAccessArgs) -> bool:
    """Whether anybody of another account uses it; in its own, roles have policies of their own."""
    return bool(args.pull or args.push or args.describe)


def access_policy(args: RegistryAccessArgs) -> pulumi.Output[str]:
    """The policy of a repository for principals of other accounts."""
    return pulumi.Output.all(
        pull=pulumi.Output.all(*args.pull.values()),
        push=pulumi.Output.all(*args.push.values()),
        describe=pulumi.Output.all(*args.describe.values()),
    ).apply(lambda who: policy.repository(**who))


class RepositoryAccess(pulumi.ComponentResource):
    """The whole policy of a repository. Page: configuration/image-builder."""

    def __init__(
        self, name: str, args: RegistryAccessArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:aws:RepositoryAccess", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        physical = str(args.settings.create or args.settings.existing)
        aws.ecr.RepositoryPolicy(
            f"{name}-policy",
            repository=pulumi.Output.from_input(args.registry.arn).apply(lambda _: physical),
            policy=access_policy(args),
            opts=child,
        )
        self.register_outputs({})
