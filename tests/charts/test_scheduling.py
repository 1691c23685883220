"""The scheduler's rules: selectors, required affinity, taints."""

from __future__ import annotations

from typing import Any

from .golden import Node, Taint
from .manifests import parse
from .scheduling import fits, placements, tolerates_all

TAINT = Taint(key="role", value="services", effect="NoSchedule")
NODE = Node(name="services", labels={"role": "services"}, taints=(TAINT,))
EXACT = {"key": "role", "operator": "Equal", "value": "services", "effect": "NoSchedule"}


def affinity(*terms: list[dict[str, Any]]) -> dict[str, Any]:
    selector = {"nodeSelectorTerms": [{"matchExpressions": term} for term in terms]}
    return {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": selector}}


def test_a_taint_needs_its_toleration() -> None:
    cases: list[tuple[dict[str, Any], bool]] = [
        (EXACT, True),
        ({**EXACT, "effect": ""}, True),
        ({**EXACT, "value": "worker"}, False),
        ({**EXACT, "effect": "NoExecute"}, False),
        ({"key": "role", "operator": "Exists"}, True),
        ({"key": "other", "operator": "Exists"}, False),
        ({"operator": "Exists"}, True),
    ]
    for toleration, tolerated in cases:
        assert fits({"tolerations": [toleration]}, NODE) is tolerated, toleration


def test_required_affinity_selects_nodes() -> None:
    cases: list[tuple[dict[str, Any], bool]] = [
        ({"key": "role", "operator": "In", "values": ["services", "x"]}, True),
        ({"key": "role", "operator": "In", "values": ["worker"]}, False),
        ({"key": "role", "operator": "NotIn", "values": ["worker"]}, True),
        ({"key": "zone", "operator": "NotIn", "values": ["a"]}, True),
        ({"key": "role", "operator": "Exists"}, True),
        ({"key": "zone", "operator": "Exists"}, False),
        ({"key": "zone", "operator": "DoesNotExist"}, True),
        ({"key": "role", "operator": "Gt", "values": ["1"]}, False),
    ]
    for expression, selected in cases:
        spec = {"affinity": affinity([expression]), "tolerations": [EXACT]}
        assert fits(spec, NODE) is selected, expression


def test_terms_are_alternatives_and_expressions_are_not() -> None:
    wrong = {"key": "zone", "operator": "Exists"}
    right = {"key": "role", "operator": "Exists"}
    assert fits({"affinity": affinity([wrong], [right]), "tolerations": [EXACT]}, NODE)
    assert not fits({"affinity": affinity([wrong, right]), "tolerations": [EXACT]}, NODE)


def test_a_preference_and_a_soft_taint_keep_nobody_away() -> None:
    soft = Node(name="soft", taints=(Taint(key="a", effect="PreferNoSchedule"),))
    preferred = {
        "nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1}]}
    }
    assert fits({"affinity": preferred}, soft)


def test_who_tolerates_everything() -> None:
    assert tolerates_all({"tolerations": [{"operator": "Exists"}]})
    assert tolerates_all({"tolerations": [{"operator": "Exists", "effect": "NoSchedule"}]})
    assert not tolerates_all({"tolerations": [{"operator": "Exists", "key": "role"}]})


def test_operators_make_pods_too() -> None:
    text = """
kind: Prometheus
metadata: {name: p}
spec: {tolerations: [{operator: Exists}]}
---
kind: KnativeServing
metadata: {name: k}
---
kind: ScyllaCluster
metadata: {name: s}
spec: {datacenter: {racks: [{name: a, placement: {tolerations: [{operator: Exists}]}}]}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: hook, annotations: {helm.sh/hook: pre-upgrade}}
---
apiVersion: v1
kind: Pod
metadata: {name: test, annotations: {helm.sh/hook: test}}
"""
    found = {placement.title: placement.spec for placement in placements(parse(text, "n"))}
    assert set(found) == {
        "Prometheus n/p",
        "KnativeServing n/k",
        "ScyllaCluster n/s a",
        "Job n/hook",
    }
    assert fits(found["ScyllaCluster n/s a"], NODE)
    assert not fits(found["KnativeServing n/k"], NODE)
