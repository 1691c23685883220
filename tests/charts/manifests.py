"""Rendered manifests: parsed, named, and the pods inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

Object: TypeAlias = dict[str, Any]

CLUSTER_SCOPED = frozenset(
    {
        "APIService",
        "ClusterRole",
        "ClusterRoleBinding",
        "CustomResourceDefinition",
        "GatewayClass",
        "IngressClass",
        "MutatingWebhookConfiguration",
        "Namespace",
        "NodeConfig",
        "PersistentVolume",
        "PriorityClass",
        "StorageClass",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
    }
)
_TEMPLATES = {
    "Pod": (),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "DaemonSet": ("spec", "template"),
    "Deployment": ("spec", "template"),
    "Job": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
}
_SOURCE = re.compile(r"^# Source: (\S+)", re.MULTILINE)
_SEPARATOR = re.compile(r"^---\s*$", re.MULTILINE)


class Loader(yaml.CSafeLoader):
    """YAML as the API server reads it: a date and a lone `=` are strings."""


Loader.yaml_implicit_resolvers = {
    first: [entry for entry in entries if entry[0].rpartition(":")[2] not in {"timestamp", "value"}]
    for first, entries in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """A key that one mapping holds twice."""

    path: tuple[str, ...]
    values: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One rendered object, with the namespace that it lands in."""

    body: Object
    namespace: str
    source: str = ""
    duplicates: tuple[Duplicate, ...] = field(default=())

    @property
    def kind(self) -> str:
        """The object's kind."""
        return str(self.body.get("kind", ""))

    @property
    def name(self) -> str:
        """The object's name."""
        return str(dig(self.body, "metadata", "name") or "")

    @property
    def group(self) -> str:
        """The API group, without its version."""
        version = str(self.body.get("apiVersion", ""))
        return version.rpartition("/")[0]

    @property
    def title(self) -> str:
        """How findings name the object."""
        return f"{self.kind} {self.namespace}/{self.name}".replace(" /", " ")


@dataclass(frozen=True, kw_only=True)
class Pod:
    """A pod template and the object that makes pods of it."""

    owner: Manifest
    spec: Object

    @property
    def containers(self) -> list[Object]:
        """Init containers and containers."""
        return [*(self.spec.get("initContainers") or []), *(self.spec.get("containers") or [])]


def dig(value: Any, *path: str) -> Any:
    """The value below a path of keys, or None."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def parse(text: str, namespace: str) -> tuple[Manifest, ...]:
    """Read the output of `helm template` for a release in this namespace."""
    documents = (_document(part, namespace) for part in _SEPARATOR.split(text))
    return tuple(document for document in documents if document)


def pods(manifests: Sequence[Manifest]) -> Iterator[Pod]:
    """Every pod template, of hooks too; `helm test` alone runs its pods, so they do not count."""
    for manifest in manifests:
        path = _TEMPLATES.get(manifest.kind)
        test = str(dig(manifest.body, "metadata", "annotations", "helm.sh/hook")).startswith("test")
        if path is not None and manifest.group in {"", "apps", "batch"} and not test:
            template = dig(manifest.body, *path) or {}
            yield Pod(owner=manifest, spec=template.get("spec") or {})


def strings(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every string in a value, with its dotted path."""
    if isinstance(value, str):
        yield ".".join(path), value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from strings(below, (*path, str(key)))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from strings(below, (*path, str(index)))


def duplicates(node: yaml.Node | None, path: tuple[str, ...] = ()) -> Iterator[Duplicate]:
    """Every repeated key below a YAML node."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, yaml.Node] = {}
        for key, below in node.value:
            name = str(key.value)
            if name in seen:
                pair = (_scalar(seen[name]), _scalar(below))
                yield Duplicate(path=(*path, name), values=pair)
            seen[name] = below
            yield from duplicates(below, (*path, name))
    elif isinstance(node, yaml.SequenceNode):
        for index, below in enumerate(node.value):
            yield from duplicates(below, (*path, str(index)))


def _scalar(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "…"


def _document(text: str, namespace: str) -> Manifest | None:
    loader = Loader(text)
    node = loader.get_single_node()
    body = loader.construct_document(node) if node is not None else None
    if body is None:
        return None
    source = _SOURCE.search(text)
    where = source.group(1) if source else "the output"
    if not isinstance(body, dict):
        raise TypeError(f"{where} rendered {type(body).__name__}, not an object")
    scoped = body.get("kind") in CLUSTER_SCOPED
    return Manifest(
        body=body,
        namespace="" if scoped else str(dig(body, "metadata", "namespace") or namespace),
        source=where,
        duplicates=tuple(duplicates(node)),
    )
