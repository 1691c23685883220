"""Helm releases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...rules import Check, Number, OneOf, Text, known
from ...shapes import Failure
from ...table import Row, Scene, by_token
from ...values import UNKNOWN, first
from ..gcp.members import CLUSTER as GKE_CLUSTER
from .charts import chart_of, guarded, makes, served, values_of
from .definitions import anothers, handed_over, left
from .objects import ACCOUNT, RELEASE, SECRET, defined, has_namespace, in_namespace

_EXTERNAL: Final = "kubernetes:external-secrets.io/v1:ExternalSecret"
_CRITICAL: Final = frozenset({"system-cluster-critical", "system-node-critical"})
_EXACT: Final = re.compile(r"v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


def _known_chart(scene: Scene) -> bool:
    if not known(scene, "chart"):
        return scene.props.get("chart") is UNKNOWN
    return first(scene.props, "repositoryOpts.repo") is UNKNOWN or chart_of(scene.props) is not None


def _pinned(scene: Scene) -> bool:
    version = scene.props.get("version")
    return version is UNKNOWN or (isinstance(version, str) and bool(_EXACT.fullmatch(version)))


def _namespace(scene: Scene) -> Iterator[Failure]:
    namespace = str(scene.props.get("namespace"))
    if not scene.props.get("createNamespace") and not has_namespace(scene, namespace):
        yield Failure("namespace", f"namespaces {namespace!r} not found")


def _named_again(scene: Scene) -> Iterator[str]:
    """A release that the engine has left behind keeps its name."""
    identity = f"{scene.props.get('namespace')}/{scene.props.get('name')}"
    if not scene.facts["id"] and scene.store.get(RELEASE, scene.realm, identity):
        yield "cannot re-use a name that is still in use"


def _needs(scene: Scene) -> Iterator[str]:
    """The kinds that the chart's objects are of."""
    chart = chart_of(scene.props)
    values = values_of(scene.props)
    for need in chart.needs if chart else ():
        if need.on(values) and not served(scene, need.api) and not defined(scene, need.api):
            yield f"no matches for {need.api}: its CRDs are not installed"


def _mounts(scene: Scene) -> Iterator[str]:
    """The Secrets that the chart's pods mount: without them the release never gets ready."""
    chart = chart_of(scene.props)
    if chart is None or scene.props.get("skipAwait"):
        return
    values = values_of(scene.props)
    for mount in chart.mounts:
        name = mount.name(values)
        if mount.on(values) and isinstance(name, str) and not _delivered(scene, name):
            yield f"pods wait for the Secret {name}, which nothing delivers"


def _prioritized(scene: Scene) -> Iterator[str]:
    """Critical pods: GKE allows them outside kube-system only where a quota does."""
    chart, values = chart_of(scene.props), values_of(scene.props)
    if chart is None or scene.props.get("skipAwait") or not _on_gke(scene):
        return
    allowed = {"kube-system": _CRITICAL}.get(str(scene.props.get("namespace")), chart.quota(values))
    wanted = {priority(values) for priority in chart.priorities}
    for name in sorted((_CRITICAL & wanted) - allowed):
        yield f"insufficient quota to match these scopes: PriorityClass In {name}"


def _on_gke(scene: Scene) -> bool:
    known_as = scene.place.facts["known_as"]
    return any(it.id in known_as for it in scene.store.find(GKE_CLUSTER, "gcp"))


def _delivered(scene: Scene, name: str) -> bool:
    namespace = scene.props.get("namespace")
    for record in in_namespace(scene.store, SECRET, scene.realm, namespace):
        if first(record.properties, "metadata.name") == name:
            return True
    for record in in_namespace(scene.store, _EXTERNAL, scene.realm, namespace):
        default = first(record.properties, "metadata.name")
        target = first(record.properties, "spec.target.name", default)
        policy = first(record.properties, "spec.target.creationPolicy", "Owner")
        if target == name and policy in ("Owner", "Orphan"):
            return True
    return any(
        ("Secret", name) in makes(record)
        for record in scene.store.find(RELEASE, scene.realm)
        if record.properties.get("namespace") == namespace
    )


def _foreign(scene: Scene) -> Iterator[str]:
    """What the chart would make and somebody else has made: Helm does not take it over."""
    chart = chart_of(scene.props)
    if chart is None or scene.props.get("takeOwnership") or scene.facts["generation"] > 1:
        return
    namespace, values = scene.props.get("namespace"), values_of(scene.props)
    ours = {(one.kind, one.name) for one in chart.makes if one.on(values)}
    for kind, token in (("Secret", SECRET), ("ServiceAccount", ACCOUNT)):
        for record in in_namespace(scene.store, token, scene.realm, namespace):
            name = first(record.properties, "metadata.name")
            if (kind, name) in ours and not handed_over(scene, record):
                yield f"{kind} {name} exists and cannot be imported into the current release"
    for record in scene.store.find(RELEASE, scene.realm):
        if record.properties.get("namespace") == namespace and record.id != scene.facts["id"]:
            for kind, name in sorted(ours & makes(record)):
                yield f"{kind} {name} exists and belongs to the release {record.id}"


def _one_of_a_kind(scene: Scene) -> Iterator[str]:
    """Charts with cluster-wide objects collide with themselves."""
    chart = chart_of(scene.props)
    mine = scene.facts["id"]
    for record in scene.store.find(RELEASE, scene.realm):
        if record.id == mine or chart is None:
            continue
        if chart.alone and chart_of(record.properties) is chart:
            yield f"release {record.id} has installed the chart {chart.name} already"
        both = (values_of(scene.props), values_of(record.properties))
        if all(first(dict(values), "monitoring.enabled") is True for values in both):
            yield f"monitoring is on in release {record.id} too: cluster-wide objects collide"


def _status(scene: Scene) -> Any:
    return {
        "name": scene.props["name"],
        "namespace": scene.props["namespace"],
        "chart": scene.props["chart"],
        "version": scene.props["version"],
        "appVersion": scene.props["version"],
        "revision": scene.facts["generation"],
        "status": "deployed",
    }


ROWS = by_token(
    Row(
        token=RELEASE,
        source="Pulumi registry, kubernetes.helm.sh/v3.Release; Helm documentation",
        id="{namespace}/{name}",
        named="name",
        defaults={"namespace": "{namespace}", "timeout": 300},
        computed={"status": _status},
        moving=frozenset({"status"}),
        replaces=frozenset({"name", "namespace"}),
        live_only=True,
        rules=(
            Text(
                "name",
                r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?",
                1,
                53,
                "lower case letters, digits, hyphens and dots",
            ),
            Check("the emulator does not know this chart and repository", _known_chart, "chart"),
            Check("must be one exact version, so that no run differs", _pinned, "version"),
            Number("timeout", 1, 86_400),
            OneOf(("skipAwait", "waitForJobs"), needed=False),
            Check("the chart refuses its values", guarded, "values"),
        ),
        cloud=(
            _namespace,
            Check("unable to build kubernetes objects", _needs, "chart"),
            Check("the name is taken", _named_again, "name"),
            Check("invalid ownership metadata", _foreign, "chart"),
            Check("invalid ownership metadata", anothers, "chart"),
            Check("cannot be installed twice", _one_of_a_kind, "chart"),
        ),
        ready=(
            Check("timed out waiting for the condition", _mounts, "values"),
            Check("timed out waiting for the condition", _prioritized, "values"),
        ),
        unready={"status.status": "failed"},
        undone="atomic",
        leaves=left,
    ),
)
