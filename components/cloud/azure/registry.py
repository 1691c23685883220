"""Container registries for built images, and whose nodes pull from them."""

import pulumi
from pulumi_azure_native import containerregistry

from ...config.accounts import AzureAccount
from ...config.image_builder import Repository as RepositorySettings
from ...contracts import ImageRegistry, known_after
from ..args import RegistryAccessArgs, RegistryArgs
from . import grants, naming
from .identity import RoleAssignments, RoleAssignmentsArgs
from .reasons import ACR_PULL


def _name(settings: RepositorySettings) -> str:
    if settings.create:
        return naming.registry(settings.create)
    return str(settings.existing).partition("/")[0]


def record(
    account: AzureAccount, settings: RepositorySettings, resource: pulumi.Resource | None = None
) -> ImageRegistry:
    """The record of a repository; with `resource`, whoever uses it waits for that."""
    name = _name(settings)
    path = naming.repository_path(str(settings.create or settings.existing))

    def after(value: str) -> pulumi.Input[str]:
        return value if resource is None else known_after(resource, value)

    return ImageRegistry(
        repository=after(f"{naming.login_server(name)}{path}"),
        arn=after(naming.registry_id(account, name)),
        authentication_type="azure",
        account=settings.account,
        label=name,
    )


class Registry(pulumi.ComponentResource):
    """A registry of ours, protected and retained; its repositories come with their first image."""

    registry: ImageRegistry
    """The record of its repository; whoever uses it waits for the registry."""

    def __init__(
        self,
        name: str,
        args: RegistryArgs,
        account: AzureAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:Registry", name, None, opts)
        registry = containerregistry.Registry(
            f"{name}-registry",
            registry_name=_name(args.settings),
            resource_group_name=account.resource_group,
            location=account.location,
            sku={"name": "Standard"},
            admin_user_enabled=False,
            anonymous_pull_enabled=False,
            tags=account.tags or None,
            opts=pulumi.ResourceOptions(parent=self, protect=args.protect, retain_on_delete=True),
        )
        self.registry = record(account, args.settings, registry)
        self.register_outputs({"repository": self.registry.repository})


class RegistryAccess(pulumi.ComponentResource):
    """`AcrPull` for the kubelet identities of clusters. Page: configuration/image-builder."""

    def __init__(
        self,
        name: str,
        args: RegistryAccessArgs,
        account: AzureAccount,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("union:azure:RegistryAccess", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        pull = grants.Assignment(role=ACR_PULL, on=_name(args.settings), scope=args.registry.arn)
        for cluster, principal in _kubelets(args).items():
            wanted = RoleAssignmentsArgs(
                principal=principal, known_as=f"nodes of {cluster}", assignments=(pull,)
            )
            RoleAssignments(f"{name}-{cluster}", wanted, account, child)
        self.register_outputs({})


def _kubelets(args: RegistryAccessArgs) -> dict[str, pulumi.Input[str]]:
    """Kubelet identities by cluster; one that clusters share is the first one's, where it is known.

    Azure refuses one role of one identity on one registry twice. What is looked up cannot be told
    from another beforehand.
    """
    found: dict[str, pulumi.Input[str]] = {}
    for cluster, principal in sorted(args.nodes.items()):
        if not isinstance(principal, str) or principal not in found.values():
            found[cluster] = principal
    return found


def to_add(account: AzureAccount, args: RegistryAccessArgs) -> pulumi.Output[str]:
    """What the owner of an existing registry runs."""
    scope = naming.registry_id(account, _name(args.settings))
    command = f"az role assignment create --role {ACR_PULL.name} --scope {scope}"
    kind = "--assignee-principal-type ServicePrincipal"

    def commands(principals: list[str]) -> str:
        return "\n".join(f"{command} --assignee-object-id {it} {kind}" for it in principals)

    return pulumi.Output.all(*(it for _, it in sorted(args.nodes.items()))).apply(commands)
