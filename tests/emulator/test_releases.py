"""What Helm takes over, and what it does not."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from emulator.refusals import HalfMade, Refusal
from emulator.seeds import read_seed

from .conftest import World
from .desk import SEED, Desk, planted
from .examples import KUBERNETES, RELEASE
from .faults_kubernetes import control_plane

RENDERED = "flyte-admin-secrets"
OURS = {
    "labels": {"app.kubernetes.io/managed-by": "Helm"},
    "annotations": {
        "meta.helm.sh/release-name": "unionai-controlplane",
        "meta.helm.sh/release-namespace": "default",
    },
}
OTHERS = {**OURS, "annotations": {**OURS["annotations"], "meta.helm.sh/release-name": "other"}}


def install(world: World, **metadata: Any) -> None:
    """A control plane, where a Secret that its chart renders is there already."""
    for needed in ("union-controlplane-secrets", "union-registry-secret"):
        deliver(world, needed)
    deliver(world, RENDERED, **metadata)
    _, release = world.examples["dataplane"]
    wanted = planted(release, {**control_plane(), "name": "unionai-controlplane"})
    world.desk.make(RELEASE, wanted, "unionai-controlplane")


def deliver(world: World, name: str, **metadata: Any) -> None:
    token, secret = world.examples["k8s-secret"]
    said = {"name": name, "namespace": "default", **metadata}
    changes = {f"metadata.{key}": value for key, value in said.items()}
    world.desk.make(token, planted(secret, changes), name)


def test_a_secret_that_says_that_it_is_the_releases_is_taken_over(own_world: World) -> None:
    install(own_world, **OURS)


@pytest.mark.parametrize("metadata", [{}, OTHERS], ids=["nobody's", "another release's"])
def test_a_secret_that_is_not_the_releases_is_left_alone(
    own_world: World, metadata: dict[str, Any]
) -> None:
    with pytest.raises(Refusal, match="Secret flyte-admin-secrets exists and cannot be imported"):
        install(own_world, **metadata)


@pytest.mark.parametrize(
    ("stack", "values", "refused"),
    [
        ("prod-gcp", {}, True),
        ("prod-gcp", {"resourcequota": {"create": True}}, False),
        ("prod-aws", {}, False),
    ],
)
def test_critical_pods_need_a_quota_of_their_namespace_on_gke_alone(
    tmp_path: Path, stack: str, values: dict[str, Any], refused: bool
) -> None:
    desk = Desk(tmp_path, read_seed(SEED.with_name(f"{stack}.yaml")))
    token, release = KUBERNETES["dataplane"]
    server = {"server": {"priorityClassName": "system-cluster-critical"}}
    own = {"admin": {"create": True, "clientSecret": "dummy"}}
    told = {**release["values"], "secrets": own, "prometheus": server, **values}
    wanted = {**release, "namespace": "default", "values": told}
    quota = "insufficient quota to match these scopes: PriorityClass In system-cluster-critical"

    with pytest.raises(HalfMade, match=quota) if refused else nullcontext():
        desk.make(token, wanted)


KINDS = "of monitoring.coreos.com/v1 exists and cannot be imported into the current release"
KEPT = {"prometheus-operator-crds.crds.annotations": {"helm.sh/resource-policy": "keep"}}


def bring(desk: Desk, **changes: Any) -> tuple[str, dict[str, Any]]:
    """The Prometheus Operator's kinds, by a release; values by their paths."""
    token, release = KUBERNETES["monitoring-crds"]
    said = {"namespace": "default", **changes.pop("values", {}), **changes}
    return desk.make(token, planted(release, said), "crds")


def test_kinds_that_a_chart_has_in_its_folder_stay_when_it_goes_and_are_nobodys(
    desk: Desk,
) -> None:
    token, release = KUBERNETES["dataplane"]
    own = {"admin": {"create": True, "clientSecret": "dummy"}}
    plane = planted(release, {"namespace": "default", "values.secrets": own})
    identity, made = desk.make(token, plane, "plane")
    desk.unmake(token, identity, made, "plane")

    with pytest.raises(Refusal, match=r"of flyte\.lyft\.com/v1alpha1 exists"):
        bring(desk, values={"values.crds.flyte": True})
    bring(desk, values={"values.crds.flyte": True}, takeOwnership=True)
    desk.make(token, plane, "plane")


def test_kinds_that_are_told_to_stay_are_taken_back_by_their_release_alone(desk: Desk) -> None:
    values = {f"values.{path}": value for path, value in KEPT.items()}
    identity, made = bring(desk, values=values)
    desk.unmake(RELEASE, identity, made, "crds")

    with pytest.raises(Refusal, match=KINDS):
        bring(desk, values=values, name="other")
    bring(desk, values=values)


def test_kinds_that_are_not_told_to_stay_go_with_their_release(desk: Desk) -> None:
    identity, made = bring(desk)
    desk.unmake(RELEASE, identity, made, "crds")

    bring(desk, name="other")


def test_an_upgrade_that_would_bring_what_is_there_is_refused(own_world: World) -> None:
    identity, made = own_world.made["monitoring-crds"]
    _, release = own_world.examples["monitoring-crds"]

    with pytest.raises(Refusal, match=r"of flyte\.lyft\.com/v1alpha1 exists"):
        own_world.desk.change(
            RELEASE, identity, made, planted(release, {"values.crds.flyte": True}), "crds"
        )
