"""Page: configuration/authentication, *SDK and CLI authentication*, and what image builds add.

Files ready to save; no secret is in them. `builds`: whether images are built remotely, for which a
data plane must have a builder; the SDK's own default is another.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
import yaml

from ..config.image_builder import PrivateRegistry

SECRET_LOCATION = "/path/to/client_secret"  # noqa: S105
"""The page's placeholder for the file in which a pipeline keeps its secret."""
SECRET_VARIABLE = "FLYTE_CREDENTIALS_CLIENT_SECRET"  # noqa: S105


def sdk_config(host: str, organization: str, *, builds: bool) -> str:
    """The configuration of people: PKCE in the browser."""
    admin = {"endpoint": _endpoint(host), "authType": "Pkce", "insecure": False}
    return _config(admin, organization, builds=builds)


def ci_config(
    host: str, organization: str, client_id: pulumi.Input[str], *, builds: bool
) -> pulumi.Output[str]:
    """The configuration of a pipeline: client credentials, its secret in a file."""
    return pulumi.Output.from_input(client_id).apply(
        lambda client: _config(
            {
                "endpoint": _endpoint(host),
                "authType": "ClientSecret",
                "clientId": client,
                "clientSecretLocation": SECRET_LOCATION,
                "insecure": False,
            },
            organization,
            builds=builds,
        )
    )


def ci_environment(host: str, client_id: pulumi.Input[str], *, builds: bool) -> pulumi.Output[str]:
    """The same for a pipeline that keeps its secret in a variable, which it sets itself.

    The page's three names, which V1 reads, and those that today's SDK reads, where it finds a
    configuration file to override: `sdk_config` will do.
    """
    return pulumi.Output.from_input(client_id).apply(
        lambda client: _exports(
            {
                "FLYTE_CREDENTIALS_CLIENT_ID": client,
                "FLYTE_CREDENTIALS_AUTH_MODE": "basic",
                "FLYTE_ADMIN_ENDPOINT": _endpoint(host),
                "FLYTE_ADMIN_AUTHTYPE": "ClientSecret",
                "FLYTE_ADMIN_CLIENTID": client,
                "FLYTE_ADMIN_CLIENTSECRETENVVAR": SECRET_VARIABLE,
                **({"FLYTE_IMAGE_BUILDER": "remote"} if builds else {}),
            }
        )
    )


def image_pull_secret_commands(registries: Sequence[PrivateRegistry]) -> list[str]:
    """What makes a Union secret of a docker login; it is no Kubernetes Secret."""
    return [
        "flyte create secret --type image_pull --from-docker-config "
        f"--registries {registry.registry} {registry.secret_name}"
        for registry in registries
    ]


def _endpoint(host: str) -> str:
    return f"dns:///{host}"


def _config(admin: Mapping[str, Any], organization: str, *, builds: bool) -> str:
    sections = {
        "admin": dict(admin),
        **({"image": {"builder": "remote"}} if builds else {}),
        "task": {"org": organization},
    }
    return yaml.safe_dump(sections, sort_keys=False)


def _exports(variables: Mapping[str, str]) -> str:
    needed = f': "${{{SECRET_VARIABLE}:?holds the client secret}}"'
    lines = [needed, f"export {SECRET_VARIABLE}"]
    return "\n".join([*lines, *(f'export {k}="{v}"' for k, v in variables.items())]) + "\n"
