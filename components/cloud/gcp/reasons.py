"""Each role that a grant gives, and why. Pure data, from which bindings and pages are made.

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
)
from .policy import On


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One row: a grant gives a role on something, because."""

    grant: type[Grant]
    role: str
    on: On
    why: str
    page: str
    """Page of the documentation that asks for it, or `NO_PAGE`."""


NO_PAGE = "none: what the component does"
_BUILDER = "configuration/image-builder"
_LOGS = "configuration/persistent-logs"
_LOCATE = "the storage client looks at the bucket before it uses it; no object is seen by it"

REASONS: tuple[Reason, ...] = (
    Reason(
        grant=ReadWriteData,
        role="roles/storage.objectUser",
        on="bucket",
        why="reads, writes, lists and removes inputs, outputs and code bundles, without their ACLs",
        page=NO_PAGE,
    ),
    Reason(
        grant=ReadWriteData,
        role="roles/storage.bucketViewer",
        on="bucket",
        why=_LOCATE,
        page=NO_PAGE,
    ),
    Reason(
        grant=ReadData,
        role="roles/storage.objectViewer",
        on="bucket",
        why="reads and lists data, and signs URLs to it",
        page=NO_PAGE,
    ),
    Reason(
        grant=ReadData,
        role="roles/storage.bucketViewer",
        on="bucket",
        why=_LOCATE,
        page=NO_PAGE,
    ),
    Reason(
        grant=WriteLogs,
        role="roles/storage.objectAdmin",
        on="bucket",
        why="the page's role, held to persisted-logs/",
        page=_LOGS,
    ),
    Reason(
        grant=PushImages,
        role="roles/artifactregistry.writer",
        on="repository",
        why="builds push, and pull what they build on, as the worker",
        page=_BUILDER,
    ),
    Reason(
        grant=PullImages,
        role="roles/artifactregistry.reader",
        on="repository",
        why="builds pull private base images",
        page=_BUILDER,
    ),
    Reason(
        grant=DescribeImages,
        role="roles/artifactregistry.reader",
        on="repository",
        why="sees whether an image exists before it has it built",
        page=_BUILDER,
    ),
    Reason(
        grant=SignUrls,
        role="roles/iam.serviceAccountTokenCreator",
        on="account",
        why="iam.serviceAccounts.signBlob signs URLs as oneself. The page asks for it on the "
        "project, where it would let task code sign, and so act, as every account of the project; "
        "on itself it gives nothing that the account is not already",
        page=_BUILDER,
    ),
    Reason(
        grant=ReadLogs,
        role="roles/logging.viewer",
        on="project",
        why="reads logs of pods that are gone in Cloud Logging; a role on the project is the "
        "narrowest that today's chart can use",
        page=_LOGS,
    ),
    Reason(
        grant=ReadSecrets,
        role="roles/secretmanager.secretAccessor",
        on="secret",
        why="the operator copies the secret into Kubernetes",
        page="configuration/authentication",
    ),
)
"""The whole table."""


def roles(grant: type[Grant]) -> tuple[Reason, ...]:
    """What `grant` gives."""
    return tuple(row for row in REASONS if row.grant is grant)
