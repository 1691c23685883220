"""Cloud accounts in which an installation has parts; each is one provider."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .model import Line, Model, Text, mistake

AwsAccountId = Annotated[str, Text(r"^\d{12}$", "the twelve digits of the account in quotes")]
AwsRegion = Annotated[str, Text(r"^[a-z]{2}(-[a-z]+)+-\d$", "a region, e.g. us-east-2")]
RoleArn = Annotated[
    str,
    Text(
        r"^arn:aws[a-z-]*:iam::\d{12}:role/\S+$",
        "the ARN of a role, e.g. arn:aws:iam::123456789012:role/deployer",
    ),
]
PolicyArn = Annotated[
    str,
    Text(
        r"^arn:aws[a-z-]*:iam::(\d{12}|aws):policy/\S+$",
        "the ARN of a policy, e.g. arn:aws:iam::123456789012:policy/boundary",
    ),
]
RolePath = Annotated[
    str, Text(r"^/([A-Za-z0-9_+=,.@-]+/)*$", "a path that begins and ends with a slash")
]


class AwsAccount(Model):
    """An AWS account and region. Credentials are the environment's, never the stack file's."""

    provider: Literal["aws"]
    """The cloud."""
    account_id: AwsAccountId
    """Twelve digits, quoted; another account's credentials are refused."""
    region: AwsRegion
    """Region, e.g. `us-east-2`."""
    profile: Line | None = None
    """Profile of the shared AWS configuration. Default: the environment's credentials."""
    assume_role: RoleArn | None = None
    """ARN of the role to assume in this account. Default: none."""
    permissions_boundary: PolicyArn | None = None
    """ARN of the boundary of every role made here. Default: none."""
    role_path: RolePath = "/"
    """Path of every workload's role made here, e.g. `/union/`. Default: `/`."""
    trust_policy_length: Annotated[int, Field(ge=2048, le=8192)] = 2048
    """The account's quota *Role trust policy length*, characters. Default: 2048, as AWS has it."""
    tags: dict[str, str] = Field(default_factory=dict)
    """Tags of everything made here. Default: none but ours."""

    @model_validator(mode="after")
    def _one_account(self) -> Self:
        if self.assume_role and f"::{self.account_id}:" not in self.assume_role:
            raise mistake(
                "has an assumeRole of another account than its accountId",
                "write a role of this account",
            )
        return self


Account = AwsAccount
