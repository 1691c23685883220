"""Page: configuration/authentication. Who makes the clients."""

from collections.abc import Iterator

from ..authentication import IdentityProviderSettings
from ..controlplane import ControlPlaneSettings, ours
from ..forms import SECRET, SET_SECRET
from ..problems import Problem
from ..secrets import SecretSource
from ..shapes import ROOT

ELSEWHERE = "and the control plane is elsewhere, with clients of its own"


def control_plane_has_clients(
    control_plane: ControlPlaneSettings, identity_provider: IdentityProviderSettings | None
) -> Iterator[Problem]:
    """A control plane of ours needs an identity provider; one that is elsewhere has its own."""
    path = f"{ROOT}identityProvider"
    if ours(control_plane) and identity_provider is None:
        yield Problem(
            path=path,
            found="is missing",
            remedy="write one, with kind: okta or kind: oidc. Page: configuration/authentication",
        )
    elif identity_provider is not None and ours(control_plane) is None:
        yield Problem(
            path=path,
            found=f"is there, {ELSEWHERE}",
            remedy=f"leave it out: {ROOT}controlPlane.existing has the client of data planes",
        )


def control_plane_has_registry(
    control_plane: ControlPlaneSettings, registry: SecretSource | None
) -> Iterator[Problem]:
    """The control plane's images come from a registry that wants a login."""
    path = f"{ROOT}registry"
    if ours(control_plane) and registry is None:
        yield Problem(
            path=path,
            found="is missing",
            remedy=f"write {path}: {SECRET}, and set `.dockerconfigjson` of the product's registry "
            f"there, with {SET_SECRET}",
        )
    elif registry is not None and ours(control_plane) is None:
        yield Problem(
            path=path,
            found="is there, and the control plane, the only one to pull with it, is elsewhere",
            remedy="leave it out",
        )
