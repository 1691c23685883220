"""Refusals that hang on more than one thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from emulator.cloud import MODULES, load
from emulator.refusals import AlreadyExists, HalfMade, Refusal
from emulator.rules import Unused
from emulator.values import Props, plain

from . import examples as ex
from .conftest import World
from .desk import Desk, planted, trust
from .examples_network import CLUSTER, SUBNET, TABLE, VPC
from .faults_kubernetes import control_plane


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("role", "RolePolicyAttachment acme-nodes"),
        ("policy", "RolePolicyAttachment"),
        ("role-oidc", "RolePolicy acme-backend:read"),
        ("group", "GroupAssignment"),
        ("vpc", "Subnet subnet-"),
        ("subnet", "Cluster platform"),
        ("table", "RouteTableAssociation rtbassoc-"),
    ],
)
def test_what_others_refer_to_is_not_deleted(world: World, name: str, said: str) -> None:
    token, _ = world.examples[name]
    identity, made = world.made[name]
    with pytest.raises(Refusal, match=f"cannot be deleted while {said}"):
        world.desk.unmake(token, identity, made, name)


def test_every_hold_is_named_above() -> None:
    held = [row.token for package in MODULES for row in load(package).rows.values() if row.holds]
    assert held == [ex.POLICY, ex.ROLE, TABLE, SUBNET, VPC, CLUSTER, ex.GROUP]
    assert all(
        isinstance(rule, Unused)
        for package in MODULES
        for row in load(package).rows.values()
        for rule in row.holds
    )


def test_a_cluster_with_node_groups_is_not_deleted(own_world: World) -> None:
    token, inputs = own_world.examples["node-group"]
    subnets = [own_world.made[name][0] for name in ("subnet", "subnet-beside")]
    mine = {"clusterName": "platform", "subnetIds": subnets}
    own_world.desk.make(token, planted(inputs, mine), "another")
    cluster, _ = own_world.examples["cluster"]
    identity, made = own_world.made["cluster"]
    with pytest.raises(Refusal, match="cannot be deleted while NodeGroup platform:workers"):
        own_world.desk.unmake(cluster, identity, made, "cluster")


def test_a_cluster_takes_along_what_is_in_it(own_world: World) -> None:
    endpoint = own_world.made["cluster"][1]["endpoint"]
    seed = own_world.desk.seed.joined(own_world.desk.store)
    server = {"name": "it", "cluster": {"server": endpoint}}
    kubeconfig = {
        "current-context": "it",
        "contexts": [{"name": "it", "context": {"cluster": "it"}}],
        "clusters": [server],
    }
    there = load("kubernetes").place({"kubeconfig": json.dumps(kubeconfig)}, seed)
    assert there.realm == "kubernetes/platform"
    own_world.desk.make(ex.NAMESPACE, {"metadata": {"name": "union"}}, "inside", place=there)
    cluster, _ = own_world.examples["cluster"]
    identity, made = own_world.made["cluster"]
    own_world.desk.unmake(cluster, identity, made, "cluster")
    assert list(own_world.desk.store.everything("kubernetes/platform")) == []


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


def test_a_release_whose_pods_lack_a_secret_is_there_and_not_ready(own_world: World) -> None:
    token, inputs = own_world.examples["dataplane"]
    wanted = planted(inputs, control_plane())
    with pytest.raises(
        HalfMade, match="pods wait for the Secret union-controlplane-secrets"
    ) as half:
        own_world.desk.make(token, wanted, "control-plane")
    assert "pods wait for the Secret union-registry-secret" in str(half.value)
    assert half.value.identity == "default/other"
    assert half.value.properties["status"]["status"] == "failed"
    for name in ("union-controlplane-secrets", "union-registry-secret"):
        secret = own_world.examples["k8s-secret"][1]
        metadata = {"metadata.name": name, "metadata.namespace": "default"}
        own_world.desk.make(ex.SECRET, planted(secret, metadata), name)
    olds = half.value.properties
    _, made = own_world.desk.change(token, "default/other", olds, wanted, "control-plane")
    assert made["status"]["status"] == "deployed"


def test_an_atomic_release_that_does_not_get_ready_is_taken_back(own_world: World) -> None:
    token, inputs = own_world.examples["dataplane"]
    wanted = planted(inputs, {**control_plane(), "atomic": True})
    with pytest.raises(Refusal, match="taken back"):
        own_world.desk.make(token, wanted, "control-plane")
    assert own_world.desk.store.get(token, "kubernetes/union-prod", "default/other") is None


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
