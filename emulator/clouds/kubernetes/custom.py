"""Custom kinds: served only where something has installed them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from ...rules import Check, Text, known
from ...shapes import Failure, Object, declared
from ...store import Record
from ...table import Row, Rule, Scene
from ...values import first, select
from .charts import served
from .objects import ACCOUNT, defined, in_namespace, kind, metadata_shape
from .stores import OTHERS, PROVIDERS

_TOKEN: Final = re.compile(r"kubernetes:([a-z0-9-]+(?:\.[a-z0-9-]+)+)/(v\d\w*):([A-Z]\w+)")
_STORE: Final = "kubernetes:external-secrets.io/v1:SecretStore"
_CLUSTER_STORE: Final = "kubernetes:external-secrets.io/v1:ClusterSecretStore"
_CLUSTER_KINDS: Final = ("ClusterSecretStore", "ClusterExternalSecret", "ClusterIssuer")
_BUILT_IN: Final = (".k8s.io",)


def _served(scene: Scene) -> Iterator[Failure]:
    api = scene.props["apiVersion"]
    if not served(scene, api) and not defined(scene, api):
        yield Failure("", f"no matches for kind {scene.props['kind']} in {api}: not installed")


_STORE_SPEC: Final = {
    "provider!": {
        **{name: one.shape for name, one in PROVIDERS.items()},
        **dict.fromkeys(OTHERS, Any),
    },
    "controller": str,
    "refreshInterval": int,
    "retrySettings": {"maxRetries": int, "retryInterval": str},
    "conditions": Any,
}
_REMOTE: Final = {
    "key!": str,
    "property": str,
    "version": str,
    "metadataPolicy": ("None", "Fetch"),
    "conversionStrategy": ("Default", "Unicode"),
    "decodingStrategy": ("Auto", "Base64", "Base64URL", "None"),
}
_SOURCE: Final = {"storeRef": {"name": str, "kind": str}, "generatorRef": Any}
_EXTERNAL_SPEC: Final = {
    "secretStoreRef": {"name!": str, "kind": ("SecretStore", "ClusterSecretStore")},
    "refreshInterval": str,
    "refreshPolicy": ("Periodic", "OnChange", "CreatedOnce"),
    "target": {
        "name": str,
        "creationPolicy": ("Owner", "Orphan", "Merge", "None"),
        "deletionPolicy": ("Delete", "Merge", "Retain"),
        "immutable": bool,
        "template": {
            "type": str,
            "engineVersion": ("v2",),
            "mergePolicy": ("Replace", "Merge"),
            "metadata": {"annotations": {str: str}, "labels": {str: str}, "finalizers": [str]},
            "data": {str: str},
            "templateFrom": Any,
        },
    },
    "data": [{"secretKey!": str, "remoteRef!": _REMOTE, "sourceRef": _SOURCE}],
    "dataFrom": [{"extract": _REMOTE, "find": Any, "rewrite": Any, "sourceRef": _SOURCE}],
}
_MONITOR_SPEC: Final = {
    "selector!": {"matchLabels": {str: str}, "matchExpressions": Any},
    "namespaceSelector": {"any": bool, "matchNames": [str]},
    "endpoints!": [
        {
            "port": str,
            "targetPort": Any,
            "path": str,
            "scheme": ("http", "https"),
            "interval": str,
            "scrapeTimeout": str,
            "honorLabels": bool,
            "honorTimestamps": bool,
            "params": Any,
            "relabelings": Any,
            "metricRelabelings": Any,
            "tlsConfig": Any,
            "basicAuth": Any,
            "authorization": Any,
            "bearerTokenSecret": Any,
            "followRedirects": bool,
            "enableHttp2": bool,
            "filterRunning": bool,
        }
    ],
    "jobLabel": str,
    "targetLabels": [str],
    "podTargetLabels": [str],
    "sampleLimit": int,
    "targetLimit": int,
    "labelLimit": int,
    "attachMetadata": Any,
}


def _secret_store(scene: Scene, reference: dict[str, Any]) -> Record | None:
    wanted = reference.get("name")
    if reference.get("kind", "SecretStore") == "ClusterSecretStore":
        found = scene.store.find(_CLUSTER_STORE, scene.realm)
    else:
        namespace = first(scene.props, "metadata.namespace")
        found = in_namespace(scene.store, _STORE, scene.realm, namespace)
    return next((one for one in found if first(one.properties, "metadata.name") == wanted), None)


def _store_exists(scene: Scene) -> Iterator[Failure]:
    """The store that an ExternalSecret reads from, and the secrets that it reads there."""
    reference = first(scene.props, "spec.secretStoreRef")
    if not isinstance(reference, dict) or not known(scene, "spec.secretStoreRef"):
        return
    store = _secret_store(scene, reference)
    if store is None:
        told = f"{reference.get('kind', 'SecretStore')} {reference.get('name')!r}"
        yield Failure("spec.secretStoreRef", f"SecretStoreNotFound: there is no {told}")
        return
    for name, provider in PROVIDERS.items():
        block = first(store.properties, f"spec.provider.{name}")
        if isinstance(block, dict):
            yield from _secrets_exist(scene, *provider.secrets(scene.store, block))


def _secrets_exist(scene: Scene, there: frozenset[str] | None, where: str) -> Iterator[Failure]:
    for path in ("spec.data[*].remoteRef.key", "spec.dataFrom[*].extract.key"):
        for place, key in select(scene.props, path):
            if there is not None and isinstance(key, str) and key not in there:
                yield Failure(place, f"SecretSyncedError: no secret {key!r} in {where}")


def _account_exists(scene: Scene) -> Iterator[Failure]:
    """The service account whose token a store uses."""
    for name, provider in PROVIDERS.items():
        yield from _account_of(scene, f"spec.provider.{name}.{provider.account}")


def _account_of(scene: Scene, path: str) -> Iterator[Failure]:
    reference = first(scene.props, path)
    if not isinstance(reference, dict) or not known(scene, path):
        return
    namespace = reference.get("namespace") or first(scene.props, "metadata.namespace")
    for record in in_namespace(scene.store, ACCOUNT, scene.realm, namespace):
        if first(record.properties, "metadata.name") == reference["name"]:
            return
    yield Failure(path, f"there is no ServiceAccount {namespace}/{reference['name']}")


def _policies(scene: Scene) -> Iterator[str]:
    creation = first(scene.props, "spec.target.creationPolicy", "Owner")
    deletion = first(scene.props, "spec.target.deletionPolicy", "Retain")
    if deletion == "Delete" and creation in ("Merge", "None"):
        yield "deletionPolicy Delete needs creationPolicy Owner"
    if deletion == "Merge" and creation == "None":
        yield "deletionPolicy Merge does not go with creationPolicy None"
    if not any(first(scene.props, f"spec.{key}") for key in ("data", "dataFrom")):
        yield "either data or dataFrom should be specified"


def _one_provider(scene: Scene) -> Iterator[str]:
    provider = first(scene.props, "spec.provider")
    if isinstance(provider, dict) and len(provider) != 1:
        yield f"exactly one provider is required, not {sorted(provider)}"


_DURATION: Final = r"(\d+(\.\d+)?(ns|us|ms|s|m|h))+|0"
_ESO: Final = "External Secrets Operator documentation, API"
_SPECS: Final[dict[str, tuple[Any, str, tuple[Rule, ...], tuple[Rule, ...]]]] = {
    "external-secrets.io/v1:SecretStore": (
        _STORE_SPEC,
        _ESO,
        (Check("not valid", _one_provider, "spec.provider"),),
        (_account_exists,),
    ),
    "external-secrets.io/v1:ClusterSecretStore": (
        _STORE_SPEC,
        _ESO,
        (Check("not valid", _one_provider, "spec.provider"),),
        (_account_exists,),
    ),
    "external-secrets.io/v1:ExternalSecret": (
        _EXTERNAL_SPEC,
        _ESO,
        (
            Check("the webhook denied the request", _policies, "spec"),
            Text("spec.refreshInterval", _DURATION, 1, 40, "a duration such as 1h"),
        ),
        (_store_exists,),
    ),
    "monitoring.coreos.com/v1:ServiceMonitor": (
        _MONITOR_SPEC,
        "Prometheus Operator documentation, API",
        (Text("spec.endpoints[*].interval", _DURATION, 1, 40, "a duration such as 30s"),),
        (),
    ),
}


@cache
def custom(token: str) -> Row | None:
    """A row for a custom kind; its fields are checked only where they are in the table."""
    found = _TOKEN.fullmatch(token)
    if found is None or found[1].endswith(_BUILT_IN):
        return None
    group, version, name = found.groups()
    spec, source, rules, cloud = _SPECS.get(
        f"{group}/{version}:{name}", (Any, f"CustomResourceDefinition of {group}", (), ())
    )
    shape: Object = declared(
        name,
        {
            "apiVersion!": (f"{group}/{version}",),
            "kind!": (name,),
            "metadata!": metadata_shape(),
            "spec": spec,
            "data": Any,
            "status": Any,
        },
    )
    return kind(
        token,
        source,
        namespaced=name not in _CLUSTER_KINDS,
        shape=shape,
        rules=rules,
        cloud=(_served, *cloud),
    )
