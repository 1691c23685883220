"""Cloud accounts in which an installation has parts; each is one provider."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .model import Model

AwsAccountId = Annotated[str, StringConstraints(pattern=r"^\d{12}$")]
AwsRegion = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]+)+-\d$")]
RoleArn = Annotated[str, StringConstraints(pattern=r"^arn:aws[a-z-]*:iam::\d{12}:role/\S+$")]


class AwsAccount(Model):
    """An AWS account and region. Credentials are the environment's, never the stack file's."""

    provider: Literal["aws"]
    account_id: AwsAccountId
    """Twelve digits, quoted; another account's credentials are refused."""
    region: AwsRegion
    profile: str | None = None
    """Profile of the shared AWS configuration. Default: the environment's credentials."""
    assume_role: RoleArn | None = None
    """Role to assume in this account. Default: none."""
    permissions_boundary: str | None = None
    """ARN of the boundary of every role made here. Default: none."""
    role_path: Annotated[str, StringConstraints(pattern=r"^/([A-Za-z0-9_+=,.@-]+/)*$")] = "/"
    """Path of every workload's role made here, e.g. `/union/`."""
    trust_policy_length: Literal[2048, 4096, 8192] = 2048
    """The account's quota *Role trust policy length*, characters."""
    tags: dict[str, str] = Field(default_factory=dict)
    """Tags of everything made here."""


Account = AwsAccount
