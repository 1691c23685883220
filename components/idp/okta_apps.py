"""Page: configuration/authentication, *Application details*: the apps in Okta.

Okta chooses the client ids, which are then the ids of the apps as well. Ids of our own would be
known at the first preview, but then the two differ, and the documentation is not of one mind which
of them an access policy wants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_okta as okta

from ..contracts import OidcClient, SecretValue

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
NATIVE_REDIRECT_URI = "http://localhost:53593/callback"
"""Where SDK and CLI listen."""


@dataclass(frozen=True, kw_only=True)
class LoginAppsArgs:
    """Arguments of `LoginApps`."""

    organization: str
    """Name of the organization, the first part of the apps' labels."""
    hosts: Sequence[str]
    """Hosts that people log in at, the installation's own first."""
    groups: Mapping[str, pulumi.Input[str]]
    """Groups whose people may log in: name to id."""


class LoginApps(pulumi.ComponentResource):
    """The web app and the native app, and the groups whose people may use them."""

    web: OidcClient
    """Browser login, with its secret."""
    native: OidcClient
    """SDK and CLI, public."""

    def __init__(
        self, name: str, args: LoginAppsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:idp:LoginApps", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        wanted = {"web": web_app_settings(args.hosts), "native": native_app_settings()}
        apps = {
            role: _app(f"{name}-{role}", label(args.organization, role), settings, child)
            for role, settings in wanted.items()
        }
        for role, app in apps.items():
            for group, group_id in sorted(args.groups.items()):
                okta.app.GroupAssignment(
                    f"{name}-{role}-{group}", app_id=app.id, group_id=group_id, opts=child
                )
        self.web = _confidential(apps["web"])
        self.native = OidcClient(client_id=apps["native"].client_id)
        self.register_outputs({})


@dataclass(frozen=True, kw_only=True)
class ServiceAppsArgs:
    """Arguments of `ServiceApps`."""

    organization: str
    """Name of the organization, the first part of the apps' labels."""
    roles: Sequence[str]
    """What each of them is for, e.g. `service`, `eager`, `ci-github-actions`."""


class ServiceApps(pulumi.ComponentResource):
    """One service app a role: machine to machine, with client credentials.

    Eager mode has one of its own, so that task pods never hold the credential of the services.
    """

    clients: Mapping[str, OidcClient]
    """By role."""

    def __init__(
        self, name: str, args: ServiceAppsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:idp:ServiceApps", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        settings = service_app_settings()
        apps = {
            role: _app(f"{name}-{role}", label(args.organization, role), settings, child)
            for role in args.roles
        }
        self.clients = {role: _confidential(app) for role, app in apps.items()}
        self.register_outputs({})


def label(organization: str, role: str) -> str:
    """What people see of an app in Okta, e.g. `acme-union-web`; at most 90 characters."""
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
    name: str, label: str, settings: Mapping[str, Any], child: pulumi.ResourceOptions
) -> okta.app.OAuth:
    return okta.app.OAuth(name, label=label, **settings, opts=child)


def _confidential(app: okta.app.OAuth) -> OidcClient:
    return OidcClient(client_id=app.client_id, secret=SecretValue.of(app.client_secret))
