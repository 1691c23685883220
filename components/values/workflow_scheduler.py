"""Page: configuration/authentication, *Scheduler auth secret*: the V1 scheduler.

Off by default in today's chart: V2 schedules with `run-scheduler`, which reads the service secret.
"""

from ..contracts import AuthorizationServer, Fragment, OidcClient
from .fragment import tree

PAGE = "configuration/authentication"
MOUNTED_SECRET = "/etc/secrets/client_secret"  # noqa: S105
"""File of the service app's secret in the scheduler, from `flyte-secret-auth`."""


def workflow_scheduler(
    namespace: str, client: OidcClient, server: AuthorizationServer, *, enabled: bool
) -> Fragment:
    """The scheduler's secret, and its client where it runs.

    The page's `placeholder` would be written back at every upgrade; with an empty secret the mount
    stays, the chart makes no Secret, and ours is the only one.
    """
    credentials = {"enabled": True, "clientSecret": ""}
    if not enabled:
        return Fragment(page=PAGE, values=tree({_CREDENTIALS: credentials}))
    values = {
        "flyte.workflow_scheduler.enabled": True,
        _CREDENTIALS: {**credentials, "clientId": client.client_id},
        # The chart has the endpoint one level too high, where nothing reads it.
        "flyte.configmap.admin.admin": {
            "endpoint": f"flyteadmin.{namespace}.svc.cluster.local:81",
            "insecure": True,
            "clientId": client.client_id,
            "clientSecretLocation": MOUNTED_SECRET,
            "scopes": [server.scope],
        },
    }
    return Fragment(page=PAGE, values=tree(values))


_CREDENTIALS = "flyte.secrets.adminOauthClientCredentials"
