"""The provider of one Azure subscription."""

import pulumi
import pulumi_azure_native as azure

from ...config.accounts import AzureAccount


def provider(
    name: str, account: AzureAccount, opts: pulumi.ResourceOptions | None = None
) -> azure.Provider:
    """A provider of this subscription and tenant, whatever the environment's default is."""
    return azure.Provider(
        name,
        subscription_id=account.subscription_id,
        tenant_id=account.tenant_id,
        location=account.location,
        opts=opts,
    )
