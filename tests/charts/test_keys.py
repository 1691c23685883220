"""Known and unknown value paths, and how the inventory of a chart is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from . import helm, inventory, proof, render
from .keys import INVENTORY, Tree, join, split, unknown_keys


def test_keys_that_the_charts_read() -> None:
    read = {
        "controlplane": (
            "affinity.nodeAffinity.anything",
            "flyte.flyteadmin.image.tag",
            "services.identity.apiKeyOverrides",
        ),
        "dataplane": (
            "prometheus.server.retention",
            "monitoring.prometheus.prometheusSpec.retention",
            "proxy.secretManager.namespace",
        ),
        "dataplane-crds": ("crds.prometheusOperator",),
    }
    for chart, paths in read.items():
        for path in paths:
            assert unknown_keys(chart, proof.nested(path, value=1)) == []


def test_keys_that_the_charts_read_nowhere() -> None:
    unread = {
        "controlplane": (
            "scheduling.tolerations",
            "namespace_mapping.template",
            "global.OIDC_BASE_URL",
            "flyte.configmap.adminServer.auth.appAuth.externalAuthServer.baseURL",
        ),
        "dataplane": (
            "executor.config.unionAuth.injectSecret",
            "configuration.storage.metadataContainer",
            "prometheus.retention",
            "monitoring.prometheus.prometheusSpec.retentoin",
        ),
    }
    for chart, paths in unread.items():
        for path in paths:
            values = proof.nested(path, value=1)
            assert unknown_keys(chart, values) == [path]
            assert unknown_keys(chart, values, {path.rpartition(".")[0]}) == []


def test_an_open_tree_takes_any_key() -> None:
    tree = Tree()
    tree.add(split("labels.*"))
    tree.add(split("image.tag"))
    assert tree.knows(("labels", "a", "b"))
    assert tree.knows(("image",))
    assert not tree.knows(("image", "tags"))


def test_a_dot_inside_of_a_key_survives() -> None:
    path = ("grafana", "grafana.ini", "server")
    assert split(join(path)) == path


def test_paths_of_values() -> None:
    values: dict[str, Any] = {
        "a": {},
        "b": {"c": 1, "d": [1], "e": None},
        "f": {"x.io/y": 1},
        "g": {"h": {"i": 1}},
    }
    assert list(inventory.paths(values, depth=2)) == ["a.*", "b.c", "b.d", "b.e.*", "f.*", "g.h.*"]


def test_dependencies_stand_under_their_alias(tmp_path: Path) -> None:
    write(
        tmp_path / "Chart.yaml",
        {"dependencies": [{"name": "b", "alias": "x", "condition": "x.on"}]},
    )
    write(tmp_path / "values.yaml", {"own": 1, "x": {"set": {"deep": 1}}})
    write(tmp_path / "charts/b/Chart.yaml", {})
    write(tmp_path / "charts/b/values.yaml", {"set": {}, "more": 2, "global": {"registry": ""}})
    known = inventory.known_values(tmp_path, inlined=None)
    assert sorted(inventory.paths(known)) == [
        "global.registry",
        "own",
        "x.global.registry",
        "x.more",
        "x.on",
        "x.set.deep",
    ]


def test_the_inventory_holds_every_candidate() -> None:
    charts = json.loads(INVENTORY.read_text())["charts"]
    for chart, recorded in charts.items():
        candidates = proof.load(chart)[1]
        assert recorded["proven"] == sorted(candidate.recorded for candidate in candidates)


def test_without_charts_nothing_passes(capsys: pytest.CaptureFixture[str]) -> None:
    given: list[list[str]] = [[], [""], ["/no/such/folder"]]
    for command in (render.main, inventory.main):
        for arguments in given:
            assert command(arguments) == 2
            said = capsys.readouterr().err
            assert said.startswith("nothing was ")
            assert "helm pull controlplane --repo https://unionai.github.io/helm-charts" in said


def test_without_helm_nothing_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELM", "/no/such/helm")
    with pytest.raises(helm.HelmError, match="HELM=/no/such/helm is not a program"):
        helm.find()


def write(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(document))
