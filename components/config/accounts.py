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


GcpProjectId = Annotated[
    str,
    Text(
        r"^[a-z][a-z0-9-]{4,28}[a-z0-9]$",
        "the id of a project: 6 to 30 lower-case letters, digits and hyphens, a letter first",
    ),
]
GcpRegion = Annotated[str, Text(r"^[a-z]+-[a-z]+\d+$", "a region, e.g. us-central1")]
ServiceAccountEmail = Annotated[
    str,
    Text(
        r"^[a-z0-9-]+@([a-z0-9.-]+\.)?gserviceaccount\.com$",
        "the e-mail of a service account, e.g. deployer@acme-union.iam.gserviceaccount.com",
    ),
]
Label = Annotated[
    str,
    Text(r"^[a-z0-9_-]{0,63}$", "at most 63 lower-case letters, digits, hyphens and underscores"),
]


class GcpAccount(Model):
    """A Google Cloud project and region. Credentials are the environment's, never the file's."""

    provider: Literal["gcp"]
    """The cloud."""
    project_id: GcpProjectId
    """Id of the project, which names everything in it."""
    region: GcpRegion
    """Region, e.g. `us-central1`."""
    impersonate_service_account: ServiceAccountEmail | None = None
    """E-mail of the service account to act as. Default: the environment's credentials."""
    labels: dict[str, Label] = Field(default_factory=dict)
    """Labels of everything made here. Default: none."""

    @property
    def account_id(self) -> str:
        """The project, as what spans clouds calls it."""
        return self.project_id


Account = Annotated[AwsAccount | GcpAccount, Field(discriminator="provider")]
"""An account of any cloud, told by `provider`."""
