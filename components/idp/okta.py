"""Page: configuration/authentication. Okta: the apps, the authorization server and its policy.

The Okta organization needs the product *API Access Management*: without it neither a custom
authorization server nor the one called `default` can be used in production. The API token is the
stack secret `okta:apiToken`; without it the provider reads `OKTA_API_TOKEN`, or the private key of
a service app, from the environment. Its administrator must be allowed to manage apps, groups'
assignments to apps, and authorization servers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_okta as okta

from ..config.authentication import Okta as OktaSettings
from ..contracts import AuthorizationServer, IdentityProvider
from .okta_apps import LoginApps, LoginAppsArgs, ServiceApps, ServiceAppsArgs
from .okta_server import Access, Server, ServerArgs, existing_server, unmanaged


@dataclass(frozen=True, kw_only=True)
class OktaArgs:
    """Arguments of `Okta`."""

    settings: OktaSettings
    """Section `identityProvider` of the stack file."""
    host: str
    """Public host of the installation; `https://<host>` is the audience of its tokens."""
    extra_hosts: Sequence[str] = ()
    """Further hosts that people log in at. Default: none."""
    organization: str
    """Name of the organization, the first part of the apps' labels."""


class Okta(pulumi.ComponentResource):
    """The clients of one installation, and the authorization server that issues their tokens.

    Reached by the Okta provider of `opts.providers`. Default: by one of ours, for the domain.
    """

    identity_provider: IdentityProvider
    """The server and the clients; whoever uses the issuer waits for the policy's rule."""

    def __init__(
        self, name: str, args: OktaArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:idp:Okta", name, None, opts)
        reach = self.get_provider("okta:index:any") or provider(
            name, args.settings.domain, pulumi.ResourceOptions(parent=self)
        )
        child = pulumi.ResourceOptions(parent=self, providers=[reach])
        look_up = pulumi.InvokeOutputOptions(parent=self, provider=reach)
        groups = {group: group_id(group, look_up) for group in sorted(args.settings.groups)}

        login = LoginApps(f"{name}-login", _login(args, groups), child)
        services = ServiceApps(f"{name}-services", _services(args), child)
        access = Access(
            organization=args.organization,
            client_ids=[
                client.client_id for client in (login.web, login.native, *services.clients.values())
            ],
            groups=groups,
        )
        shared = args.settings.service_clients == "shared"
        control_plane = services.clients["service" if shared else "control-plane"]
        self.identity_provider = IdentityProvider(
            authorization_server=_server(name, args, access, child),
            web=login.web,
            native=login.native,
            control_plane=control_plane,
            data_plane=control_plane if shared else services.clients["data-plane"],
            eager=services.clients["eager"],
            ci={ci: services.clients[f"ci-{ci}"] for ci in sorted(args.settings.ci_clients)},
            unmanaged=_unmanaged(args, access),
        )
        self.register_outputs({})


def provider(name: str, domain: str, opts: pulumi.ResourceOptions | None = None) -> okta.Provider:
    """Reaches the Okta organization at `domain`.

    Stack configuration feeds default providers only, so the token is handed over here.
    """
    organization, _, base_url = domain.partition(".")
    return okta.Provider(
        f"{name}-provider",
        org_name=organization,
        base_url=base_url,
        api_token=pulumi.Config("okta").get_secret("apiToken"),
        opts=opts,
    )


def group_id(group: str, opts: pulumi.InvokeOutputOptions) -> pulumi.Output[str]:
    """Id of the group of exactly that name.

    The look-up takes a group that merely begins with the name, where there is only one.
    """

    def exact(found: okta.group.GetGroupResult) -> str:
        if found.name != group:
            raise pulumi.RunError(
                f"identityProvider.groups: Okta has no group {group!r}, the nearest is "
                f"{found.name!r}; write the name as Okta has it"
            )
        return found.id or ""

    return okta.group.get_group_output(name=group, opts=opts).apply(exact)


def _login(args: OktaArgs, groups: dict[str, pulumi.Output[str]]) -> LoginAppsArgs:
    return LoginAppsArgs(
        organization=args.organization, hosts=(args.host, *args.extra_hosts), groups=groups
    )


def _services(args: OktaArgs) -> ServiceAppsArgs:
    shared = args.settings.service_clients == "shared"
    planes = ("service",) if shared else ("control-plane", "data-plane")
    ci = tuple(f"ci-{name}" for name in sorted(args.settings.ci_clients))
    return ServiceAppsArgs(organization=args.organization, roles=(*planes, "eager", *ci))


def _server(
    name: str, args: OktaArgs, access: Access, child: pulumi.ResourceOptions
) -> AuthorizationServer:
    settings = args.settings.authorization_server
    if settings is not None and not settings.manage:
        return existing_server(args.settings.domain, settings)
    server = ServerArgs(
        domain=args.settings.domain,
        existing=settings,
        audience=f"https://{args.host}",
        access=access,
    )
    return Server(f"{name}-server", server, child).authorization_server


def _unmanaged(args: OktaArgs, access: Access) -> pulumi.Output[str] | None:
    settings = args.settings.authorization_server
    return unmanaged(settings.id, access) if settings and not settings.manage else None
