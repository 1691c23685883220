"""AWS Secrets Manager and KMS, and the managed Prometheus workspace."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Exists, In, Number, OneOf, Text, same_realm
from ...table import Row, Scene, by_token
from .documents import Policy
from .tags import all_tags, tags

_SECRET: Final = "aws:secretsmanager/secret:Secret"  # noqa: S105
_KEY: Final = "aws:kms/key:Key"
_WINDOW: Final = 30
_LONGEST: Final = 65_536


def _window(scene: Scene) -> bool:
    days = scene.props.get("recoveryWindowInDays")
    return not isinstance(days, int) or days == 0 or 7 <= days <= _WINDOW  # noqa: PLR2004


def _awaits_deletion(scene: Scene) -> str:
    days = scene.props.get("recoveryWindowInDays", _WINDOW)
    return f"a secret of this name is scheduled for deletion for {days} days" if days else ""


def _value(scene: Scene) -> Iterator[str]:
    text, binary = scene.props.get("secretString"), scene.props.get("secretBinary")
    if isinstance(text, str) and not 1 <= len(text.encode()) <= _LONGEST:
        yield f"secretString has {len(text.encode())} bytes; 1 to {_LONGEST} go"
    if isinstance(binary, str):
        try:
            base64.b64decode(binary, validate=True)
        except binascii.Error:
            yield "secretBinary is not base64"


def _aws_key(value: Any) -> bool:
    return not str(value).startswith("alias/") and ":alias/" not in str(value)


def _key_arn(scene: Scene) -> str:
    key = str(scene.props["targetKeyId"])
    facts = scene.facts
    plain = f"arn:{facts['partition']}:kms:{facts['region']}:{facts['account']}:key/{key}"
    return key if key.startswith("arn:") else plain


ROWS = by_token(
    Row(
        token=_SECRET,
        source="Secrets Manager API reference, CreateSecret and DeleteSecret",
        id="arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{hex:.6}",
        scope="region",
        named="name",
        defaults={"forceOverwriteReplicaSecret": False, "recoveryWindowInDays": _WINDOW},
        computed={
            "arn": "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{hex:.6}",
            "policy": "",
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"name", "namePrefix", "region"}),
        rules=(
            Text("name", r"[A-Za-z0-9/_+=.@-]+", 1, 512, "letters, digits and /_+=.@-"),
            Check("is 0, or 7 to 30 days", _window, "recoveryWindowInDays"),
            Policy("policy", "resource", 20_480),
            tags,
        ),
        cloud=(Exists("kmsKeyId", _KEY, by="id|arn", when=_aws_key, where=same_realm),),
        unique=("name",),
        reserved=_awaits_deletion,
    ),
    Row(
        token="aws:secretsmanager/secretVersion:SecretVersion",  # noqa: S106
        source="Secrets Manager API reference, PutSecretValue",
        id="{secretId}|terraform-{hex:.26}",
        scope="region",
        computed={
            "arn": "{secretId}",
            "hasSecretStringWo": False,
            "region": "{region}",
            "secretArn": "{secretId}",
            "versionId": "terraform-{hex:.26}",
            "versionStages": ["AWSCURRENT"],
        },
        early=frozenset({"region"}),
        replaces=frozenset({"secretId", "secretString", "secretBinary", "secretStringWoVersion"}),
        secret=frozenset({"secretString", "secretBinary", "secretStringWo"}),
        rules=(
            OneOf(("secretString", "secretBinary", "secretStringWo")),
            Check("the value does not go", _value),
        ),
        cloud=(Exists("secretId", _SECRET, by="id|name", where=same_realm),),
    ),
    Row(
        token=_KEY,
        source="KMS API reference, CreateKey and ScheduleKeyDeletion",
        id="{uuid}",
        scope="region",
        defaults={
            "bypassPolicyLockoutSafetyCheck": False,
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
            "enableKeyRotation": False,
            "isEnabled": True,
            "keyUsage": "ENCRYPT_DECRYPT",
        },
        computed={
            "arn": "arn:{partition}:kms:{region}:{account}:key/{uuid}",
            "keyId": "{uuid}",
            "multiRegion": False,
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"customerMasterKeySpec", "keyUsage", "multiRegion", "region"}),
        rules=(
            Number("deletionWindowInDays", 7, 30),
            Number("rotationPeriodInDays", 90, 2560),
            In("keyUsage", ("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC")),
            Policy("policy", "resource", 32_768),
            tags,
        ),
    ),
    Row(
        token="aws:kms/alias:Alias",  # noqa: S106
        source="KMS API reference, CreateAlias",
        id="{name}",
        scope="region",
        named="name",
        computed={
            "arn": "arn:{partition}:kms:{region}:{account}:{name}",
            "region": "{region}",
            "targetKeyArn": _key_arn,
        },
        early=frozenset({"region"}),
        replaces=frozenset({"name", "namePrefix", "region"}),
        rules=(Text("name", r"alias/(?!aws/)[A-Za-z0-9/_-]+", 7, 256, "alias/ and a name"),),
        cloud=(Exists("targetKeyId", _KEY, by="id|arn", where=same_realm),),
    ),
    Row(
        token="aws:amp/workspace:Workspace",  # noqa: S106
        source="Amazon Managed Service for Prometheus API reference, CreateWorkspace",
        id="ws-{uuid}",
        scope="region",
        computed={
            "arn": "arn:{partition}:aps:{region}:{account}:workspace/ws-{uuid}",
            "prometheusEndpoint": "https://aps-workspaces.{region}.{suffix}/workspaces/ws-{uuid}/",
            "region": "{region}",
            "tagsAll": all_tags,
        },
        early=frozenset({"region", "tagsAll"}),
        moving=frozenset({"tagsAll"}),
        replaces=frozenset({"kmsKeyArn", "region"}),
        rules=(Text("alias", r"\S+", 1, 100, "free of white space"), tags),
        cloud=(Exists("kmsKeyArn", _KEY, by="arn", where=same_realm),),
    ),
)
