"""What an ExternalSecret says. Page: configuration/authentication, *Secret delivery*, option A."""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi_kubernetes.meta.v1 import ObjectMetaArgs

from ..contracts import Secret, SecretRef, TargetSecret

MERGE_REFRESH_INTERVAL = "1m"
"""A `Merge` whose target is not there yet is tried again only after its interval."""
SYNCED = "jsonpath={.status.conditions[?(@.type=='Ready')].reason}=SecretSynced"
"""Ready alone proves nothing: a target that does not exist is Ready with reason SecretMissing.

Of an update neither tells: until the operator has read again, the status is that of the last time,
and nothing in it says which version of the secret it is about.
"""


def metadata(target: TargetSecret, namespace: pulumi.Input[str]) -> ObjectMetaArgs:
    """Name, how to wait for it, and what makes the operator read again when a secret changes.

    The name is the page's: `flyte-admin-secrets-auth` fills a Secret that is not its own.
    """
    rendered = target.release is not None
    wait = {"pulumi.com/skipAwait": "true"} if rendered else {"pulumi.com/waitFor": SYNCED}
    return ObjectMetaArgs(
        name=f"{target.name}-auth" if rendered else target.name,
        namespace=namespace,
        annotations={**wait, **_versions(target)},
    )


def spec(target: TargetSecret, store: pulumi.Input[str], refresh_interval: str) -> dict[str, Any]:
    """`spec`: made and owned where the target is ours, merged into it where a chart renders it."""
    merge = target.release is not None
    return {
        "secretStoreRef": {"name": store, "kind": "SecretStore"},
        "refreshInterval": MERGE_REFRESH_INTERVAL if merge else refresh_interval,
        "target": {
            "name": target.name,
            "creationPolicy": "Merge" if merge else "Owner",
            "deletionPolicy": "Retain",
            **_template(target),
        },
        "data": [
            {"secretKey": key, "remoteRef": _remote(target, key, source)}
            for key, source in sorted(target.data.items())
        ],
    }


def _template(target: TargetSecret) -> dict[str, Any]:
    """`Merge` here adds to what is read from the store; by default it would be left out."""
    template: dict[str, Any] = {}
    if target.type != "Opaque":
        template |= {"type": target.type}
    if target.plain:
        template |= {"mergePolicy": "Merge", "data": dict(sorted(target.plain.items()))}
    return {"template": template} if template else {}


def _versions(target: TargetSecret) -> dict[str, pulumi.Input[str]]:
    versions = [
        source.version
        for _, source in sorted(target.data.items())
        if isinstance(source, SecretRef) and source.version is not None
    ]
    return {"force-sync": pulumi.Output.all(*versions).apply(_joined)} if versions else {}


def _remote(target: TargetSecret, key: str, source: Secret) -> Mapping[str, pulumi.Input[str]]:
    if not isinstance(source, SecretRef):
        raise ValueError(f"{target.namespace}/{target.name}.{key}: store the secret first")
    return {"key": source.key, **({"property": source.property} if source.property else {})}


def _joined(versions: list[str]) -> str:
    return ",".join(versions)
