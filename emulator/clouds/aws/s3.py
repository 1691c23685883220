"""Amazon S3: buckets, and the settings that are resources of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Count, Exists, In, Text, is_address, same_realm
from ...shapes import Failure
from ...table import Row, Scene, by_token
from ...values import UNKNOWN, select
from .documents import Policy, statements
from .tags import all_tags, tags

_BUCKET: Final = "aws:s3/bucket:Bucket"
_ZONES: Final = {
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-central-1": "Z21DNDUVLTQW6Q",
}
_MOVED_OUT: Final = (
    "acl",
    "corsRules",
    "lifecycleRules",
    "logging",
    "policy",
    "serverSideEncryptionConfiguration",
    "versioning",
    "website",
)
_STORAGE_CLASSES: Final = (
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "GLACIER_IR",
    "DEEP_ARCHIVE",
)


def _legal_name(scene: Scene) -> Iterator[str]:
    for _, name in select(scene.props, "bucket"):
        if not isinstance(name, str):
            continue
        if is_address(name):
            yield f"{name!r} looks like an IP address"
        if ".." in name:
            yield f"{name!r} has two dots side by side"
        if name.startswith(("xn--", "sthree-", "amzn-s3-demo-")):
            yield f"{name!r} begins with a reserved prefix"
        if name.endswith(("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")):
            yield f"{name!r} ends in a reserved suffix"


def _moved(scene: Scene) -> Iterator[str]:
    """A lifecycle rule does something, and what it does is in order."""
    ids: list[Any] = []
    for where, rule in select(scene.props, "rules[*]"):
        if rule is UNKNOWN:
            continue
        ids.append(rule.get("id"))
        actions = (
            "expiration",
            "transitions",
            "noncurrentVersionExpiration",
            "noncurrentVersionTransitions",
            "abortIncompleteMultipartUpload",
        )
        if not any(rule.get(action) for action in actions):
            yield f"{where} has no action"
        filtered = rule.get("filter") or {}
        if isinstance(filtered, dict) and len([v for v in filtered.values() if v is not None]) > 1:
            yield f"{where}.filter names more than one criterion; put them under `and`"
        expiration = _map(rule, "expiration")
        told = [key for key in ("days", "date") if expiration.get(key)]
        if len(told) > 1 or (told and expiration.get("expiredObjectDeleteMarker")):
            yield f"{where}.expiration takes one of days, date, expiredObjectDeleteMarker"
        if _leaves_after_it_expires(rule):
            yield f"{where} moves objects after it has expired them"
    if len(set(ids)) != len(ids):
        yield "two rules have the same id"


def _map(rule: dict[str, Any], key: str) -> dict[str, Any]:
    value = rule.get(key)
    return value if isinstance(value, dict) else {}


def _leaves_after_it_expires(rule: dict[str, Any]) -> bool:
    expires = _map(rule, "expiration").get("days")
    moves = [one.get("days") for one in rule.get("transitions") or [] if isinstance(one, dict)]
    return isinstance(expires, int) and any(isinstance(d, int) and d >= expires for d in moves)


def _origins(scene: Scene) -> Iterator[str]:
    for where, origin in select(scene.props, "corsRules[*].allowedOrigins[*]"):
        if isinstance(origin, str) and origin.count("*") > 1:
            yield f"{where}: {origin!r} has more than one wildcard"
    for where, header in select(scene.props, "corsRules[*].allowedHeaders[*]"):
        if isinstance(header, str) and header.count("*") > 1:
            yield f"{where}: {header!r} has more than one wildcard"
    for where, header in select(scene.props, "corsRules[*].exposeHeaders[*]"):
        if isinstance(header, str) and "*" in header:
            yield f"{where}: {header!r} must not have a wildcard"


def _names_the_bucket(scene: Scene) -> Iterator[Failure]:
    """A bucket policy speaks of its own bucket only."""
    document = scene.props.get("policy")
    bucket = scene.props.get("bucket")
    if not isinstance(document, str) or not isinstance(bucket, str):
        return
    arn = f"arn:{scene.place.facts['partition']}:s3:::{bucket}"
    for statement in statements(document):
        found = statement.get("Resource", [])
        for resource in found if isinstance(found, list) else [found]:
            if resource != arn and not str(resource).startswith(f"{arn}/"):
                yield Failure("policy", f"MalformedPolicy: {resource} is not of bucket {bucket}")


def _setting(name: str, source: str, *, owner: bool = True, **more: Any) -> Row:
    """A setting of a bucket: its identity is the bucket's name, and there is one a bucket."""
    token = f"aws:s3/{name[0].lower()}{name[1:]}:{name}"
    there = Exists("bucket", _BUCKET, by="bucket", where=same_realm)
    return Row(
        token=token,
        source=f"S3 API reference, {source}",
        id="{bucket}",
        scope="region",
        computed={"region": "{region}", **more.pop("computed", {})},
        early=frozenset({"region"}),
        replaces=frozenset({"bucket", "region", *(("expectedBucketOwner",) if owner else ())}),
        cloud=(there, *more.pop("cloud", ())),
        singleton=True,
        **more,
    )


ROWS = by_token(
    Row(
        token=_BUCKET,
        source="S3 user guide, Bucket naming rules",
        id="{bucket}",
        scope="region",
        named="bucket",
        defaults={"forceDestroy": False},
        computed={
            "arn": "arn:{partition}:s3:::{bucket}",
            "bucketDomainName": "{bucket}.s3.{suffix}",
            "bucketRegion": "{region}",
            "bucketRegionalDomainName": "{bucket}.s3.{region}.{suffix}",
            "hostedZoneId": lambda scene: _ZONES.get(scene.facts["region"], "Z0EMULATED"),
            "region": "{region}",
            "tagsAll": all_tags,
            "websiteDomain": "",
            "websiteEndpoint": "",
            "objectLockEnabled": False,
            "requestPayer": "BucketOwner",
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"bucket", "bucketPrefix", "objectLockEnabled", "region"}),
        rules=(
            Text(
                "bucket",
                r"[a-z0-9][a-z0-9.-]*[a-z0-9]",
                3,
                63,
                "lower case letters, digits, dots and hyphens, with a letter or digit at each end",
            ),
            Check("the name is not allowed", _legal_name, "bucket"),
            Check(
                "cors, lifecycle, versioning, policy and encryption are resources of their own "
                "since version 7 of the provider; these arguments are ignored or fight with them",
                lambda scene: not any(scene.props.get(name) for name in _MOVED_OUT),
            ),
            tags,
        ),
        unique=("bucket",),
        unique_in="package",
    ),
    _setting(
        "BucketVersioning",
        "PutBucketVersioning",
        rules=(In("versioningConfiguration.status", ("Enabled", "Suspended", "Disabled")),),
    ),
    _setting(
        "BucketServerSideEncryptionConfiguration",
        "PutBucketEncryption",
        rules=(
            Count("rules", 1, 1),
            In(
                "rules[*].applyServerSideEncryptionByDefault.sseAlgorithm",
                ("AES256", "aws:kms", "aws:kms:dsse"),
            ),
        ),
    ),
    _setting("BucketPublicAccessBlock", "PutPublicAccessBlock", owner=False),
    _setting(
        "BucketOwnershipControls",
        "PutBucketOwnershipControls",
        owner=False,
        rules=(
            In(
                "rule.objectOwnership",
                ("BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"),
            ),
        ),
    ),
    _setting(
        "BucketPolicy",
        "PutBucketPolicy",
        owner=False,
        rules=(Policy("policy", "resource", 20 * 1024), _names_the_bucket),
    ),
    _setting(
        "BucketCorsConfiguration",
        "PutBucketCors",
        rules=(
            Count("corsRules", 1, 100),
            In("corsRules[*].allowedMethods[*]", ("GET", "PUT", "POST", "DELETE", "HEAD")),
            Text("corsRules[*].id", "", 0, 255),
            Check("a wildcard is out of place", _origins, "corsRules"),
        ),
    ),
    _setting(
        "BucketLifecycleConfiguration",
        "PutBucketLifecycleConfiguration",
        computed={"transitionDefaultMinimumObjectSize": "all_storage_classes_128K"},
        rules=(
            Count("rules", 1, 1000),
            In("rules[*].status", ("Enabled", "Disabled")),
            Text("rules[*].id", "", 1, 255),
            In("rules[*].transitions[*].storageClass", _STORAGE_CLASSES),
            In("rules[*].noncurrentVersionTransitions[*].storageClass", _STORAGE_CLASSES),
            Check("the lifecycle configuration is not valid", _moved, "rules"),
        ),
    ),
)
