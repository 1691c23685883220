"""What Azure refuses because of other things, or of when it is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from emulator.cloud import load
from emulator.refusals import AlreadyExists, Refusal
from emulator.values import Props

from .conftest import World
from .desk import planted
from .examples_azure import AZURE

TOKEN, CREDENTIAL = AZURE["azure-credential"]


def _numbered(number: int) -> Props:
    return planted(
        CREDENTIAL,
        {
            "federatedIdentityCredentialResourceName": f"task-{number}",
            "subject": f"system:serviceaccount:acme-{number}:default",
        },
    )


def test_an_identity_takes_twenty_credentials(own_world: World) -> None:
    for number in range(19):
        own_world.desk.make(TOKEN, _numbered(number), f"task-{number}")

    with pytest.raises(Refusal, match="has 20 federated credentials already; 20 go"):
        own_world.desk.make(TOKEN, _numbered(20), "task-20")


def test_two_writes_at_once_on_one_identity_are_refused(own_world: World) -> None:
    desk = own_world.desk
    operations = desk.operations(TOKEN)

    def make(number: int) -> str:
        try:
            operations.create(desk.ask(TOKEN, f"task-{number}"), _numbered(number), preview=False)
        except Refusal as refusal:
            return str(refusal)
        return ""

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(make, range(4)))

    assert said[0] == ""
    assert "409 Conflict: another write on resourceName 'acme-backend'" in said[-1]
    assert make(9) == ""


@pytest.mark.parametrize("name", ["azure-vault", "azure-secret"])
def test_a_deleted_name_of_a_vault_or_secret_stays_reserved(own_world: World, name: str) -> None:
    token, inputs = own_world.examples[name]
    identity, made = own_world.made[name]
    desk = own_world.desk
    desk.operations(token).delete(desk.ask(token, name, identity), made)

    with pytest.raises(AlreadyExists, match=r"is reserved: .*deleted"):
        desk.make(token, inputs, name)


def test_keys_of_a_storage_account_are_told_once_it_is_there(own_world: World) -> None:
    desk = own_world.desk
    function = load("azure-native").function("azure-native:storage:listStorageAccountKeys")
    _, account = own_world.examples["azure-storage"]
    asked = {key: account[key] for key in ("accountName", "resourceGroupName")}
    place = desk.places["azure-native"]

    keys = function.answer(place, desk.store, asked)["keys"]
    assert [it["keyName"] for it in keys] == ["key1", "key2"]
    assert keys == function.answer(place, desk.store, asked)["keys"]
    with pytest.raises(Refusal, match="there is no storage account acmenone"):
        function.answer(place, desk.store, {**asked, "accountName": "acmenone"})
