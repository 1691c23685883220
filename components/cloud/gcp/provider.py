"""The provider of one Google Cloud project and region."""

import pulumi
import pulumi_gcp as gcp

from ...config.accounts import GcpAccount


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
