"""Page: configuration/authentication, *Authorization server setup*, in Okta."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_okta as okta

from ..config.authentication import ExistingAuthorizationServer
from ..contracts import AuthorizationServer
from .okta_apps import DEVICE_CODE

SCOPE = "all"
GRANT_TYPES = ("authorization_code", "client_credentials", DEVICE_CODE)
LOGIN_SCOPES = ("offline_access", "openid", "profile")
"""What flyteadmin asks for at a browser login; every server of Okta has them."""
OKTA_DOMAINS = ("okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com", "okta.mil")


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may ask the server for tokens."""

    organization: str
    """Name of the organization, part of the names of policy and rule."""
    client_ids: Sequence[pulumi.Input[str]]
    """Exactly the clients of this installation."""
    groups: Mapping[str, pulumi.Input[str]]
    """Groups whose people may log in: name to id."""


@dataclass(frozen=True, kw_only=True)
class ServerArgs:
    """Arguments of `Server`."""

    domain: str
    """Host of the Okta organization."""
    existing: ExistingAuthorizationServer | None = None
    """An existing server to which scope, policy and rule are added. Default: one is made."""
    audience: str
    """Audience of a server that is made."""
    access: Access
    """Who may ask it for tokens."""


class Server(pulumi.ComponentResource):
    """A server with scope `all`, a policy for exactly these clients, and its rule."""

    authorization_server: AuthorizationServer
    """Its record; whoever uses the issuer waits for the rule."""

    def __init__(
        self, name: str, args: ServerArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:idp:OktaServer", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        if args.existing:
            found = existing_server(args.domain, args.existing)
            server_id: pulumi.Input[str] = args.existing.id
        else:
            server = _server(name, args, child)
            found = _record(server.issuer, args.audience)
            server_id = server.id
        rule = _grant(name, server_id, args.access, child)
        # Whoever uses the issuer waits for the rule: before it the server refuses every client.
        issuer = rule.urn.apply(lambda _: pulumi.Output.from_input(found.issuer))
        self.authorization_server = _record(issuer, found.audience)
        self.register_outputs({})


def existing_server(domain: str, server: ExistingAuthorizationServer) -> AuthorizationServer:
    """The record of a server that exists."""
    return _record(f"https://{domain}/oauth2/{server.id}", server.audience)


def unmanaged(server: str, access: Access) -> pulumi.Output[str]:
    """What somebody else has to add to the server of that id."""
    return pulumi.Output.all(*access.client_ids).apply(
        lambda clients: (
            f"Authorization server {server} is not managed here. Add to it in Okta: a scope "
            f"{SCOPE!r}, set as a default scope; an access policy assigned to the clients "
            f"{', '.join(clients)}; in it a rule for the grant types {', '.join(GRANT_TYPES)}, "
            f"for people in the groups {', '.join(sorted(access.groups))}, "
            f"for the scopes {', '.join((SCOPE, *LOGIN_SCOPES))}. Or say "
            "identityProvider.authorizationServer.manage: true."
        )
    )


def issuer_mode(domain: str) -> str:
    """Whose URL stands in the issuer: Okta's own, or the organization's custom domain."""
    okta_owned = domain.endswith(tuple(f".{owned}" for owned in OKTA_DOMAINS))
    return "ORG_URL" if okta_owned else "CUSTOM_URL"


def _record(issuer: pulumi.Input[str], audience: pulumi.Input[str]) -> AuthorizationServer:
    return AuthorizationServer(
        issuer=issuer,
        token_url=f"{issuer}/v1/token"
        if isinstance(issuer, str)
        else pulumi.Output.concat(issuer, "/v1/token"),
        audience=audience,
        scope=SCOPE,
    )


def _server(name: str, args: ServerArgs, child: pulumi.ResourceOptions) -> okta.auth.Server:
    return okta.auth.Server(
        f"{name}-server",
        name=f"{args.access.organization}-union",
        description=f"Tokens of Union at {args.audience}",
        audiences=[args.audience],
        issuer_mode=issuer_mode(args.domain),
        opts=child,
    )


def _grant(
    name: str, server_id: pulumi.Input[str], access: Access, child: pulumi.ResourceOptions
) -> okta.auth.ServerPolicyRule:
    physical = f"{access.organization}-union"
    # A client-credentials request without a scope is refused where no scope is the default.
    scope = okta.auth.ServerScope(
        f"{name}-scope",
        auth_server_id=server_id,
        name=SCOPE,
        description="Everything in Union",
        default=True,
        consent="IMPLICIT",
        metadata_publish="ALL_CLIENTS",
        opts=child,
    )
    policy = okta.auth.ServerPolicy(
        f"{name}-policy",
        auth_server_id=server_id,
        name=physical,
        description="Clients of Union",
        client_whitelists=list(access.client_ids),
        priority=1,
        opts=child,
    )
    return okta.auth.ServerPolicyRule(
        f"{name}-rule",
        auth_server_id=server_id,
        policy_id=policy.id,
        name=physical,
        priority=1,
        grant_type_whitelists=list(GRANT_TYPES),
        group_whitelists=[access.groups[group] for group in sorted(access.groups)],
        scope_whitelists=[scope.name, *LOGIN_SCOPES],
        opts=child,
    )
