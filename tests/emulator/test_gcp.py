"""What Google Cloud remembers, counts and replaces."""

from __future__ import annotations

import pytest

from emulator.cloud import load
from emulator.clouds.gcp.functions import FUNCTIONS
from emulator.refusals import AlreadyExists, NotFound, Refusal
from emulator.values import Props, plain

from . import examples_gcp as ex
from .conftest import World
from .desk import Desk, planted


def test_a_deleted_custom_role_keeps_its_id(own_world: World) -> None:
    token, inputs = own_world.examples["gcp-role"]
    identity, made = own_world.made["gcp-role"]
    own_world.desk.unmake(token, identity, made, "gcp-role")
    with pytest.raises(AlreadyExists, match="free again after 37 days"):
        own_world.desk.make(token, inputs, "again")


def test_a_new_account_of_an_old_name_is_another_identity(own_world: World) -> None:
    token, inputs = own_world.examples["gcp-account"]
    identity, made = own_world.made["gcp-account"]
    own_world.desk.unmake(token, identity, made, "gcp-account")
    _, again = own_world.desk.make(token, inputs, "gcp-account")
    assert made["email"] == again["email"]
    assert made["uniqueId"] != again["uniqueId"]


def test_the_number_of_a_version_never_comes_back(own_world: World) -> None:
    token, inputs = own_world.examples["gcp-secret-version"]
    identity, made = own_world.made["gcp-secret-version"]
    second, _ = own_world.desk.make(token, inputs, "second")
    own_world.desk.unmake(token, second, made, "second")
    third, _ = own_world.desk.make(token, inputs, "third")
    assert [one.rpartition("/")[2] for one in (identity, second, third)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("example", "changes"),
    [
        ("gcp-bucket", {"location": "EU"}),
        ("gcp-bucket-member", {"member": "group:ml@acme.com"}),
        ("gcp-account", {"accountId": "acme-worker"}),
        ("gcp-secret", {"replication": {"userManaged": {"replicas": [{"location": "us-east1"}]}}}),
        ("gcp-secret-version", {"secretData": "another"}),
        ("gcp-repository", {"location": "us-east1"}),
        ("gcp-pool", {"nodeConfig.spot": True}),
        ("gcp-pool", {"initialNodeCount": 1}),
    ],
)
def test_what_cannot_change_is_replaced(world: World, example: str, changes: Props) -> None:
    token, inputs = world.examples[example]
    identity, _ = world.made[example]
    assert world.desk.difference(token, identity, inputs, planted(inputs, changes)).replacing


@pytest.mark.parametrize(
    ("example", "changes"),
    [
        ("gcp-bucket", {"cors": []}),
        ("gcp-bucket", {"lifecycleRules": []}),
        ("gcp-pool", {"nodeConfig.labels": {"union.ai/node-role": "services"}}),
        ("gcp-pool", {"autoscaling.totalMaxNodeCount": 60}),
        ("gcp-account", {"displayName": "another"}),
    ],
)
def test_what_can_change_does_so_in_place(world: World, example: str, changes: Props) -> None:
    token, inputs = world.examples[example]
    identity, _ = world.made[example]
    found = world.desk.difference(token, identity, inputs, planted(inputs, changes))
    assert found.changes
    assert not found.replacing


def test_a_member_without_a_condition_is_another_grant(own_world: World) -> None:
    token, inputs = own_world.examples["gcp-bucket-member"]
    identity, _ = own_world.desk.make(token, planted(inputs, {"condition": None}), "whole")
    assert identity == f"acme-gcp-raw/roles/storage.objectUser/{ex.MEMBER}"


def test_a_cluster_is_found_in_its_place_only(desk: Desk) -> None:

    (function,) = FUNCTIONS.values()
    place = desk.places["gcp"]
    there = function.answer(place, desk.store, {"name": "union-prod", "location": "us-central1"})
    assert plain(there)["workloadIdentityConfigs"] == [
        {"workloadPool": "acme-union-prod.svc.id.goog"}
    ]
    with pytest.raises(NotFound, match="there is no cluster 'union-prod' in us-central1-a"):
        function.answer(place, desk.store, {"name": "union-prod", "location": "us-central1-a"})


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"region": "us-central1"}, "must be the id of a project"),
        ({"project": "Acme", "region": "us-central1"}, "must be the id of a project"),
        ({"project": "acme-union-prod"}, "must name a region"),
        (
            {"project": "acme-union", "region": "us-central1", "impersonateServiceAccount": "me"},
            "must be the e-mail of one",
        ),
    ],
)
def test_a_provider_says_where_it_works(desk: Desk, config: Props, said: str) -> None:

    with pytest.raises(Refusal, match=said):
        load("gcp").place(config, desk.seed)
