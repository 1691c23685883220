"""Output `attachment`: what data planes of another stack need to know of this control plane.

The record that `config.attachment` reads there, with Outputs for leaves; a test holds the two
together. It names where the client's secret is kept, and holds no secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from .config.accounts import Account, holder
from .config.attachment import VERSION
from .config.controlplane import ControlPlane, hosts
from .config.settings import Settings
from .config.storage import BucketSettings
from .contracts import IdentityProvider, Secret, SecretRef

Told = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AttachmentArgs:
    """Arguments of `attachment`."""

    settings: Settings
    control_plane: ControlPlane
    """Its section of the stack file."""
    identity_provider: IdentityProvider
    client_secret: Secret
    """Secret of the data planes' client, as the control plane's vault kept it."""


def attachment(args: AttachmentArgs) -> Told:
    """The record, deterministic in order."""
    settings, server = args.settings, args.identity_provider.authorization_server
    shared = _shared(settings)
    return {
        "version": VERSION,
        "organization": settings.organization,
        "hosts": [*hosts(args.control_plane)],
        "issuer": server.issuer,
        "tokenUrl": server.token_url,
        "audience": server.audience,
        "scope": server.scope,
        "clientId": args.identity_provider.data_plane.client_id,
        **_client_secret(args),
        "mode": settings.mode,
        "namespaceTemplate": settings.namespace_mapping.template,
        "projects": settings.projects,
        "domains": settings.domains,
        "buckets": {
            name: _bucket(settings.accounts[bucket.account], bucket)
            for name, bucket in sorted(settings.buckets.items())
            if name in shared
        },
        "metadata": {
            name: plane.storage.metadata.model_dump(exclude_none=True)
            for name, plane in sorted(settings.data_planes.items())
        },
        "clusterPools": dict(sorted(settings.cluster_pools.items())),
    }


def _client_secret(args: AttachmentArgs) -> Mapping[str, Told]:
    """Under option B there is nothing to name: only this stack's state and cluster have it."""
    secret = args.client_secret
    if not isinstance(secret, SecretRef):
        return {}
    settings = args.settings
    account = settings.accounts[settings.clusters[args.control_plane.cluster].account]
    kept: dict[str, pulumi.Input[str] | None] = {
        "store": secret.key,
        "property": secret.property,
        "version": secret.version,
    }
    return {
        "clientSecret": {
            "home": _home(account),
            **{key: value for key, value in kept.items() if value is not None},
        }
    }


def _shared(settings: Settings) -> set[str]:
    """Buckets of data planes; the control plane's own is nobody else's."""
    planes = settings.data_planes.values()
    return {place.bucket for plane in planes for place in plane.storage.places}


def _bucket(account: Account, bucket: BucketSettings) -> Told:
    held, retention = holder(account, bucket.storage_account), bucket.retention
    return {
        "home": _home(account),
        "name": bucket.create or bucket.existing,
        **({"storageAccount": held} if held else {}),
        **(
            {"retention": retention.model_dump(by_alias=True, exclude_none=True)}
            if retention
            else {}
        ),
    }


def _home(account: Account) -> Told:
    return {
        "provider": account.provider,
        "accountId": account.account_id,
        "region": account.region,
    }
