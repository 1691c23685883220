"""Things that hold state and would go, and pools that would be emptied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..model import Change, Op, Preview, Resource
from .places import keeps_kinds
from .risk import Finding, found

HOLDERS: Final[Mapping[str, str]] = {
    "aws:s3/bucket:Bucket": "its objects",
    "aws:s3/bucketV2:BucketV2": "its objects",
    "gcp:storage/bucket:Bucket": "its objects",
    "azure-native:storage:StorageAccount": "its containers",
    "azure-native:storage:BlobContainer": "its blobs",
    "aws:ecr/repository:Repository": "its images",
    "gcp:artifactregistry/repository:Repository": "its images",
    "azure-native:containerregistry:Registry": "its images",
    "aws:kms/key:Key": "all that it encrypts",
    "gcp:kms/cryptoKey:CryptoKey": "all that it encrypts",
    "azure-native:keyvault:Vault": "its keys and secrets",
    "aws:secretsmanager/secret:Secret": "the secret",
    "gcp:secretmanager/secret:Secret": "the secret",
    "azure-native:keyvault:Secret": "the secret",
    "aws:amp/workspace:Workspace": "its metrics",
    "azure-native:monitor:AzureMonitorWorkspace": "its metrics",
    "aws:cloudwatch/logGroup:LogGroup": "its logs",
    "azure-native:operationalinsights:Workspace": "its logs",
    "okta:auth/server:Server": "its issuer, so every login and token",
    "okta:app/oAuth:OAuth": "its client id and secret",
    "kubernetes:core/v1:Namespace": "everything in it",
    "kubernetes:core/v1:PersistentVolumeClaim": "its volume",
    "kubernetes:apps/v1:StatefulSet": "its pods with their volumes",
    "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": "every object of the kind",
    "kubernetes:helm.sh/v3:Release": "all that the chart installed",
}
"""What is lost with a thing of each type."""
POOLS: Final = frozenset(
    {
        "aws:eks/nodeGroup:NodeGroup",
        "gcp:container/nodePool:NodePool",
        "azure-native:containerservice:AgentPool",
    }
)
"""Types whose things run pods."""
_HOW: Final = {Op.DELETE: "deleted", Op.REPLACE: "replaced"}


def state_lost(preview: Preview) -> Iterator[Finding]:
    """Something that holds state would be deleted or replaced; first what is lost for good."""
    if preview.abandoned:
        reason = "its stack file is gone: what it installed stays, and nothing looks after it"
        yield Finding(resources=(preview.stack,), reason=reason)
    left: list[Finding] = []
    for change in preview.changes:
        before = change.before
        if before is None or not change.goes:
            continue
        lost = HOLDERS.get(change.type) or ("what it holds" if _guarded(before) else "")
        if not lost:
            continue
        if not (before.retained or keeps_kinds(before)):
            yield found(before, f"would be {_HOW[change.op]}{_why(change)}, and with it {lost}")
        elif change.op is Op.DELETE:
            left.append(
                found(before, f"would stay with {lost}, and nothing here would look after it")
            )
        else:
            left.append(
                found(
                    before,
                    f"would be made anew{_why(change)}: the old one stays with {lost}, and nothing "
                    "here would look after it",
                )
            )
    yield from left


def nodes_replaced(preview: Preview) -> Iterator[Finding]:
    """A node pool goes, and the pods on it with it."""
    for change in preview.changes:
        if change.goes and change.type in POOLS:
            yield found(
                change.resource,
                f"would be {_HOW[change.op]}{_why(change)}: every pod on its nodes is evicted",
            )


def _guarded(resource: Resource) -> bool:
    """Protected things hold something; the record of a namespace mapping has a rule of its own."""
    guarded = resource.protected or resource.retained
    return resource.custom and guarded and resource.type != "kubernetes:core/v1:ConfigMap"


def _why(change: Change) -> str:
    because = sorted({str(it.path[0]) for it in change.differences if it.replaces})
    return f" ({', '.join(because)} cannot change in place)" if because else ""
