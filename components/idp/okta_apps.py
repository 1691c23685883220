"""Page: configuration/authentication, *Application details*: the apps in Okta.

Client ids are chosen by us, so that a preview knows them: letters, digits and hyphens, 6 to 100 of
them, unique in the Okta organization. They are fixed once the app exists, and no app can be made
while another holds its id, so an app that must be replaced is deleted first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_okta as okta

from ..contracts import OidcClient, SecretValue, known_after

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
NATIVE_REDIRECT_URI = "http://localhost:53593/callback"
"""Where SDK and CLI listen."""


@dataclass(frozen=True, kw_only=True)
class LoginAppsArgs:
    """Arguments of `LoginApps`."""

    organization: str
    hosts: Sequence[str]
    """Hosts that people log in at, the installation's own first."""
    groups: Mapping[str, pulumi.Input[str]]
    """Groups whose people may log in: name to id."""


class LoginApps(pulumi.ComponentResource):
    """The web app and the native app, and the groups whose people may use them."""

    web: OidcClient
    native: OidcClient
    client_ids: tuple[str, ...]
    """Client ids, plain."""
    app_ids: tuple[pulumi.Output[str], ...]
    """What Okta calls the apps themselves."""

    def __init__(
        self, name: str, args: LoginAppsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:idp:LoginApps", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        web, native = (client_id(args.organization, role) for role in ("web", "native"))
        web_app = _app(f"{name}-web", web, web_app_settings(args.hosts), child)
        native_app = _app(f"{name}-native", native, native_app_settings(), child)
        for role, app in (("web", web_app), ("native", native_app)):
            for group, group_id in sorted(args.groups.items()):
                okta.app.GroupAssignment(
                    f"{name}-{role}-{group}", app_id=app.id, group_id=group_id, opts=child
                )
        self.web = _confidential(web_app, web)
        self.native = OidcClient(client_id=known_after(native_app, native))
        self.client_ids = (web, native)
        self.app_ids = (web_app.id, native_app.id)
        self.register_outputs({})


@dataclass(frozen=True, kw_only=True)
class ServiceAppsArgs:
    """Arguments of `ServiceApps`."""

    organization: str
    roles: Sequence[str]
    """What each of them is for, e.g. `service`, `eager`, `ci-github-actions`."""


class ServiceApps(pulumi.ComponentResource):
    """One service app a role: machine to machine, with client credentials.

    Eager mode has one of its own, so that task pods never hold the credential of the services.
    """

    clients: Mapping[str, OidcClient]
    """By role."""
    client_ids: tuple[str, ...]
    app_ids: tuple[pulumi.Output[str], ...]

    def __init__(
        self, name: str, args: ServiceAppsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:idp:ServiceApps", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        ids = {role: client_id(args.organization, role) for role in args.roles}
        apps = {
            role: _app(f"{name}-{role}", id_, service_app_settings(), child)
            for role, id_ in ids.items()
        }
        self.clients = {role: _confidential(apps[role], id_) for role, id_ in ids.items()}
        self.client_ids = tuple(ids.values())
        self.app_ids = tuple(app.id for app in apps.values())
        self.register_outputs({})


def client_id(organization: str, role: str) -> str:
    """Client id of a role, e.g. `acme-union-web`; at most 90 characters."""
    return f"{organization}-union-{role}"


def web_app_settings(hosts: Sequence[str]) -> dict[str, Any]:
    """Browser login. `refresh_token` because flyteadmin asks for `offline_access`.

    PKCE is not demanded: flyteadmin 1.16 sends no challenge; it proves itself by its secret.
    """
    return {
        "type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": [f"https://{host}/callback" for host in hosts],
        "post_logout_redirect_uris": [f"https://{host}/logout" for host in hosts],
        "token_endpoint_auth_method": "client_secret_basic",
        "pkce_required": False,
        "consent_method": "TRUSTED",
    }


def native_app_settings() -> dict[str, Any]:
    """SDK and CLI: public, PKCE always, no consent screen."""
    return {
        "type": "native",
        "grant_types": ["authorization_code", DEVICE_CODE],
        "response_types": ["code"],
        "redirect_uris": [NATIVE_REDIRECT_URI],
        "token_endpoint_auth_method": "none",
        "pkce_required": True,
        "consent_method": "TRUSTED",
    }


def service_app_settings() -> dict[str, Any]:
    """Machine to machine."""
    return {
        "type": "service",
        "grant_types": ["client_credentials"],
        "response_types": ["token"],
        "token_endpoint_auth_method": "client_secret_basic",
    }


def _app(
    name: str, id_: str, settings: Mapping[str, Any], child: pulumi.ResourceOptions
) -> okta.app.OAuth:
    replaced = pulumi.ResourceOptions(delete_before_replace=True)
    return okta.app.OAuth(
        name,
        label=id_,
        client_id=id_,
        **settings,
        opts=pulumi.ResourceOptions.merge(child, replaced),
    )


def _confidential(app: okta.app.OAuth, id_: str) -> OidcClient:
    return OidcClient(client_id=known_after(app, id_), secret=SecretValue.of(app.client_secret))
