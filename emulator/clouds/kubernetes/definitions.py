"""CustomResourceDefinitions that charts bring: whose they are, and which stay behind."""

from __future__ import annotations

from collections.abc import Iterator

from ...store import Record
from ...table import Scene
from ...values import Props
from .chart_model import Brings
from .charts import bringers, chart_of, values_of
from .objects import CRD, RELEASE, defined, definitions


def anothers(scene: Scene) -> Iterator[str]:
    """What the chart would make and somebody else has made: Helm does not take it over.

    It asks for what the release has not made yet, so after an upgrade's values too.
    """
    if scene.props.get("takeOwnership"):
        return
    before = scene.store.get(RELEASE, scene.realm, scene.facts["id"])
    had = {one.api for one in _brought(before.properties)} if before else set()
    for one in _brought(scene.props):
        if one.folder or one.api in had:
            continue
        others = [it for it in bringers(scene, one.api) if it.id != scene.facts["id"]]
        foreign = [it for it in definitions(scene, one.api) if not handed_over(scene, it)]
        if others or foreign:
            yield (
                f"CustomResourceDefinition of {one.api} exists and cannot be imported into the "
                "current release"
            )


def left(scene: Scene) -> Iterator[Record]:
    """What stays when a release goes: its folder's, unmarked, and what is told to, marked."""
    metadata = {
        "labels": {"app.kubernetes.io/managed-by": "Helm"},
        "annotations": _marks(scene.props),
    }
    for one in _brought(scene.props):
        stays = one.folder or one.kept(values_of(scene.props))
        if stays and not defined(scene, one.api):
            group, _, version = one.api.partition("/")
            name = f"*.{group}"
            yield Record(
                token=CRD,
                realm=scene.realm,
                id=name,
                properties={
                    "metadata": {"name": name, **({} if one.folder else metadata)},
                    "spec": {"group": group, "versions": [{"name": version}]},
                },
            )


def handed_over(scene: Scene, record: Record) -> bool:
    """Whether an object says that it belongs to the release; Helm takes such a one over."""
    metadata = record.properties.get("metadata") or {}
    managed = (metadata.get("labels") or {}).get("app.kubernetes.io/managed-by") == "Helm"
    return managed and _marks(scene.props).items() <= (metadata.get("annotations") or {}).items()


def _marks(release: Props) -> Props:
    return {f"meta.helm.sh/release-{key}": release.get(key) for key in ("name", "namespace")}


def _brought(release: Props) -> Iterator[Brings]:
    chart = chart_of(release)
    for one in chart.brings if chart else ():
        if one.on(values_of(release)) and not (one.folder and release.get("skipCrds")):
            yield one
