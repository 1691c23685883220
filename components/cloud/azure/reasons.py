"""Each role that a grant gives, and why. Pure data, from which assignments and pages are made.

Pages are the product's; a reason without one is what the component demonstrably does.
"""

from dataclasses import dataclass

from ...contracts import (
    DescribeImages,
    Grant,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadSecrets,
    ReadWriteData,
    SignUrls,
    WriteLogs,
    WriteMetrics,
)

CONTAINER = "the container"
STORAGE_ACCOUNT = "the storage account"
REGISTRY = "the registry"
SECRETS = "each secret"
WORKSPACE = "the workspace"


@dataclass(frozen=True, kw_only=True)
class Role:
    """One of Azure's own roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles."""

    name: str
    guid: str

    @property
    def slug(self) -> str:
        """Its name in names of ours."""
        return self.name.lower().replace(" ", "-")


BLOB_CONTRIBUTOR = Role(
    name="Storage Blob Data Contributor", guid="ba92f5b4-2d11-453d-a403-e96b0029c9fe"
)
BLOB_READER = Role(name="Storage Blob Data Reader", guid="2a2b9908-6ea1-4ae2-8e65-a410df84e7d1")
BLOB_DELEGATOR = Role(name="Storage Blob Delegator", guid="db58b8e5-c6ad-4a2a-8342-4190687cbf4a")
ACR_PUSH = Role(name="AcrPush", guid="8311e382-0749-4cb8-b61a-304f252e45ec")
ACR_PULL = Role(name="AcrPull", guid="7f951dda-4ed3-4680-a7ca-43fe172d538d")
SECRETS_USER = Role(name="Key Vault Secrets User", guid="4633458b-17de-408a-b874-0445c86b69e6")
LOG_READER = Role(name="Log Analytics Reader", guid="73c42c96-874c-492b-b04d-ab87d138a893")
METRICS_PUBLISHER = Role(
    name="Monitoring Metrics Publisher", guid="3913510d-42f4-4e42-8a64-420c390055eb"
)


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One row: a grant gives a role on something, because."""

    grant: type[Grant]
    role: Role
    on: str
    """What the role is given on, one of the constants above."""
    why: str
    page: str
    """Page of the documentation that asks for it, or `NO_PAGE`."""


NO_PAGE = "none: what the component does"

REASONS: tuple[Reason, ...] = (
    Reason(
        grant=ReadWriteData,
        role=BLOB_CONTRIBUTOR,
        on=CONTAINER,
        why="reads, writes and removes inputs, outputs and code bundles",
        page=NO_PAGE,
    ),
    Reason(
        grant=ReadData,
        role=BLOB_READER,
        on=CONTAINER,
        why="reads data",
        page=NO_PAGE,
    ),
    Reason(
        grant=SignUrls,
        role=BLOB_DELEGATOR,
        on=STORAGE_ACCOUNT,
        why="gets the key with which it signs URLs as itself; Azure gives it for whole accounts",
        page=NO_PAGE,
    ),
    Reason(
        grant=WriteLogs,
        role=BLOB_CONTRIBUTOR,
        on=STORAGE_ACCOUNT,
        why="the page's role and scope",
        page="configuration/persistent-logs",
    ),
    Reason(
        grant=ReadLogs,
        role=LOG_READER,
        on=WORKSPACE,
        why="the operator proxy looks up the logs of a task",
        page="configuration/persistent-logs",
    ),
    Reason(
        grant=PushImages,
        role=ACR_PUSH,
        on=REGISTRY,
        why="builds push as the worker, and pull the layers that are there already",
        page="configuration/image-builder",
    ),
    Reason(
        grant=PullImages,
        role=ACR_PULL,
        on=REGISTRY,
        why="builds pull private base images",
        page="configuration/image-builder",
    ),
    Reason(
        grant=DescribeImages,
        role=ACR_PULL,
        on=REGISTRY,
        why="sees whether an image exists before it has it built",
        page="configuration/image-builder",
    ),
    Reason(
        grant=ReadSecrets,
        role=SECRETS_USER,
        on=SECRETS,
        why="the External Secrets Operator copies the secret into Kubernetes",
        page="configuration/authentication",
    ),
    Reason(
        grant=WriteMetrics,
        role=METRICS_PUBLISHER,
        on=WORKSPACE,
        why="Prometheus forwards its samples",
        page="configuration/monitoring",
    ),
)
"""The whole table."""


def role(grant: type[Grant]) -> Role:
    """The role that `grant` gives."""
    return next(row.role for row in REASONS if row.grant is grant)
