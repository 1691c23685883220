"""Golden values of one release: what we hand to Helm, and what we make beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .manifests import Manifest

_KEYS = {
    "chart",
    "release",
    "namespace",
    "cluster",
    "provides",
    "apiVersions",
    "nodes",
    "pinned",
    "expect",
    "values",
}


@dataclass(frozen=True, kw_only=True)
class Taint:
    """A taint of a node."""

    key: str
    value: str = ""
    effect: str


@dataclass(frozen=True, kw_only=True)
class Node:
    """A node pool, as the scheduler sees one of its nodes."""

    name: str
    labels: Mapping[str, str] = field(default_factory=dict)
    taints: tuple[Taint, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Provides:
    """What the library makes in the cluster beside the release; names are `namespace/name`."""

    secrets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    service_accounts: frozenset[str] = frozenset()
    config_maps: frozenset[str] = frozenset()
    namespaces: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Golden:
    """One golden values file."""

    chart: str
    release: str
    namespace: str
    values: Mapping[str, Any] = field(default_factory=dict)
    cluster: str = ""
    provides: Provides = field(default_factory=Provides)
    api_versions: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    pinned: str = ""
    namespace_template: str = ""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A release after Helm: its golden values and every object of install and upgrade."""

    golden: Golden
    manifests: tuple[Manifest, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, order=True, kw_only=True)
class Finding:
    """Something that a cluster would refuse, or that would not work there."""

    check: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.check}: {self.where}: {self.what}"


def load(path: Path) -> Golden:
    """Read a golden values file; an unknown key is an error."""
    document = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    unknown = sorted(set(document) - _KEYS)
    if unknown:
        raise ValueError(f"{path}: unknown keys {', '.join(unknown)}")
    return read(document)


def read(document: Mapping[str, Any]) -> Golden:
    """Read a golden document that is already parsed."""
    expected = (document.get("expect") or {}).get("namespaceTemplate") or {}
    return Golden(
        chart=document["chart"],
        release=document["release"],
        namespace=document["namespace"],
        cluster=document.get("cluster", ""),
        values=document.get("values") or {},
        provides=_provides(document.get("provides") or {}),
        api_versions=tuple(document.get("apiVersions") or ()),
        nodes=tuple(_node(node) for node in document.get("nodes") or ()),
        pinned=document.get("pinned", ""),
        namespace_template=expected.get("template", ""),
    )


def _provides(document: Mapping[str, Any]) -> Provides:
    return Provides(
        secrets={name: tuple(keys) for name, keys in (document.get("secrets") or {}).items()},
        service_accounts=frozenset(document.get("serviceAccounts") or ()),
        config_maps=frozenset(document.get("configMaps") or ()),
        namespaces=frozenset(document.get("namespaces") or ()),
    )


def _node(document: Mapping[str, Any]) -> Node:
    taints = tuple(Taint(**taint) for taint in document.get("taints") or ())
    return Node(name=document["name"], labels=document.get("labels") or {}, taints=taints)
