"""Each permission that a grant gives, and why. Pure data, from which policies and pages are made.

Pages are the product's; a reason without one is what the component demonstrably does.
"""

from dataclasses import dataclass

from ...contracts import (
    DescribeImages,
    Grant,
    PullImages,
    PushImages,
    ReadData,
    ReadSecrets,
    ReadWriteData,
    WriteLogs,
    WriteMetrics,
)

BUCKET = "the bucket"
OBJECTS = "objects below the location"
LOGS = "the bucket and persisted-logs/*"
ANY = "*"
REPOSITORY = "the repository"
SECRETS = "the secrets"
WORKSPACE = "the workspace"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One row: a grant allows an action on something, because."""

    grant: type[Grant]
    action: str
    on: str
    """What the action is allowed on, one of the constants above."""
    why: str
    page: str
    """Page of the documentation that asks for it, or `NO_PAGE`."""


NO_PAGE = "none: what the component does"
_BUILDER = "configuration/image-builder"
_LOGS = "configuration/persistent-logs"
_SECRETS = "configuration/authentication"
_METRICS = "configuration/monitoring"

_LIST = (
    "finds objects; without it a missing object answers 403 where 404 is expected, which is why "
    "one who is held to a prefix can still list the names of all keys of the bucket"
)
_LOCATE = "the storage client asks for the bucket's region first"
_TOKEN = "logs in to the registry; ECR knows no resource for it"  # noqa: S105
_LAYERS = "sees which layers are there already"
_MANIFEST = "reads an image's manifest"
_DOWNLOAD = "downloads layers"


def _rows(grant: type[Grant], on: str, page: str, whys: dict[str, str]) -> tuple[Reason, ...]:
    return tuple(
        Reason(grant=grant, action=action, on=on, why=why, page=page)
        for action, why in whys.items()
    )


_PULL = {
    "ecr:BatchCheckLayerAvailability": _LAYERS,
    "ecr:BatchGetImage": _MANIFEST,
    "ecr:GetDownloadUrlForLayer": _DOWNLOAD,
}

REASONS: tuple[Reason, ...] = (
    *_rows(
        ReadWriteData,
        BUCKET,
        NO_PAGE,
        {"s3:GetBucketLocation": _LOCATE, "s3:ListBucket": _LIST},
    ),
    *_rows(
        ReadWriteData,
        OBJECTS,
        NO_PAGE,
        {
            "s3:AbortMultipartUpload": "cleans up after a large upload that failed",
            "s3:DeleteObject": "removes what a run no longer needs",
            "s3:GetObject": "reads inputs, outputs and code bundles, and signs URLs to them",
            "s3:PutObject": "writes inputs, outputs and code bundles, and signs URLs to them",
        },
    ),
    *_rows(ReadData, BUCKET, NO_PAGE, {"s3:GetBucketLocation": _LOCATE, "s3:ListBucket": _LIST}),
    *_rows(ReadData, OBJECTS, NO_PAGE, {"s3:GetObject": "reads data, and signs URLs to it"}),
    *_rows(
        WriteLogs,
        LOGS,
        _LOGS,
        {
            "s3:GetObject": "the page's policy",
            "s3:ListBucket": "the page's policy",
            "s3:PutObject": "Fluent Bit writes a log file",
            "s3:PutObjectAcl": "the page's policy",
        },
    ),
    *_rows(PushImages, ANY, _BUILDER, {"ecr:GetAuthorizationToken": _TOKEN}),
    *_rows(PushImages, REPOSITORY, _BUILDER, _PULL),
    *_rows(
        PushImages,
        REPOSITORY,
        NO_PAGE,
        {
            "ecr:CompleteLayerUpload": "ends the upload of a layer; builds push as the worker",
            "ecr:InitiateLayerUpload": "begins the upload of a layer",
            "ecr:PutImage": "writes the image's manifest and tag",
            "ecr:UploadLayerPart": "uploads a layer",
        },
    ),
    *_rows(PullImages, ANY, _BUILDER, {"ecr:GetAuthorizationToken": _TOKEN}),
    *_rows(PullImages, REPOSITORY, _BUILDER, _PULL),
    *_rows(DescribeImages, ANY, _BUILDER, {"ecr:GetAuthorizationToken": _TOKEN}),
    *_rows(
        DescribeImages,
        REPOSITORY,
        _BUILDER,
        {"ecr:DescribeImages": "sees whether an image exists before it has it built"},
    ),
    *_rows(
        ReadSecrets,
        SECRETS,
        _SECRETS,
        {
            "secretsmanager:DescribeSecret": "the operator looks at a secret's versions and tags",
            "secretsmanager:GetSecretValue": "the operator copies the secret into Kubernetes",
        },
    ),
    *_rows(
        WriteMetrics,
        WORKSPACE,
        _METRICS,
        {"aps:RemoteWrite": "Prometheus forwards its samples, signed as this role"},
    ),
)
"""The whole table."""


def actions(grant: type[Grant], on: str) -> tuple[str, ...]:
    """Actions that `grant` allows on `on`."""
    return tuple(row.action for row in REASONS if row.grant is grant and row.on == on)
