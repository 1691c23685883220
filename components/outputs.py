"""What a program exports: endpoints, clients, configurations ready to save, and what is left to do.

The names are a contract: other stacks and pipelines read them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi

from . import shared
from .attachment import AttachmentArgs, attachment
from .cloud.platform import Platform
from .config.attachment import OUTPUT
from .config.controlplane import AttachedControlPlane, hosts
from .config.dataplanes import DataPlane as DataPlaneSettings
from .config.image_builder import ImageBuilder
from .config.settings import Settings
from .contracts import IdentityProvider, OidcClient, Secret, SecretRef, SecretValue
from .planes.dataplane import DataPlane
from .stores import Stores
from .values import clients, scraping
from .values.data_retention import raw_data_line, uri
from .values.multi_cluster import attribute_command, attribute_files, cluster_pools
from .values.queues import queue_commands, workflow_queues

Outputs = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of an installation that outputs tell of."""

    settings: Settings
    clouds: Mapping[str, Platform]
    """Platforms, by account."""
    stores: Stores
    identity_provider: IdentityProvider | None
    """None: the control plane is elsewhere."""
    ci_secrets: Mapping[str, Secret]
    """Client secrets of pipelines, as the vault kept them."""
    attachment: AttachmentArgs | None
    """What stacks of further data planes need to know. None: the control plane is elsewhere."""
    data_planes: Mapping[str, DataPlane]
    registry_policies: Mapping[str, pulumi.Output[str]]
    """Policies that owners of existing repositories must add, by repository."""
    pools_elsewhere: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Cluster pools of the stack that has the control plane. Default: none, it is this one."""


def outputs(parts: Parts) -> Outputs:
    """Everything by name, in camelCase, deterministic in order."""
    settings = parts.settings
    host = hosts(settings.control_plane)[0]
    return {
        "endpoint": f"https://{host}",
        **({OUTPUT: attachment(parts.attachment)} if parts.attachment else {}),
        "identityProvider": _identity_provider(parts),
        "sdkConfig": clients.sdk_config(
            host, settings.organization, builds=shared.builds_images(settings)
        ),
        "ci": _pipelines(parts),
        "buckets": {name: bucket.name for name, bucket in sorted(parts.stores.buckets.items())},
        "repositories": {
            name: it.repository for name, it in sorted(parts.stores.registries.items())
        },
        "dataPlanes": {name: _data_plane(parts, name) for name in sorted(parts.data_planes)},
        "clusterPools": cluster_pools(settings.cluster_pools),
        "clusterPoolAttributes": _attributes(settings),
        "queues": {
            "commands": queue_commands(
                settings.cluster_pools, settings.cluster_pool_attributes, parts.pools_elsewhere
            ),
            "workflows": workflow_queues(settings.cluster_pool_attributes),
        },
        "toDo": _to_do(parts),
    }


def _attributes(settings: Settings) -> Outputs:
    files = attribute_files(settings.cluster_pool_attributes)
    return {"files": files, "commands": [attribute_command(name) for name in files]}


def _identity_provider(parts: Parts) -> Outputs:
    provider, control_plane = parts.identity_provider, parts.settings.control_plane
    if isinstance(control_plane, AttachedControlPlane):
        elsewhere = control_plane.existing
        return {
            "issuer": elsewhere.issuer,
            "tokenUrl": elsewhere.token_url,
            "audience": elsewhere.audience,
            "clientIds": {"dataPlane": elsewhere.service.client_id},
        }
    return _own_identity_provider(provider) if provider else {}


def _own_identity_provider(provider: IdentityProvider) -> Outputs:
    server = provider.authorization_server
    return {
        "issuer": server.issuer,
        "tokenUrl": server.token_url,
        "audience": server.audience,
        "clientIds": {
            "web": provider.web.client_id,
            "native": provider.native.client_id,
            "controlPlane": provider.control_plane.client_id,
            "dataPlane": provider.data_plane.client_id,
            "eager": provider.eager.client_id,
        },
    }


def _pipelines(parts: Parts) -> Outputs:
    made = parts.identity_provider.ci if parts.identity_provider else {}
    return {name: _ci(parts, name, client) for name, client in sorted(made.items())}


def _ci(parts: Parts, name: str, client: OidcClient) -> Outputs:
    settings = parts.settings
    host, builds = hosts(settings.control_plane)[0], shared.builds_images(settings)
    return {
        "clientId": client.client_id,
        "clientSecret": _where(parts.ci_secrets[name]),
        "config": clients.ci_config(host, settings.organization, client.client_id, builds=builds),
        "environment": clients.ci_environment(host, client.client_id, builds=builds),
    }


def _where(secret: Secret) -> pulumi.Input[str]:
    """A reference as its name in the cloud's store; a value stays a secret output."""
    match secret:
        case SecretRef():
            return secret.key
        case SecretValue():
            return secret.value


def _data_plane(parts: Parts, name: str) -> Outputs:
    section = parts.settings.data_planes[name]
    places = parts.stores.places(name)
    return {
        "prometheus": scraping.prometheus_endpoint(section.namespace),
        "scrapeConfigs": scraping.scrape_configs(section.namespace),
        "metadata": uri(places.metadata),
        "rawData": uri(places.raw_data),
        "rawDataSetting": raw_data_line(places.raw_data),
        "imagePullSecrets": _image_pull_secrets(section),
        "identities": _identities(parts.data_planes[name]),
    }


def _image_pull_secrets(section: DataPlaneSettings) -> list[str]:
    builder = section.image_builder
    registries = builder.private_registries if isinstance(builder, ImageBuilder) else []
    return clients.image_pull_secret_commands(registries)


def _identities(plane: DataPlane) -> Outputs:
    made = plane.identities
    if made is None:
        return {}
    named = {
        "backend": made.backend,
        "operatorProxy": made.operator_proxy,
        "worker": made.worker,
        "fluentbit": made.fluentbit,
        "metrics": made.metrics_writer,
    }
    return {who: identity.principal for who, identity in named.items() if identity}


def _to_do(parts: Parts) -> Outputs:
    """What the owners of existing things must add, because nobody said `manage:`."""
    wanted: Outputs = {
        "buckets": _bucket_documents(parts) or None,
        "repositories": dict(parts.registry_policies) or None,
        "identityProvider": parts.identity_provider and parts.identity_provider.unmanaged,
    }
    return {what: document for what, document in wanted.items() if document is not None}


def _bucket_documents(parts: Parts) -> dict[str, Mapping[str, str]]:
    wanted = shared.buckets(parts.settings)
    return {
        name: documents
        for name, args in wanted.items()
        if args.settings.referenced is None
        and (documents := parts.clouds[args.settings.account].bucket_documents(args))
    }
