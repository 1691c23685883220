"""The provider of one Google Cloud project and region."""

import pulumi
import pulumi_gcp as gcp

from ...config.accounts import GcpAccount
from ..given import Reach, held


def provider(
    name: str, account: GcpAccount, opts: pulumi.ResourceOptions | None = None
) -> gcp.Provider:
    """A provider whose every resource names the project by default."""
    return gcp.Provider(
        name,
        project=account.project_id,
        region=account.region,
        impersonate_service_account=account.impersonate_service_account,
        default_labels=account.labels or None,
        add_pulumi_attribution_label=False,
        opts=opts,
    )


def reached(
    name: str,
    account: GcpAccount,
    given: pulumi.ProviderResource | None,
    opts: pulumi.ResourceOptions | None = None,
) -> Reach:
    """What reaches `account`: the provider that is given, held to it, or one of ours."""
    if given is None:
        return Reach(provider=provider(name, account, opts))
    # A look-up would bring an access token along.
    if isinstance(given, gcp.Provider):
        wanted = {"project": account.project_id, "region": account.region}
        return held(name, given, wanted, {"project": given.project, "region": given.region})
    return Reach(provider=given)
