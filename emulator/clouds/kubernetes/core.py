"""Kubernetes' own kinds."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, In, Text
from ...store import Record
from ...table import Scene, by_token
from ...values import UNKNOWN, first, select
from .charts import creator
from .objects import ACCOUNT, CRD, NAMESPACE, NAMESPACE_PATCH, SECRET, kind, size, was_patched

CONFIG_MAP: Final = "kubernetes:core/v1:ConfigMap"
_MOST: Final = 1_048_576
_NEEDED_KEYS: Final = {
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
}


def _objects_of(scene: Scene) -> Iterator[Record]:
    """Everything in a namespace goes with it."""
    name = first(scene.props, "metadata.name")
    for record in scene.store.everything(scene.realm):
        inside = first(record.properties, "metadata.namespace")
        if inside == name or record.properties.get("namespace") == name:
            yield record


def _not_patched(scene: Scene) -> bool:
    return not was_patched(scene, str(first(scene.props, "metadata.name")))


def _base64(scene: Scene) -> Iterator[str]:
    for where, value in select(scene.props, "data"):
        if not isinstance(value, dict):
            continue
        for key, text in value.items():
            if not isinstance(text, str):
                continue
            try:
                base64.b64decode(text, validate=True)
            except (binascii.Error, ValueError):
                yield f"{where}.{key} is not base64"


def _encoded(scene: Scene) -> Any:
    """What the API server makes of ``stringData``."""
    texts = scene.props.get("stringData")
    if texts is None or texts is UNKNOWN:
        return texts
    return {
        key: UNKNOWN if text is UNKNOWN else base64.b64encode(str(text).encode()).decode()
        for key, text in texts.items()
    }


def _keys(scene: Scene) -> Iterator[str]:
    given: set[str] = set()
    for name in ("data", "stringData"):
        value = scene.props.get(name) or {}
        if value is UNKNOWN:
            return
        given |= value.keys()
    needed = _NEEDED_KEYS.get(str(scene.props.get("type")), ())
    for key in needed:
        if key not in given:
            yield f"type {scene.props['type']} needs the key {key}"
    text = (scene.props.get("stringData") or {}).get(".dockerconfigjson")
    if isinstance(text, str) and needed:
        try:
            json.loads(text)
        except ValueError:
            yield ".dockerconfigjson is not JSON"


def _secret_replaces(scene: Scene) -> frozenset[str]:
    mutable = "enableSecretMutable" in scene.place.flags and not scene.props.get("immutable")
    return frozenset({"type"}) if mutable else frozenset({"type", "data", "stringData"})


def _map_replaces(scene: Scene) -> frozenset[str]:
    mutable = "enableConfigMapMutable" in scene.place.flags and not scene.props.get("immutable")
    return frozenset() if mutable else frozenset({"data", "binaryData"})


def _not_of_a_chart(what: str) -> Check:
    def free(scene: Scene) -> Iterator[str]:
        owner = creator(scene, what)
        if owner is not None:
            yield f"the release {owner} has made one of this name"

    return Check("already exists", free, "metadata.name")


def _key_names(*names: str) -> Check:
    def bad(scene: Scene) -> Iterator[str]:
        for name in names:
            for key in scene.props.get(name) or {}:
                if not re.fullmatch(r"[A-Za-z0-9._-]{1,253}", key):
                    yield f"the key {key!r} of {name} must be letters, digits and - _ ."

    return Check("not valid", bad)


_RBAC: Final = "Kubernetes documentation, Using RBAC authorization"
ROWS = by_token(
    kind(
        NAMESPACE,
        "Kubernetes documentation, Namespaces",
        namespaced=False,
        named="label",
        computed={"status": {"phase": "Active"}},
        cloud=(Check("already exists: a patch has made it", _not_patched, "metadata.name"),),
        cascade=_objects_of,
    ),
    kind(
        NAMESPACE_PATCH,
        "Kubernetes documentation, Server-side apply: makes the object where it is missing",
        namespaced=False,
        named="label",
        singleton=True,
    ),
    kind(
        SECRET,
        "Kubernetes documentation, Secrets",
        defaults={"type": "Opaque"},
        rules=(
            Check("not valid", _base64, "data"),
            Check("not valid", _keys),
            _key_names("data", "stringData"),
            size("stringData", _MOST),
            size("data", _MOST * 4 // 3),
        ),
        cloud=(_not_of_a_chart("Secret"),),
        computed={"data": _encoded},
        moving=frozenset({"data"}),
        replaces_if=_secret_replaces,
        secret=frozenset({"data", "stringData"}),
    ),
    kind(
        CONFIG_MAP,
        "Kubernetes documentation, ConfigMaps",
        rules=(_key_names("data", "binaryData"), size("data", _MOST)),
        replaces_if=_map_replaces,
    ),
    kind(
        ACCOUNT,
        "Kubernetes documentation, Service accounts",
        cloud=(_not_of_a_chart("ServiceAccount"),),
    ),
    kind("kubernetes:rbac.authorization.k8s.io/v1:Role", _RBAC, named="segment"),
    kind(
        "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
        _RBAC,
        namespaced=False,
        named="segment",
    ),
    kind(
        "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
        _RBAC,
        named="segment",
        replaces=frozenset({"roleRef"}),
        rules=(
            In("roleRef.kind", ("Role", "ClusterRole")),
            In("subjects[*].kind", ("ServiceAccount", "User", "Group")),
        ),
    ),
    kind(
        "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
        _RBAC,
        namespaced=False,
        named="segment",
        replaces=frozenset({"roleRef"}),
        rules=(
            In("roleRef.kind", ("ClusterRole",)),
            In("subjects[*].kind", ("ServiceAccount", "User", "Group")),
        ),
    ),
    kind(
        "kubernetes:storage.k8s.io/v1:StorageClass",
        "Kubernetes documentation, Storage classes",
        namespaced=False,
        replaces=frozenset({"parameters", "provisioner"}),
        rules=(In("volumeBindingMode", ("Immediate", "WaitForFirstConsumer")),),
    ),
    kind(
        CRD,
        "Kubernetes documentation, CustomResourceDefinition",
        namespaced=False,
        rules=(
            In("spec.scope", ("Namespaced", "Cluster")),
            Text("spec.group", r"[a-z0-9.-]+\.[a-z0-9.-]+", 3, 253, "a DNS name"),
            Check(
                "must be <plural>.<group>",
                lambda scene: UNKNOWN in (n := _crd_names(scene)) or n[0] == f"{n[1]}.{n[2]}",
                "metadata.name",
            ),
        ),
    ),
)


def _crd_names(scene: Scene) -> tuple[Any, Any, Any]:
    paths = ("metadata.name", "spec.names.plural", "spec.group")
    name, plural, group = (first(scene.props, path) for path in paths)
    return name, plural, group
