"""The provider of one AWS account and region."""

import pulumi
import pulumi_aws as aws

from ...config.accounts import AwsAccount

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
