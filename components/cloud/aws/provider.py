"""The provider of one AWS account and region."""

import pulumi
import pulumi_aws as aws

from ...config.accounts import AwsAccount
from ..given import Reach, held

SESSION = "union-selfmanaged"
"""How an assumed role's session shows in CloudTrail."""


def provider(
    name: str, account: AwsAccount, opts: pulumi.ResourceOptions | None = None
) -> aws.Provider:
    """A provider that refuses the credentials of any other account."""
    # Classes, not dicts: a provider's nested inputs are dumped as JSON with the keys they have.
    role = account.assume_role and aws.ProviderAssumeRoleArgs(
        role_arn=account.assume_role, session_name=SESSION
    )
    return aws.Provider(
        name,
        region=account.region,
        allowed_account_ids=[account.account_id],
        profile=account.profile,
        assume_roles=[role] if role else None,
        default_tags=aws.ProviderDefaultTagsArgs(tags=account.tags) if account.tags else None,
        opts=opts,
    )


def reached(
    name: str,
    account: AwsAccount,
    given: pulumi.ProviderResource | None,
    opts: pulumi.ResourceOptions | None = None,
) -> Reach:
    """What reaches `account`: the provider that is given, held to it, or one of ours."""
    if given is None:
        return Reach(provider=provider(name, account, opts))
    look_up = pulumi.InvokeOutputOptions(provider=given)
    return held(
        name,
        given,
        {"account": account.account_id, "region": account.region},
        {
            "account": aws.get_caller_identity_output(opts=look_up).account_id,
            "region": aws.get_region_output(opts=look_up).region,
        },
    )
