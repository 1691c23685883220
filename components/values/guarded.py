"""Keys of the user's own `values:` that are refused: those that guard secrets and metadata."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from .fragment import Path

Chart = Literal["controlplane", "dataplane"]

DELIVERED = "guards a secret"
BY_DELIVERY = "secrets reach pods by union:secretDelivery"
KEPT = "guards metadata"
BY_PLACE = "write where things are kept in the section's metadata: or storage:"
MAPPED = "decides the namespaces of runs"
BY_MAPPING = "write union:mode or union:namespaceMapping"

Reason = tuple[str, str]
SECRET: Reason = (DELIVERED, BY_DELIVERY)
METADATA: Reason = (KEPT, BY_PLACE)
MAPPING: Reason = (MAPPED, BY_MAPPING)

GUARDED: Mapping[Chart, Mapping[str, Reason]] = {
    "controlplane": {
        "dbPass": SECRET,
        "defaults.dbSecretName": SECRET,
        "defaults.secretName": SECRET,
        "flyte.bucketName": METADATA,
        "flyte.common.databaseSecret": SECRET,
        "flyte.configmap.adminServer.auth.userAuth.openId.clientSecretFile": SECRET,
        "flyte.configmap.adminServer.flyteadmin.metadataStoragePrefix": METADATA,
        "flyte.configmap.cacheserviceServer.cacheservice.storage-prefix": METADATA,
        "flyte.configmap.namespace_config": MAPPING,
        "flyte.flyteadmin.additionalVolumeMounts": SECRET,
        "flyte.flyteadmin.additionalVolumes": SECRET,
        "flyte.secrets": SECRET,
        "flyte.storage.bucketName": METADATA,
        "flyte.storage.custom": METADATA,
        "flyte.storage.type": METADATA,
        "global.BUCKET_NAME": METADATA,
        "global.KUBERNETES_SECRET_NAME": SECRET,
        "secrets": SECRET,
        "services.identity.apiKeyOverrides": SECRET,
    },
    "dataplane": {
        "clusterresourcesync.enabled": MAPPING,
        "config.core.propeller.metadata-prefix": METADATA,
        "config.core.propeller.rawoutput-prefix": METADATA,
        "config.operator.clusterData.bucketName": METADATA,
        "config.operator.clusterData.metadataBucketPrefix": METADATA,
        "config.operator.org.namespaceTemplate": MAPPING,
        "configuration.storage": METADATA,
        "global.FAST_REGISTRATION_BUCKET": METADATA,
        "global.METADATA_BUCKET": METADATA,
        "low_privilege": MAPPING,
        "monitoring.grafana.admin": SECRET,
        "namespace_mapping": MAPPING,
        "namespaces.enabled": MAPPING,
        "operator.secretName": SECRET,
        "proxy.secretManager": SECRET,
        "secrets.admin": SECRET,
        "storage.bucketName": METADATA,
        "storage.credentialsSecretRef": SECRET,
        "storage.custom": METADATA,
        "storage.enableMultiContainer": METADATA,
        "storage.fastRegistrationBucketName": METADATA,
        "storage.fastRegistrationURL": METADATA,
        "storage.metadataPrefix": METADATA,
        "storage.provider": METADATA,
    },
}
"""Guarded keys, with all below them, of each chart."""

_SECRET_KEY = re.compile(
    r"(password|password_?plain_?text|passwd|token|^secret|(client|shared)_?secret"
    r"|(secret|access|private|shared|signing)_?key(_?id)?|client_?secret_?location)$",
    re.IGNORECASE,
)

_SECRET_IN_A_LIST = re.compile(
    r"(pass(word|wd)|token|(client|shared)_?secret|private_?key)$", re.IGNORECASE
)
"""Narrower: in lists stand tolerations and references, whose `key` is none."""


def in_lists(leaf: object, where: str) -> Iterator[str]:
    """Where a secret seems to stand in `leaf`, a list that stands at `where`."""
    if isinstance(leaf, list):
        for index, item in enumerate(leaf):
            yield from in_lists(item, f"{where}[{index}]")
    elif isinstance(leaf, Mapping):
        variable = {str(leaf.get("name")): leaf.get("value")}
        for key, item in [*leaf.items(), *variable.items()]:
            if isinstance(item, str) and item and _SECRET_IN_A_LIST.search(key):
                yield f"{where}.{'value' if key in variable else key}"
            else:
                yield from in_lists(item, f"{where}.{key}")


def reason(chart: Chart, path: Path, leaf: object) -> Reason | None:
    """What is wrong with the user's `leaf` at `path`, and what to do; None: nothing."""
    for key, why in GUARDED[chart].items():
        guard = tuple(key.split("."))
        shorter = min(len(path), len(guard))
        if path[:shorter] == guard[:shorter]:
            return why
    looks_secret = isinstance(leaf, str) and leaf and _SECRET_KEY.search(path[-1])
    return SECRET if looks_secret else None
