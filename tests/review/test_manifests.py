"""Rendered manifests."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.manifests import Charts, Unrendered, compared, manifests, open_charts
from review.model import UNKNOWN, Manifest, Manifests, Op, Resource
from review.redaction import Redaction

from .things import RELEASE, kept, preview, thing, turned


def config(text: str, name: str = "a") -> dict[str, object]:
    return {"kind": "ConfigMap", "metadata": {"name": name}, "data": {"config.yaml": text}}


def test_yaml_inside_a_config_map_is_compared_leaf_by_leaf() -> None:
    old, new = (
        {"ConfigMap a": config("x: {y: 1, z: 2}")},
        {"ConfigMap a": config("x: {y: 3, z: 2}")},
    )

    assert list(compared("r", old, new, Redaction())) == [
        Manifest(
            release="r",
            title="ConfigMap a",
            op=Op.UPDATE,
            lines=('-data["config.yaml"].x.y: 1', '+data["config.yaml"].x.y: 3'),
        )
    ]


def test_objects_that_differ_alike_are_told_together() -> None:
    old = {name: config("x: 1", name) for name in "ab"}
    new = {name: config("x: 2", name) for name in "ab"}

    assert [it.title for it in compared("r", old, new, Redaction())] == ["a, b"]


def test_what_comes_and_what_goes_is_named() -> None:
    assert list(compared("r", {"A": {}}, {"B": {}}, Redaction())) == [
        Manifest(release="r", title="A", op=Op.DELETE, lines=()),
        Manifest(release="r", title="B", op=Op.CREATE, lines=()),
    ]


def test_what_a_chart_makes_up_at_each_render_is_no_difference() -> None:
    old, new = (
        {
            "Hook": {"kind": "Webhook", "webhooks": [{"caBundle": it}]},
            "Pod": {"kind": "Deployment", "metadata": {"annotations": {"configChecksum": it}}},
            "Secret": {"kind": "Secret", "data": {"tls.key": it}},
        }
        for it in ("one", "two")
    )

    assert list(compared("r", old, new, Redaction())) == []


def test_a_rendered_secret_shows_its_keys_alone() -> None:
    old = {"S": {"kind": "Secret", "stringData": {"a": "planted"}}}
    new = {"S": {"kind": "Secret", "stringData": {"a": "planted", "b": "planted"}}}

    (found,) = compared("r", old, new, Redaction())

    assert found.lines == ("+stringData.b: [secret]",)


def test_without_charts_it_says_what_is_missing(tmp_path: Path) -> None:
    changed = turned(
        thing(RELEASE, "r", {"chart": "dataplane", "values": {"a": 1}}),
        thing(RELEASE, "r", {"chart": "dataplane", "values": {"a": 2}}),
    )
    reasons = [
        open_charts("", ""),
        open_charts(str(tmp_path / "no"), ""),
        open_charts(".", "no-helm"),
    ]

    assert [manifests(preview(changed), it, Redaction()) for it in reasons] == [
        Manifests(missing="no folder of charts was given (--charts, or CHARTS in the environment)"),
        Manifests(missing=f"there is no folder {tmp_path / 'no'}"),
        Manifests(missing="there is no no-helm"),
    ]


def test_where_no_release_changes_nothing_is_missing() -> None:
    same = preview(kept(thing(RELEASE, "r", {"chart": "dataplane"})))

    assert manifests(same, "no charts", Redaction()) == Manifests()


def test_a_chart_of_another_version_is_not_rendered_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "dataplane").mkdir()
    (tmp_path / "dataplane" / "Chart.yaml").write_text("version: 1.0.0\n")
    charts = Charts(folder=tmp_path, helm="helm")

    with pytest.raises(Unrendered, match=r"the chart dataplane there is 1.0.0, not 2.0.0"):
        charts.render(thing(RELEASE, "r", {"chart": "dataplane", "version": "2.0.0"}))


def test_a_chart_that_nobody_has_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(Unrendered, match=r"the folder of charts has no dataplane 2.0.0"):
        Charts(folder=tmp_path, helm="helm").find({"chart": "dataplane", "version": "2.0.0"})


HELM = """#!/bin/sh
# Stands in for Helm: renders the chart's name and the values into a ConfigMap, and a Secret whose
# value is its own; and pulls what is named so.
[ "$1" = pull ] && { [ "$4" = https://charts.example.com ] && touch "$8/$2-$6.tgz"; exit $?; }
[ "$2" = refused ] && { echo "Error: no such value" >&2; exit 1; }
while [ $# -gt 0 ]; do [ "$1" = --values ] && values=$2; shift; done
printf 'kind: ConfigMap\\nmetadata: {name: a}\\ndata:\\n  values.yaml: |\\n'
sed 's/^/    /' "$values"
printf -- '---\\nkind: Secret\\nmetadata: {name: b}\\ndata: {key: "%s"}\\n---\\n' "$$"
"""


@pytest.fixture
def charts(tmp_path: Path) -> Charts:
    (tmp_path / "dataplane").mkdir()
    (tmp_path / "dataplane" / "Chart.yaml").write_text("version: 1.0.0\n")
    program = tmp_path / "helm"
    program.write_text(HELM)
    program.chmod(0o755)
    found = open_charts(str(tmp_path), str(program))
    assert isinstance(found, Charts)
    return found


def release(name: str, values: dict[str, object], chart: str = "dataplane") -> Resource:
    inputs = {"chart": chart, "version": "1.0.0", "name": name, "namespace": "union"}
    return thing(RELEASE, name, {**inputs, "values": values})


def test_both_sides_are_rendered_and_compared(charts: Charts) -> None:
    changed = turned(release("r", {"a": 1, "b": "x"}), release("r", {"a": UNKNOWN, "b": "x"}))

    assert manifests(preview(changed), charts, Redaction()) == Manifests(
        changes=(
            Manifest(
                release="r",
                title="ConfigMap union/a",
                op=Op.UPDATE,
                lines=(
                    '-data["values.yaml"].a: 1',
                    '+data["values.yaml"].a: unknown-until-applied',
                ),
            ),
        )
    )


def test_a_chart_is_compared_with_its_next_version(charts: Charts) -> None:
    (charts.folder / "dataplane-2.0.0.tgz").touch()
    old = release("r", {"a": 1})
    new = thing(RELEASE, "r", {**old.inputs, "version": "2.0.0", "values": {"a": 2}})

    assert [charts.find(it.inputs).name for it in (old, new)] == [
        "dataplane",
        "dataplane-2.0.0.tgz",
    ]
    assert manifests(preview(turned(old, new)), charts, Redaction()).missing == ""


def test_what_is_not_there_is_pulled_where_that_was_asked_for(charts: Charts) -> None:
    pulling = open_charts(str(charts.folder / "new"), charts.helm, pull=True)
    inputs = {
        "chart": "o",
        "version": "3.1.4",
        "repositoryOpts": {"repo": "https://charts.example.com"},
    }

    assert isinstance(pulling, Charts)
    assert pulling.find(inputs) == charts.folder / "new" / "o-3.1.4.tgz"
    assert pulling.has("another")
    with pytest.raises(Unrendered, match="Helm refuses o"):
        pulling.find({**inputs, "version": "4", "repositoryOpts": {}})


def test_a_release_that_helm_refuses_is_said_to_be_missing(charts: Charts) -> None:
    changed = turned(release("refused", {"a": 1}), release("refused", {"a": 2}))

    assert manifests(preview(changed), charts, Redaction()) == Manifests(
        missing="Helm refuses refused: Error: no such value"
    )


def test_a_chart_of_another_project_is_left_out(charts: Charts) -> None:
    changed = turned(release("o", {"a": 1}, "operator"), release("o", {"a": 2}, "operator"))

    assert manifests(preview(changed), charts, Redaction()) == Manifests()
