"""The provider of one Azure subscription."""

import pulumi
import pulumi_azure_native as azure
from pulumi_azure_native import authorization

from ...config.accounts import AzureAccount
from ..given import Reach, held


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


def reached(
    name: str,
    account: AzureAccount,
    given: pulumi.ProviderResource | None,
    opts: pulumi.ResourceOptions | None = None,
) -> Reach:
    """What reaches `account`: the provider that is given, held to it, or one of ours."""
    if given is None:
        return Reach(provider=provider(name, account, opts))
    found = authorization.get_client_config_output(opts=pulumi.InvokeOutputOptions(provider=given))
    return held(
        name,
        given,
        {"subscription": account.subscription_id, "tenant": account.tenant_id},
        {"subscription": found.subscription_id, "tenant": found.tenant_id},
    )
