"""Page: configuration/authentication, *Secret delivery*: the Secrets that pods of both charts read.

The table of the page, and what it leaves out: the key under which flyteadmin reads the web app's
secret, the database password, the registry, Grafana and the key of eager mode.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from ..contracts import IdentityProvider, OidcClient, Secret, TargetSecret

CONTROL_PLANE_SECRET = "union-controlplane-secrets"  # noqa: S105
FLYTEADMIN_SECRET = "flyte-admin-secrets"  # noqa: S105
WEB_CLIENT_SECRET = "flyteadmin-oidc-client-secret"  # noqa: S105
SCHEDULER_SECRET = "flyte-secret-auth"  # noqa: S105
EAGER_SECRET = "union-eager-api-key"  # noqa: S105
REGISTRY_SECRET = "union-registry-secret"  # noqa: S105
DATA_PLANE_SECRET = "union-secret-auth"  # noqa: S105
GRAFANA_SECRET = "union-grafana-admin"  # noqa: S105
LOG_SECRET = "union-persistent-logs"  # noqa: S105
LOG_KEY = "storage_key"
"""Key of the same."""

SecretVersions = Mapping[str, Mapping[str, pulumi.Input[str]]]
"""Name of a Secret to its keys to something that changes whenever the key's value does."""


@dataclass(frozen=True, kw_only=True)
class ControlPlaneSecrets:
    """Where the control plane's secrets come from."""

    namespace: str
    """Namespace of the control plane's release."""
    release: str
    """Name of the release, which renders `flyte-admin-secrets` itself."""
    identity_provider: IdentityProvider
    database_password: Secret
    registry: Secret
    """`.dockerconfigjson` of the product's registry."""


def control_plane_secrets(args: ControlPlaneSecrets) -> tuple[TargetSecret, ...]:
    """Every Secret of the control plane's namespace that the charts do not make themselves."""
    idp = args.identity_provider
    service, web, eager = (_secret(client) for client in (idp.control_plane, idp.web, idp.eager))

    def target(name: str, data: Mapping[str, Secret]) -> TargetSecret:
        return TargetSecret(namespace=args.namespace, name=name, data=data)

    return (
        target(
            CONTROL_PLANE_SECRET, {"pass.txt": args.database_password, "client_secret": service}
        ),
        target(WEB_CLIENT_SECRET, {"client_secret": web}),
        target(SCHEDULER_SECRET, {"client_secret": service}),
        TargetSecret(
            namespace=args.namespace,
            name=EAGER_SECRET,
            data={"client_secret": eager},
            plain={"client_id": idp.eager.client_id},
        ),
        TargetSecret(
            namespace=args.namespace,
            name=FLYTEADMIN_SECRET,
            data={"client_secret": service, "oidc_client_secret": web},
            release=args.release,
        ),
        TargetSecret(
            namespace=args.namespace,
            name=REGISTRY_SECRET,
            data={".dockerconfigjson": args.registry},
            type="kubernetes.io/dockerconfigjson",
        ),
    )


def data_plane_secrets(
    namespace: str,
    client: OidcClient,
    grafana_password: Secret | None = None,
    log_key: Secret | None = None,
) -> tuple[TargetSecret, ...]:
    """Every Secret of a data plane's namespace that its chart does not make itself.

    `grafana_password` None: no Grafana. `log_key` None: logs are written with an identity.
    """
    wanted: dict[str, tuple[str, Secret | None]] = {
        DATA_PLANE_SECRET: ("client_secret", _secret(client)),
        GRAFANA_SECRET: ("admin-password", grafana_password),
        LOG_SECRET: (LOG_KEY, log_key),
    }
    return tuple(
        TargetSecret(namespace=namespace, name=name, data={key: source})
        for name, (key, source) in wanted.items()
        if source is not None
    )


def _secret(client: OidcClient) -> Secret:
    if client.secret is None:
        raise ValueError("a confidential client has no secret")
    return client.secret
