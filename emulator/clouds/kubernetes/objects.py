"""Kubernetes objects: what the API server asks of every one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ... import schema
from ...rules import Check
from ...shapes import Failure, Object, Shape
from ...store import Record, Store
from ...table import Row, Rule, Scene
from ...values import UNKNOWN, first, select

NAMESPACE: Final = "kubernetes:core/v1:Namespace"
NAMESPACE_PATCH: Final = "kubernetes:core/v1:NamespacePatch"
SECRET: Final = "kubernetes:core/v1:Secret"  # noqa: S105
ACCOUNT: Final = "kubernetes:core/v1:ServiceAccount"
CRD: Final = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"
RELEASE: Final = "kubernetes:helm.sh/v3:Release"
BUILT_IN: Final = ("default", "kube-system", "kube-public", "kube-node-lease")

_LABEL_NAME: Final = r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?"
_KEY: Final = re.compile(rf"([a-z0-9]([a-z0-9.-]{{0,251}}[a-z0-9])?/)?{_LABEL_NAME}")
_VALUE: Final = re.compile(rf"({_LABEL_NAME})?")
_SUBDOMAIN: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_PATH_SEGMENT: Final = re.compile(r"(?!\.{1,2}$)[^/%]+")
_NAME_LENGTH: Final = 253
_LABEL_LENGTH: Final = 63
_ANNOTATIONS: Final = 262_144


def identity(scene: Scene) -> Any:
    """``namespace/name`` of a namespaced object, ``name`` of any other."""
    name = first(scene.props, "metadata.name")
    namespace = first(scene.props, "metadata.namespace")
    if UNKNOWN in (name, namespace):
        return UNKNOWN
    return f"{namespace}/{name}" if namespace else name


def namespace_exists(scene: Scene) -> Iterator[Failure]:
    """The namespace of a namespaced object is there."""
    namespace = first(scene.props, "metadata.namespace")
    if isinstance(namespace, str) and not has_namespace(scene, namespace):
        yield Failure("metadata.namespace", f"namespaces {namespace!r} not found")


def has_namespace(scene: Scene, namespace: str) -> bool:
    """Whether a namespace is there: built in, made, or made by a Helm release."""
    if namespace in BUILT_IN:
        return True
    made = scene.store.find(NAMESPACE, scene.realm)
    if was_patched(scene, namespace) or namespace in [record.id for record in made]:
        return True
    return any(
        record.properties.get("createNamespace") and record.properties["namespace"] == namespace
        for record in scene.store.find(RELEASE, scene.realm)
    )


def was_patched(scene: Scene, namespace: str) -> bool:
    """Whether a patch has made a namespace; deleting the patch does not delete what it made."""
    there = scene.store.get(NAMESPACE_PATCH, scene.realm, namespace)
    return there is not None or scene.store.was_deleted(NAMESPACE_PATCH, scene.realm, namespace)


def defined(scene: Scene, api: str) -> bool:
    """Whether a CustomResourceDefinition of an API group and version is in the cluster."""
    return any(definitions(scene, api))


def definitions(scene: Scene, api: str) -> Iterator[Record]:
    """The CustomResourceDefinitions of an API group and version, but those of releases."""
    group, _, version = api.partition("/")
    for record in scene.store.find(CRD, scene.realm):
        versions = [found for _, found in select(record.properties, "spec.versions[*].name")]
        if first(record.properties, "spec.group") == group and version in versions:
            yield record


def _metadata(style: re.Pattern[str], longest: int) -> Rule:
    def check(scene: Scene) -> Iterator[Failure]:
        metadata = scene.props.get("metadata")
        if not isinstance(metadata, dict):
            return
        name = metadata.get("name")
        if isinstance(name, str) and (len(name) > longest or not style.fullmatch(name)):
            yield Failure("metadata.name", f"{name!r} is too long or has other characters")
        for key, value in (metadata.get("labels") or {}).items():
            if not _KEY.fullmatch(key):
                yield Failure("metadata.labels", f"the key {key!r} is not valid")
            if isinstance(value, str) and not _VALUE.fullmatch(value):
                yield Failure("metadata.labels", f"{value!r} of {key} is not a label value")
        annotations = metadata.get("annotations") or {}
        for key in annotations:
            if not _KEY.fullmatch(key):
                yield Failure("metadata.annotations", f"the key {key!r} is not valid")
        if sum(len(f"{key}{value}") for key, value in annotations.items()) > _ANNOTATIONS:
            yield Failure("metadata.annotations", f"more than {_ANNOTATIONS} bytes")

    return check


def kind(  # noqa: PLR0913
    token: str,
    source: str,
    *,
    namespaced: bool = True,
    named: str = "subdomain",
    shape: Object | None = None,
    defaults: dict[str, Any] | None = None,
    rules: tuple[Rule, ...] = (),
    cloud: tuple[Rule, ...] = (),
    replaces: frozenset[str] = frozenset(),
    computed: dict[str, Any] | None = None,
    moving: frozenset[str] = frozenset(),
    **more: Any,
) -> Row:
    """A row for a kind: names, labels and namespace are the same for all of them."""
    style = {"subdomain": _SUBDOMAIN, "label": _LABEL, "segment": _PATH_SEGMENT}[named]
    longest = _LABEL_LENGTH if named == "label" else _NAME_LENGTH
    where = {"metadata.namespace": "{namespace}"} if namespaced else {}
    return Row(
        token=token,
        source=source,
        id=identity,
        named="metadata.name",
        defaults={**where, **(defaults or {})},
        shape=shape,
        computed={
            "metadata.uid": "{uuid}",
            "metadata.resourceVersion": "{generation}",
            "metadata.creationTimestamp": "2026-01-01T00:00:00Z",
            **(computed or {}),
        },
        moving=frozenset({"metadata.resourceVersion", *moving}),
        replaces=frozenset({"metadata.name", "metadata.namespace", *replaces}),
        rules=(_metadata(style, longest), *rules),
        cloud=(*((namespace_exists,) if namespaced else ()), *cloud),
        live_only=True,
        **more,
    )


def metadata_shape() -> Shape:
    """The shape of ``metadata``, from the SDK."""
    return schema.resource(NAMESPACE).inputs.fields["metadata"]


def in_namespace(store: Store, token: str, realm: str, namespace: Any) -> Iterator[Record]:
    """The objects of one kind in one namespace."""
    for record in store.find(token, realm):
        if first(record.properties, "metadata.namespace") == namespace:
            yield record


def size(path: str, most: int) -> Check:
    """No more bytes in all values of a map than the API server takes."""

    def total(scene: Scene) -> bool:
        values = scene.props.get(path) or {}
        texts = [one for one in values.values() if isinstance(one, str)]
        return sum(len(one) for one in texts) <= most

    return Check(f"more than {most} bytes", total, path)
