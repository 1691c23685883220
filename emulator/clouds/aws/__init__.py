"""Amazon Web Services: accounts and regions."""

from __future__ import annotations

import re
from typing import Any, Final

from ...cloud import Cloud
from ...places import Place
from ...refusals import Refusal
from ...seeds import Seed
from ...values import UNKNOWN, Props
from . import clusters, ec2, ecr, eks, iam, network, s3, secrets
from .functions import FUNCTIONS

_REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_ACCOUNT: Final = re.compile(r"\d{12}")
_TRUST_QUOTA: Final = 2048


def _place(config: Props, seed: Seed) -> Place:
    """The account and region; a configuration that does not tell both is refused."""
    region = config.get("region")
    if not isinstance(region, str) or not _REGION.fullmatch(region):
        raise Refusal(f"the provider's region is {region!r}; it must name an AWS region")
    account = _account(config, seed)
    tags = (config.get("defaultTags") or {}).get("tags") or {}
    quota = seed.quotas.get("iam-trust-policy", _TRUST_QUOTA)
    return _made(account, region, tags, quota)


def _account(config: Props, seed: Seed) -> str:
    allowed = [str(one) for one in config.get("allowedAccountIds") or []]
    forbidden = [str(one) for one in config.get("forbiddenAccountIds") or []]
    told: set[str] = set()
    roles = config.get("assumeRoles") or []
    for role in roles:
        told.add(str(role.get("roleArn", "")).split(":")[4:5][0] if role.get("roleArn") else "")
    profile = config.get("profile")
    if isinstance(profile, str) and not roles:
        if profile not in seed.profiles:
            raise Refusal(f"the seed does not tell the account of the profile {profile!r}")
        told.add(seed.profiles[profile])
    if not told and len(allowed) == 1:
        told.add(allowed[0])
    if len(told) != 1 or not _ACCOUNT.fullmatch(account := next(iter(told))):
        raise Refusal(
            "the provider does not tell its account: give allowedAccountIds with one account, "
            "or a role to assume, or a profile that the seed knows"
        )
    if (allowed and account not in allowed) or account in forbidden:
        raise Refusal(f"AWS account {account} is not among allowedAccountIds {allowed}")
    return account


def _made(account: str, region: str, tags: Any, quota: int) -> Place:
    partition, suffix = "aws", "amazonaws.com"
    if region.startswith("cn-"):
        partition, suffix = "aws-cn", "amazonaws.com.cn"
    if region.startswith("us-gov-"):
        partition = "aws-us-gov"
    return Place(
        package="aws",
        realm=f"aws/{account}",
        region=region,
        default_tags={} if tags is UNKNOWN else tags,
        facts={
            "account": account,
            "region": region,
            "partition": partition,
            "suffix": suffix,
            "trust_quota": quota,
        },
    )


def _place_of(realm: str) -> Place:
    """The place of ``aws/<account>`` or ``aws/<account>/<region>``."""
    _, account, *region = realm.split("/")
    return _made(account, region[0] if region else "us-east-1", {}, _TRUST_QUOTA)


CLOUD: Final = Cloud(
    package="aws",
    rows={
        **s3.ROWS,
        **iam.ROWS,
        **ecr.ROWS,
        **ec2.ROWS,
        **network.ROWS,
        **clusters.ROWS,
        **eks.ROWS,
        **secrets.ROWS,
    },
    functions=FUNCTIONS,
    place=_place,
    place_of=_place_of,
    secret_config=frozenset({"secretKey", "token"}),
)
