"""Things that hold state and would go, protection that would end, pools that would be emptied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..model import Change, Op, Preview, Resource
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
    """Something that holds state would be deleted or replaced."""
    for change in preview.changes:
        before = change.before
        if before is None or not change.goes:
            continue
        lost = HOLDERS.get(change.type) or ("what it holds" if _guarded(before) else "")
        if lost and before.retained and change.op is Op.DELETE:
            yield found(before, f"would stay with {lost}, and nothing here would look after it")
        elif lost:
            yield found(before, f"would be {_HOW[change.op]}{_why(change)}, and with it {lost}")


def protection_removed(preview: Preview) -> Iterator[Finding]:
    """What guards a thing against loss or exposure would end."""
    for change in preview.changes:
        before, after = change.before, change.after
        if before is None:
            continue
        if change.op is Op.DELETE and change.type in _GUARDS:
            yield found(before, f"would be deleted: {_GUARDS[change.type]}")
        if after is None:
            continue
        ended = [
            word
            for word, was, still in (
                ("protection against deletion", before.protected, after.protected),
                ("keeping the thing when it leaves the program", before.retained, after.retained),
            )
            if was and not still
        ]
        ended += [_SWITCHES[key] for key in sorted(_SWITCHES) if _loosened(key, before, after)]
        if ended:
            yield found(after, f"would end: {', '.join(ended)}")


def nodes_replaced(preview: Preview) -> Iterator[Finding]:
    """A node pool goes, and the pods on it with it."""
    for change in preview.changes:
        if change.goes and change.type in POOLS:
            yield found(
                change.resource,
                f"would be {_HOW[change.op]}{_why(change)}: every pod on its nodes is evicted",
            )


_GUARDS: Final[Mapping[str, str]] = {
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "the bucket could be made public",
    "aws:s3/bucketVersioning:BucketVersioning": "what is overwritten or deleted is gone",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "the bucket's own choice of encryption ends"
    ),
}
_SWITCHES: Final[Mapping[str, str]] = {
    "blockPublicAcls": "the block of public ACLs",
    "blockPublicPolicy": "the block of public policies",
    "deletionProtection": "protection against deletion by the cloud",
    "enablePurgeProtection": "protection against purging",
    "forceDelete": "the refusal to delete what is not empty",
    "forceDestroy": "the refusal to delete what is not empty",
    "ignorePublicAcls": "ignoring public ACLs",
    "restrictPublicBuckets": "the restriction of public buckets",
    "versioningConfiguration": "versioning",
    "uniformBucketLevelAccess": "one access policy for all objects",
}


def _loosened(key: str, before: Resource, after: Resource) -> bool:
    was, now = before.inputs.get(key), after.inputs.get(key)
    if key == "versioningConfiguration":
        return _status(was) == "Enabled" and _status(now) != "Enabled"
    if key in ("forceDelete", "forceDestroy"):
        return not _true(was) and _true(now)
    return _true(was) and now is not None and not _true(now)


def _status(value: Any) -> Any:
    return value.get("status") if isinstance(value, Mapping) else None


def _true(value: Any) -> bool:
    return value is True or value == "true"


def _guarded(resource: Resource) -> bool:
    """Protected things hold something; the record of a namespace mapping has a rule of its own."""
    guarded = resource.protected or resource.retained
    return resource.custom and guarded and resource.type != "kubernetes:core/v1:ConfigMap"


def _why(change: Change) -> str:
    because = sorted({str(it.path[0]) for it in change.differences if it.replaces})
    return f" ({', '.join(because)} cannot change in place)" if because else ""
