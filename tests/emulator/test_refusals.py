"""Every refusal, with the fault planted that it is there for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from emulator.cloud import MODULES, load
from emulator.refusals import AlreadyExists, Refusal
from emulator.rules import Unused
from emulator.schema import package_of
from emulator.table import Rule, scene_of
from emulator.values import Props, plain

from . import examples as ex
from .conftest import World
from .desk import Desk, planted, trust
from .faults_aws import FAULTS as AWS_FAULTS
from .faults_kubernetes import FAULTS as KUBERNETES_FAULTS
from .faults_okta import FAULTS as OKTA_FAULTS
from .planting import Fault

FAULTS: list[Fault] = [*AWS_FAULTS, *OKTA_FAULTS, *KUBERNETES_FAULTS]


@pytest.mark.parametrize("fault", FAULTS, ids=[str(fault) for fault in FAULTS])
def test_a_planted_fault_is_refused(world: World, fault: Fault) -> None:
    token, inputs = world.examples[fault.example]
    with pytest.raises(Refusal, match=fault.said):
        world.desk.make(token, planted(inputs, fault.changes), fault.example)


TWICE = {"key", "workspace", "secret-version"}
"""What the cloud lets be the same twice."""


@pytest.mark.parametrize("name", sorted({*ex.AWS, *ex.OKTA, *ex.KUBERNETES} - TWICE))
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
    for rule in (*row.rules, *row.cloud):
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
        for rule in (*row.rules, *row.cloud)
        if rule not in hit and not _tested_apart(rule)
    ]
    assert not missed, "\n".join(missed)


def _tested_apart(rule: Rule) -> bool:
    """Rules about a change or about other things, whose tests are below."""
    return type(rule).__name__ == "Fixed" or getattr(rule, "said", "") in (
        "LimitExceeded",
        "cannot be installed twice",
        "another scope of the server is its default",
        "unable to build kubernetes objects",
    )


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
        world.desk.make("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1"})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("role", "RolePolicyAttachment acme-nodes"),
        ("policy", "RolePolicyAttachment"),
        ("role-oidc", "RolePolicy acme-backend:read"),
        ("group", "GroupAssignment"),
    ],
)
def test_what_others_refer_to_is_not_deleted(world: World, name: str, said: str) -> None:
    token, _ = world.examples[name]
    identity, made = world.made[name]
    with pytest.raises(Refusal, match=f"cannot be deleted while {said}"):
        world.desk.unmake(token, identity, made, name)


def test_every_hold_is_named_above() -> None:
    held = [row.token for package in MODULES for row in load(package).rows.values() if row.holds]
    assert held == [ex.POLICY, ex.ROLE, ex.GROUP]
    assert all(
        isinstance(rule, Unused)
        for package in MODULES
        for row in load(package).rows.values()
        for rule in row.holds
    )


def test_a_deleted_secret_keeps_its_name(own_world: World) -> None:
    token, inputs = own_world.examples["secret"]
    identity, made = own_world.made["secret"]
    own_world.desk.unmake(token, identity, made, "secret")
    with pytest.raises(AlreadyExists, match="scheduled for deletion for 7 days"):
        own_world.desk.make(token, inputs, "again")


def test_a_secret_deleted_at_once_frees_its_name(own_world: World) -> None:
    token, inputs = own_world.examples["secret"]
    identity, made = own_world.made["secret"]
    own_world.desk.unmake(token, identity, {**made, "recoveryWindowInDays": 0}, "secret")
    own_world.desk.make(token, inputs, "again")


def test_the_inline_policies_of_a_role_have_a_common_limit(own_world: World) -> None:
    long = ["arn:aws:s3:::" + "x" * 60 + str(number) for number in range(70)]
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": long}
    document = json.dumps(trust(statement))
    role = {"role": "acme-backend", "policy": document}
    own_world.desk.make(ex.ROLE_POLICY, {**role, "name": "first"}, "first")
    with pytest.raises(Refusal, match="in all inline policies of the role; 10240 go"):
        own_world.desk.make(ex.ROLE_POLICY, {**role, "name": "second"}, "second")


def test_a_role_takes_ten_attachments(own_world: World) -> None:
    def attach(number: int) -> None:
        arn = f"arn:aws:iam::aws:policy/Managed{number}"
        inputs = {"role": "acme-backend", "policyArn": arn}
        own_world.desk.make(ex.ATTACHMENT, inputs, f"managed-{number}")

    for number in range(9):
        attach(number)
    with pytest.raises(Refusal, match="10 policies are attached"):
        attach(10)


def test_the_trust_quota_may_be_raised_by_the_seed(world: World) -> None:
    subject = {"StringLike": {"x:sub": [f"system:serviceaccount:{n}:default" for n in range(80)]}}
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": subject,
    }
    inputs = {"name": "long", "assumeRolePolicy": json.dumps(trust(statement))}
    with pytest.raises(Refusal, match="this account's quota is 2048"):
        world.desk.make(ex.ROLE, inputs)


def test_one_scope_of_a_server_is_the_default(own_world: World) -> None:
    server = {"authServerId": own_world.made["server"][0], "default": True}
    own_world.desk.make(ex.SCOPE, {**server, "name": "first"}, "first")
    with pytest.raises(Refusal, match="another scope of the server is its default"):
        own_world.desk.make(ex.SCOPE, {**server, "name": "second"}, "second")


def test_what_the_provider_does_not_replace_cannot_move(own_world: World) -> None:
    other, _ = own_world.desk.make(ex.SERVER, {"name": "other", "audiences": ["x"]}, "other")
    for name in ("scope", "server-policy", "claim", "rule"):
        token, inputs = own_world.examples[name]
        identity, made = own_world.made[name]
        with pytest.raises(Refusal, match="authServerId: cannot be changed"):
            own_world.desk.change(token, identity, made, {**inputs, "authServerId": other}, name)


def test_a_chart_with_cluster_wide_objects_is_installed_once(own_world: World) -> None:
    token, inputs = own_world.examples["external-secrets"]
    with pytest.raises(Refusal, match="has installed the chart external-secrets already"):
        own_world.desk.make(token, planted(inputs, {"name": "two", "namespace": "two"}), "two")


def test_a_chart_waits_for_the_kinds_that_it_needs(desk: Desk) -> None:
    token, inputs = ex.KUBERNETES["dataplane"]
    monitored = planted(inputs, {"namespace": "default", "values.monitoring": {"enabled": True}})
    with pytest.raises(Refusal, match=r"monitoring\.coreos.com/v1: its CRDs are not installed"):
        desk.make(token, monitored)


def test_a_custom_kind_waits_for_what_installs_it(desk: Desk) -> None:
    for name in ("store", "service-monitor"):
        token, inputs = ex.KUBERNETES[name]
        with pytest.raises(Refusal, match="no matches for kind"):
            desk.make(token, planted(inputs, {"metadata.namespace": "default"}))


def test_an_old_operator_does_not_serve_the_new_api(desk: Desk) -> None:
    token, release = ex.KUBERNETES["external-secrets"]
    desk.make(token, {**release, "version": "0.15.1"})
    token, store = ex.KUBERNETES["cluster-store"]
    with pytest.raises(Refusal, match="no matches for kind ClusterSecretStore"):
        desk.make(token, store)


def test_monitoring_is_on_in_one_release_only(own_world: World) -> None:
    token, inputs = own_world.examples["dataplane"]
    identity, made = own_world.made["dataplane"]
    monitored = planted(inputs, {"values.monitoring": {"enabled": True}})
    own_world.desk.change(token, identity, made, monitored, "dataplane")
    elsewhere: Props = planted(
        monitored, {"name": "second", "namespace": "default", "skipAwait": True}
    )
    with pytest.raises(Refusal, match="monitoring is on in release union/unionai-dataplane too"):
        own_world.desk.make(token, elsewhere, "second")


@pytest.mark.parametrize(
    "leak",
    [
        lambda inputs, text: planted(inputs, {"values.db": text}),
        lambda inputs, text: planted(inputs, {"values.list": [{"password": text}]}),
    ],
)
def test_a_known_secret_is_refused_as_a_plain_value(
    own_world: World, leak: Callable[[Props, str], Props]
) -> None:
    token, inputs = own_world.examples["dataplane"]
    text = "a-secret-of-the-client"
    with pytest.raises(Refusal, match="a known secret arrives here as a plain value"):
        own_world.desk.make(token, leak({**inputs, "name": "leaky"}, text), "leaky")


def test_the_generated_client_secret_is_a_known_secret(own_world: World) -> None:
    client: Any = plain(own_world.made["app"][1])["clientSecret"]
    inputs = planted(own_world.examples["config-map"][1], {"data.leak": client})
    with pytest.raises(Refusal, match=r"data\.leak: a known secret"):
        own_world.desk.make(ex.CONFIG_MAP, inputs, "leaky")
