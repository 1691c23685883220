"""Every refusal, with the fault planted that it is there for."""

from __future__ import annotations

import pytest

from emulator.cloud import MODULES, load
from emulator.refusals import AlreadyExists, Refusal
from emulator.schema import package_of
from emulator.table import Rule, scene_of
from emulator.values import Props, plain

from . import examples as ex
from .conftest import World
from .desk import planted
from .examples_azure import AZURE
from .examples_gcp import GCP
from .examples_network import NETWORK
from .faults_aws import FAULTS as AWS_FAULTS
from .faults_azure import FAULTS as AZURE_FAULTS
from .faults_gcp import FAULTS as GCP_FAULTS
from .faults_kubernetes import FAULTS as KUBERNETES_FAULTS
from .faults_network import FAULTS as NETWORK_FAULTS
from .faults_okta import FAULTS as OKTA_FAULTS
from .planting import Fault

FAULTS: list[Fault] = [
    *AWS_FAULTS,
    *NETWORK_FAULTS,
    *OKTA_FAULTS,
    *KUBERNETES_FAULTS,
    *GCP_FAULTS,
    *AZURE_FAULTS,
]


@pytest.mark.parametrize("fault", FAULTS, ids=[str(fault) for fault in FAULTS])
def test_a_planted_fault_is_refused(world: World, fault: Fault) -> None:
    token, inputs = world.examples[fault.example]
    with pytest.raises(Refusal, match=fault.said):
        world.desk.make(token, planted(inputs, fault.changes), fault.example)


TWICE = {
    "key",
    "workspace",
    "secret-version",
    "gcp-secret-version",
    "vpc",
    "vpc-other",
    "table",
    "table-other",
}
"""What the cloud lets be the same twice."""


ONCE = {*ex.AWS, *ex.OKTA, *ex.KUBERNETES, *GCP, *AZURE, *NETWORK} - TWICE


@pytest.mark.parametrize("name", sorted(ONCE))
def test_the_same_again_is_refused(world: World, name: str) -> None:
    token, inputs = world.examples[name]
    row = load(package_of(token)).row(token)
    said = "written by another" if row.singleton else "already|exists|attached|belongs"
    with pytest.raises((AlreadyExists, Refusal), match=said):
        world.desk.make(token, inputs, "another")


def _hits(world: World, fault: Fault) -> set[Rule]:
    """The rules that refuse a planted fault."""
    token, inputs = world.examples[fault.example]
    package = package_of(token)
    row = load(package).row(token)
    props: Props = plain(planted(inputs, fault.changes))
    checked, _ = world.desk.operations(token).check(
        world.desk.ask(token, fault.example), {}, props, b""
    )
    scene = scene_of(row, world.desk.places[package], world.desk.store, checked, name="x")
    hit: set[Rule] = set()
    for rule in (*row.rules, *row.cloud, *row.ready):
        try:
            if list(rule(scene)):
                hit.add(rule)
        except (AttributeError, KeyError, TypeError):
            continue
    return hit


def test_every_rule_of_the_table_has_a_planted_fault(world: World) -> None:
    hit: set[Rule] = set()
    for fault in FAULTS:
        hit |= _hits(world, fault)
    tokens = {token for token, _ in world.examples.values()}
    rows = [load(package_of(token)).row(token) for token in sorted(tokens)]
    missed = [
        f"{row.token}: {rule}"
        for row in rows
        for rule in (*row.rules, *row.cloud, *row.ready)
        if rule not in hit and not _tested_apart(rule)
    ]
    assert not missed, "\n".join(missed)


def _tested_apart(rule: Rule) -> bool:
    """Rules about a change or about other things, whose tests are below."""
    return type(rule).__name__ == "Fixed" or getattr(rule, "said", "") in (
        "LimitExceeded",
        "InvalidParameterValue",
        "UnsupportedAvailabilityZone: two zones at least",
        "cannot be installed twice",
        "another scope of the server is its default",
        "unable to build kubernetes objects",
        "timed out waiting for the condition",
    )


def test_a_table_serves_the_subnets_of_its_own_network(world: World) -> None:
    token, inputs = world.examples["association"]
    elsewhere = {"routeTableId": world.made["table-other"][0]}
    beside = {"subnetId": world.made["subnet-beside"][0]}
    with pytest.raises(Refusal, match="belong to two networks"):
        world.desk.make(token, planted(inputs, {**beside, **elsewhere}), "another")


def test_a_cluster_stands_in_two_zones(world: World) -> None:
    token, inputs = world.examples["cluster"]
    alike = [world.made[name][0] for name in ("subnet", "subnet-same-zone")]
    with pytest.raises(Refusal, match="two zones at least"):
        world.desk.make(token, planted(inputs, {"vpcConfig.subnetIds": alike}), "another")


def test_an_unknown_type_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="does not know the type aws:sqs/queue:Queue"):
        world.desk.make("aws:sqs/queue:Queue", {})


def test_a_built_in_kind_without_a_row_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="does not know the type kubernetes:apps/v1:Deployment"):
        world.desk.make("kubernetes:apps/v1:Deployment", {})


def test_an_unknown_function_is_refused() -> None:
    for package in MODULES:
        with pytest.raises(Refusal, match="does not know the function"):
            load(package).function(f"{package}:index/getNothing:getNothing")


def test_an_unknown_package_is_refused() -> None:
    with pytest.raises(Refusal, match="does not know the package random"):
        load("random")


def test_what_only_a_seed_may_declare_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="a program does not make this"):
        world.desk.make(
            "gcp:container/cluster:Cluster", {"name": "another", "location": "us-central1"}
        )
