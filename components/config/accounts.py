"""Cloud accounts in which an installation has parts; each is one provider."""

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from .iam import PolicyArn, RoleArn, RolePath
from .model import Distinct, Flag, Model, Whole, mistake
from .tags import AwsTagKey, AwsTagValue, AzureTagKey, AzureTagValue, Label, LabelKey
from .texts import Line, Name, Text

AwsAccountId = Annotated[str, Text(r"^\d{12}$", "the twelve digits of the account in quotes")]
AwsRegion = Annotated[str, Text(r"^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$", "a region, e.g. us-east-2")]


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
    trust_policy_length: Annotated[Whole, Field(ge=2048, le=8192)] = 2048
    """The account's quota *Role trust policy length*, characters. Default: 2048, as AWS has it."""
    tags: dict[AwsTagKey, AwsTagValue] = Field(default_factory=dict)
    """Tags of everything made here. Default: none."""

    @model_validator(mode="after")
    def _one_account(self) -> Self:
        if self.assume_role and f"::{self.account_id}:" not in self.assume_role:
            raise mistake(
                "has an assumeRole of another account than its accountId",
                "write a role of this account",
            )
        boundary = self.permissions_boundary
        if boundary and not re.search(f"::({self.account_id}|aws):", boundary):
            raise mistake(
                "has a permissionsBoundary of another account than its accountId",
                "write a policy of this account, or one of AWS's own",
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
    shared_identities: Literal["refused", "accepted"] = "refused"
    """Whether data planes that share no cluster pool may be in clusters of this project. GKE does
    not tell its clusters apart, so each could use the other's identities, and what they may reach.
    Default: `refused`."""
    labels: dict[LabelKey, Label] = Field(default_factory=dict)
    """Labels of everything made here. Default: none."""

    @property
    def account_id(self) -> str:
        """The project, as what spans clouds calls it."""
        return self.project_id


Guid = Annotated[
    str,
    Text(
        r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        "a GUID in lower case, e.g. 0b1f6471-1bf0-4dda-aec3-cb9272f09590",
    ),
]
AzureLocation = Annotated[str, Text(r"^[a-z][a-z0-9]+$", "a location in one word, e.g. westeurope")]
ResourceGroup = Annotated[
    str, Text(r"^[A-Za-z0-9_.()-]{0,89}[A-Za-z0-9_()-]$", "the name of a resource group")
]
StorageAccountName = Annotated[
    str,
    Text(
        r"^[a-z0-9]{3,24}$",
        "the name of a storage account: 3 to 24 lower-case letters and digits",
    ),
]
KeyVaultName = Annotated[
    str,
    Text(
        r"^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$",
        "the name of a Key Vault: 3 to 24 letters, digits and single hyphens, a letter first",
    ),
]


WorkspaceResourceId = Annotated[
    str,
    Text(
        r"^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.OperationalInsights"
        r"/workspaces/[^/]+$",
        "the resource id of a Log Analytics workspace, as "
        "`az monitor log-analytics workspace show --query id` prints it",
    ),
]


class AzureStorageAccount(Model):
    """A storage account, which holds containers: exactly one of `create` and `existing`."""

    one_of: ClassVar[tuple[str, ...]] = ("create", "existing")

    create: StorageAccountName | None = None
    """Name of a storage account of ours: private, TLS 1.2, versioned and so without a hierarchical
    namespace, protected."""
    existing: StorageAccountName | None = None
    """Name of a storage account that exists, in the account's resource group."""
    manage: Distinct[Literal["cors", "lifecycle"]] = Field(default_factory=list)
    """Documents of an existing storage account to write; writing one replaces all of it, for every
    container. Default: none, the exact rules to add are an output."""
    replication: Literal["LRS", "ZRS", "GRS", "GZRS"] = "ZRS"
    """Where copies of a storage account of ours are kept. Default: `ZRS`."""
    shared_key_access: Flag = False
    """Whether keys of a storage account of ours work too, which `persistentLogs: {store: bucket}`
    needs. Default: `false`, identities only."""
    restore_days: Annotated[Whole, Field(ge=1, le=365)] = 7
    """How long what was deleted of a storage account of ours can be restored, days. Default: 7."""

    @model_validator(mode="after")
    def _managed_is_existing(self) -> Self:
        if self.manage and self.existing is None:
            raise mistake(
                "says manage: of a storage account of ours", "leave manage: out, ours is managed"
            )
        return self

    @property
    def name(self) -> str:
        """Its name in the cloud."""
        return str(self.create or self.existing)


class AzureKeyVault(Model):
    """The Key Vault with the secrets of planes: exactly one of `create` and `existing`."""

    one_of: ClassVar[tuple[str, ...]] = ("create", "existing")

    create: KeyVaultName | None = None
    """Name of a vault of ours; it stays reserved for 90 days after a deletion."""
    existing: KeyVaultName | None = None
    """Name of a vault that exists, in the account's resource group, with role-based access."""

    @property
    def name(self) -> str:
        """Its name in the cloud."""
        return str(self.create or self.existing)


class AzureAccount(Model):
    """A resource group of a subscription. Credentials are the environment's, never the file's."""

    provider: Literal["azure"]
    """The cloud."""
    subscription_id: Guid
    """Id of the subscription."""
    tenant_id: Guid
    """Id of the Entra tenant that the subscription trusts."""
    resource_group: ResourceGroup
    """Name of the resource group, which exists; everything made here is in it."""
    location: AzureLocation
    """Location, e.g. `westeurope`."""
    storage_accounts: dict[Name, AzureStorageAccount] = Field(default_factory=dict)
    """Storage accounts that hold the account's buckets, by name. Default: none."""
    key_vault: AzureKeyVault | None = None
    """Where secrets are kept; External Secrets needs it. Default: none."""
    log_analytics: WorkspaceResourceId | None = None
    """Resource id of the Log Analytics workspace where Container Insights of its clusters writes,
    for `persistentLogs: {store: logService}`. Default: none."""
    tags: dict[AzureTagKey, AzureTagValue] = Field(default_factory=dict)
    """Tags of everything made here. Default: none."""

    @property
    def account_id(self) -> str:
        """The subscription, as what spans clouds calls it."""
        return self.subscription_id

    @property
    def region(self) -> str:
        """The location, as what spans clouds calls it."""
        return self.location

    def storage_account(self, named: str | None) -> AzureStorageAccount | None:
        """The storage account that a bucket names, or the only one; None: it cannot be told."""
        if named is None and len(self.storage_accounts) == 1:
            return next(iter(self.storage_accounts.values()))
        return self.storage_accounts.get(named or "")


Account = Annotated[AwsAccount | GcpAccount | AzureAccount, Field(discriminator="provider")]
"""An account of any cloud, told by `provider`."""


def holder(account: Account | None, storage_account: str | None) -> str:
    """Physical name of the storage account that holds a bucket; empty: no cloud but Azure has one.

    `storage_account`: what the bucket's section says.
    """
    held = account.storage_account(storage_account) if isinstance(account, AzureAccount) else None
    return held.name if held else ""
