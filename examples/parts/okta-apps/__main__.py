"""Okta alone: the apps, and the authorization server that issues their tokens.

pulumi config set --secret okta:apiToken
"""

import pulumi
from union_selfmanaged import config
from union_selfmanaged.contracts import OidcClient, SecretValue
from union_selfmanaged.idp.okta import Okta, OktaArgs

union = Okta(
    "union",
    OktaArgs(
        organization="acme",
        host="union.acme.com",
        settings=config.Okta(
            kind="okta",
            domain="acme.okta.com",
            groups=["ml-engineers"],
            ci_clients=["github-actions"],
        ),
    ),
)
made = union.identity_provider


def client(it: OidcClient) -> dict[str, pulumi.Input[str]]:
    """Id and secret of a client; the secret stays one."""
    secret = {"clientSecret": it.secret.value} if isinstance(it.secret, SecretValue) else {}
    return {"clientId": it.client_id, **secret}


pulumi.export("issuer", made.authorization_server.issuer)
pulumi.export("audience", made.authorization_server.audience)
pulumi.export("web", client(made.web))
pulumi.export("native", client(made.native))
pulumi.export("service", client(made.control_plane))
pulumi.export("eager", client(made.eager))
pulumi.export("pipelines", {name: client(it) for name, it in made.ci.items()})
