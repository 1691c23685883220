"""The provider of an account."""

from components.config.accounts import AwsAccount
from tests.engine import run

from .facts import platform

DEFAULTS = {"skipCredentialsValidation": "false", "skipRegionValidation": "true"}
"""What the SDK itself sets."""


def test_a_provider_refuses_any_other_account() -> None:
    (provider,) = run(platform)

    assert provider.brief() == (
        "pulumi:providers:aws",
        "aws",
        {
            "region": "us-east-2",
            "allowedAccountIds": '["123456789012"]',
            **DEFAULTS,
        },
    )


def test_a_provider_takes_on_the_accounts_role_profile_and_tags() -> None:
    account = AwsAccount(
        provider="aws",
        account_id="210987654321",
        region="eu-central-1",
        profile="images",
        assume_role="arn:aws:iam::210987654321:role/admin",
        tags={"owner": "ml"},
    )

    (provider,) = run(lambda: platform(account))

    assert provider.inputs == {
        **DEFAULTS,
        "region": "eu-central-1",
        "allowedAccountIds": '["210987654321"]',
        "profile": "images",
        "assumeRoles": (
            '[{"roleArn": "arn:aws:iam::210987654321:role/admin", '
            '"sessionName": "union-selfmanaged"}]'
        ),
        "defaultTags": '{"tags": {"owner": "ml"}}',
    }
