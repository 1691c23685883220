"""What follows in a cluster from the charts that its releases install."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...rules import known
from ...store import Record
from ...table import Scene
from ...values import first
from .chart_model import Chart, Values
from .known_charts import CHARTS
from .objects import RELEASE


def chart_of(properties: Mapping[str, Any]) -> Chart | None:
    """The known chart that a release installs, or none."""
    repository = str(first(dict(properties), "repositoryOpts.repo", "")).rstrip("/")
    return CHARTS.get((str(properties.get("chart")), repository))


def values_of(properties: Mapping[str, Any]) -> Values:
    """The values of a release; empty where they are not told or not known."""
    values = properties.get("values")
    return values if isinstance(values, dict) else {}


def served(scene: Scene, api: str) -> bool:
    """Whether a release in the cluster has brought an API group and version."""
    deployed = (first(it.properties, "status.status") for it in bringers(scene, api))
    return "deployed" in deployed


def bringers(scene: Scene, api: str) -> Iterator[Record]:
    """The releases in the cluster whose charts bring an API group and version."""
    for record in scene.store.find(RELEASE, scene.realm):
        chart = chart_of(record.properties)
        if chart is None or record.properties.get("skipCrds"):
            continue
        old = _older(str(record.properties.get("version")), chart.since.get(api, "0"))
        values = values_of(record.properties)
        if not old and any(one.api == api and one.on(values) for one in chart.brings):
            yield record


def creator(scene: Scene, kind: str) -> str | None:
    """The release that has made an object of this kind, namespace and name."""
    namespace = first(scene.props, "metadata.namespace")
    for record in scene.store.find(RELEASE, scene.realm):
        chart = chart_of(record.properties)
        if chart is None or record.properties.get("namespace") != namespace:
            continue
        made = _made(chart, values_of(record.properties))
        if (kind, first(scene.props, "metadata.name")) in made:
            return record.id
    return None


def makes(record: Record) -> set[tuple[str, str]]:
    """Kind and name of each object that a release is known to make."""
    chart = chart_of(record.properties)
    return _made(chart, values_of(record.properties)) if chart else set()


def _made(chart: Chart, values: Values) -> set[tuple[str, str]]:
    return {(one.kind, one.name) for one in chart.makes if one.on(values)}


def guarded(scene: Scene) -> Iterator[str]:
    """What the chart's own templates refuse of these values."""
    chart = chart_of(scene.props)
    if chart is not None and known(scene, "values"):
        for guard in chart.guards:
            if not guard.holds(values_of(scene.props)):
                yield guard.said


def _older(version: str, than: str) -> bool:
    return _numbers(version) < _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(
        int(part) for part in version.lstrip("v").split("-")[0].split(".") if part.isdigit()
    )
