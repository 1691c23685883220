"""Kubernetes clusters."""

from __future__ import annotations

from typing import Any, Final

import yaml

from ...cloud import Cloud
from ...places import Place
from ...refusals import Refusal
from ...seeds import Seed
from ...values import Props
from . import core, releases
from .custom import custom

_FLAGS: Final = (
    "enableSecretMutable",
    "enableConfigMapMutable",
    "enableServerSideApply",
    "upsertExistingObjects",
)


def _place(config: Props, seed: Seed) -> Place:
    """The cluster that the identifier and the kubeconfig name; they must not disagree."""
    told = {name: _cluster(name, seed) for name in _names(config)}
    if not told:
        raise Refusal(
            "the provider does not tell its cluster: give clusterIdentifier, or a kubeconfig"
        )
    lost = sorted(name for name, cluster in told.items() if cluster is None)
    if lost:
        raise Refusal(f"the seed has no cluster that is known as {' or '.join(lost)}")
    if len(set(told.values())) > 1:
        raise Refusal(f"clusterIdentifier and kubeconfig name two clusters: {sorted(told)}")
    flags = frozenset(flag for flag in _FLAGS if config.get(flag) in (True, "true"))
    cluster = str(next(iter(told.values())))
    return _made(cluster, config.get("namespace") or "default", flags, seed.clusters[cluster])


def _names(config: Props) -> list[str]:
    names: list[str] = []
    if config.get("clusterIdentifier"):
        names.append(str(config["clusterIdentifier"]))
    content = config.get("kubeconfig")
    parsed: Any = yaml.safe_load(content) if isinstance(content, str) and content else {}
    if isinstance(parsed, str):
        raise Refusal("kubeconfig is a path; the emulator takes its content only")
    wanted = config.get("context") or parsed.get("current-context")
    contexts = {one["name"]: one["context"] for one in parsed.get("contexts") or []}
    if parsed and wanted not in contexts:
        raise Refusal(f"the kubeconfig has no context {wanted!r}")
    names += [
        str(one["cluster"]["server"])
        for one in parsed.get("clusters") or []
        if one["name"] == contexts[wanted]["cluster"]
    ]
    return names


def _cluster(name: str, seed: Seed) -> str | None:
    for cluster, others in sorted(seed.clusters.items()):
        if name == cluster or name in others:
            return cluster
    return None


def _made(
    cluster: str, namespace: str, flags: frozenset[str], known_as: tuple[str, ...] = ()
) -> Place:
    facts = {"cluster": cluster, "namespace": namespace, "known_as": known_as}
    return Place(package="kubernetes", realm=f"kubernetes/{cluster}", facts=facts, flags=flags)


def _place_of(realm: str) -> Place:
    return _made(realm.partition("/")[2], "default", frozenset())


CLOUD: Final = Cloud(
    package="kubernetes",
    rows={**core.ROWS, **releases.ROWS},
    functions={},
    place=_place,
    place_of=_place_of,
    replacing_config=frozenset({"clusterIdentifier"}),
    other=custom,
)
