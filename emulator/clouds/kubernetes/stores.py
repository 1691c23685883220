"""Where a secret store reads from: what each cloud's store is told, and which secrets are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...store import Store
from ...values import Props

Found = tuple[frozenset[str] | None, str]
"""Names of the secrets that are there, None where nobody knows; and where they were looked for."""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One kind of store."""

    shape: Any
    """Its block of ``spec.provider``."""
    account: str
    """Path of the service account in that block."""
    secrets: Callable[[Store, Props], Found]


ACCOUNT_REF: Final = {"name!": str, "namespace": str, "audiences": [str]}
SECRET_REF: Final = {"name": str, "namespace": str, "key": str}
_AWS: Final = {
    "service!": ("SecretsManager", "ParameterStore"),
    "region!": str,
    "role": str,
    "externalID": str,
    "additionalRoles": [str],
    "sessionTags": Any,
    "transitiveTagKeys": [str],
    "secretsManager": Any,
    "prefix": str,
    "auth": {
        "jwt": {"serviceAccountRef": ACCOUNT_REF},
        "secretRef": {"accessKeyIDSecretRef": SECRET_REF, "secretAccessKeySecretRef": SECRET_REF},
    },
}
_WORKLOAD: Final = {
    "clusterProjectID": str,
    "clusterLocation": str,
    "clusterName": str,
    "serviceAccountRef!": ACCOUNT_REF,
}
_GCPSM: Final = {
    "projectID!": str,
    "location": str,
    "auth": {
        "workloadIdentity": _WORKLOAD,
        "secretRef": {"secretAccessKeySecretRef": SECRET_REF},
    },
}


def _in_aws(store: Store, block: Props) -> Found:
    region = str(block.get("region"))
    if block.get("service") != "SecretsManager":
        return None, region
    there = (
        name
        for record in store.find("aws:secretsmanager/secret:Secret", "aws")
        if record.realm.endswith(f"/{region}")
        for name in (record.id, str(record.properties.get("name")))
    )
    return frozenset(there), region


def _in_gcp(store: Store, block: Props) -> Found:
    project = str(block.get("projectID"))
    there = store.find("gcp:secretmanager/secret:Secret", f"gcp/{project}")
    return frozenset(str(record.properties.get("secretId")) for record in there), project


PROVIDERS: Final[Mapping[str, Provider]] = {
    "aws": Provider(shape=_AWS, account="auth.jwt.serviceAccountRef", secrets=_in_aws),
    "gcpsm": Provider(
        shape=_GCPSM, account="auth.workloadIdentity.serviceAccountRef", secrets=_in_gcp
    ),
}
"""Stores whose blocks are known, by their key."""
OTHERS: Final = ("azurekv", "kubernetes", "fake")
"""Stores that are let through as they are."""
