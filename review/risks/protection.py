"""What guards a thing against loss or exposure, and would end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..model import Op, Preview, Resource
from .risk import Finding, by_component, days


@dataclass(frozen=True, kw_only=True)
class Guard:
    """A property that guards."""

    path: str
    safe: Callable[[Any], bool]
    """Whether a value guards; None: nothing is said, and the cloud does as it does."""
    words: str


def _is(*values: Any) -> Callable[[Any], bool]:
    return lambda it: _plain(it) in values


def _not(*values: Any) -> Callable[[Any], bool]:
    return lambda it: _plain(it) not in values


_ON, _OFF = _is(True), _not(True)
_GUARDS: Final = (
    Guard(path="adminUserEnabled", safe=_OFF, words="no shared administrator of the registry"),
    Guard(path="allowBlobPublicAccess", safe=_OFF, words="the block of public blobs"),
    Guard(path="allowSharedKeyAccess", safe=_is(False), words="the block of account keys"),
    Guard(path="anonymousPullEnabled", safe=_OFF, words="pulls by those who are known alone"),
    Guard(path="blockPublicAcls", safe=_ON, words="the block of public ACLs"),
    Guard(path="blockPublicPolicy", safe=_ON, words="the block of public policies"),
    Guard(path="deletionProtection", safe=_ON, words="protection against deletion by the cloud"),
    Guard(path="enableHttpsTrafficOnly", safe=_not(False), words="TLS alone"),
    Guard(path="enableKeyRotation", safe=_ON, words="rotation of the key"),
    Guard(path="forceDelete", safe=_OFF, words="the refusal to delete what is not empty"),
    Guard(path="forceDestroy", safe=_OFF, words="the refusal to delete what is not empty"),
    Guard(path="ignorePublicAcls", safe=_ON, words="ignoring public ACLs"),
    Guard(path="isVersioningEnabled", safe=_ON, words="versioning"),
    Guard(
        path="metadataOptions.httpTokens",
        safe=_is("required"),
        words="tokens for the nodes' metadata, so that pods can take the nodes' credentials",
    ),
    Guard(path="minimumTlsVersion", safe=_not("TLS1_0", "TLS1_1"), words="TLS 1.2 at least"),
    Guard(
        path="nodeConfig.workloadMetadataConfig.mode",
        safe=_is("GKE_METADATA"),
        words="workload identity of the nodes, so that pods can take the nodes' credentials",
    ),
    Guard(path="pkceRequired", safe=_not(False), words="proof keys of who signs in"),
    Guard(path="properties.enablePurgeProtection", safe=_ON, words="protection against purging"),
    Guard(
        path="properties.enableRbacAuthorization",
        safe=_ON,
        words="access to the vault by roles alone",
    ),
    Guard(
        path="properties.enableSoftDelete",
        safe=_not(False),
        words="a vault that can be brought back",
    ),
    Guard(path="publicAccess", safe=_not("Blob", "Container"), words="a private container"),
    Guard(path="publicAccessPrevention", safe=_is("enforced"), words="the block of public access"),
    Guard(path="restrictPublicBuckets", safe=_ON, words="the restriction of public buckets"),
    Guard(
        path="tokenEndpointAuthMethod",
        safe=_not("none"),
        words="the client's secret, so that anybody can be it",
    ),
    Guard(path="uniformBucketLevelAccess", safe=_ON, words="one access policy for all objects"),
    Guard(path="versioning.enabled", safe=_ON, words="versioning"),
    Guard(path="versioningConfiguration.status", safe=_is("Enabled"), words="versioning"),
    Guard(path="wildcardRedirect", safe=_not("SUBDOMAIN"), words="redirects to named hosts alone"),
)
_DAYS: Final = (
    "containerDeleteRetentionPolicy.days",
    "deleteRetentionPolicy.days",
    "deletionWindowInDays",
    "properties.softDeleteRetentionInDays",
    "recoveryWindowInDays",
    "softDeletePolicy.retentionDurationSeconds",
)
"""How long what is deleted can be brought back."""
_DELETED: Final[Mapping[str, str]] = {
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "the bucket could be made public",
    "aws:s3/bucketVersioning:BucketVersioning": "what is overwritten or deleted is gone",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "the bucket's own choice of encryption ends"
    ),
    "azure-native:storage:BlobServiceProperties": "what is overwritten or deleted is gone",
}


def protection_removed(preview: Preview) -> Iterator[Finding]:
    """What guards a thing against loss or exposure would end."""
    yield from by_component(_ended(preview))


def _ended(preview: Preview) -> Iterator[tuple[Resource, str]]:
    for change in preview.changes:
        before, after = change.before, change.after
        if before is None:
            continue
        if change.op is Op.DELETE and change.type in _DELETED and not before.retained:
            yield before, f"would be deleted: {_DELETED[change.type]}"
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
        ended += dict.fromkeys(it.words for it in _GUARDS if _loosened(it, before, after))
        if ended:
            yield after, f"would end: {', '.join(ended)}"
        for path in _DAYS:
            was_, now = _at(before.inputs, path), _at(after.inputs, path)
            if isinstance(was_, int | float) and isinstance(now, int | float) and now < was_:
                one = 86_400 if path.endswith("Seconds") else 1
                told = f"{days(now / one)}, not {was_ / one:g}"
                yield after, f"what is deleted could be brought back for {told}"


def _loosened(guard: Guard, before: Resource, after: Resource) -> bool:
    first = guard.path.partition(".")[0]
    if before.inputs.get(first) == after.inputs.get(first):
        return False
    was, now = _at(before.inputs, guard.path), _at(after.inputs, guard.path)
    return was != now and guard.safe(was) and not guard.safe(now)


def _at(inputs: Any, path: str) -> Any:
    for step in path.split("."):
        inputs = inputs.get(step) if isinstance(inputs, Mapping) else None
    return inputs


def _plain(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
