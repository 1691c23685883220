"""The state folder: what is changed there by hand is seen, and no secret is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from emulator.refusals import NotFound
from emulator.values import Secret, plain

from .conftest import World


def _file(world: World, name: str) -> Path:
    """The state file of a thing."""
    token, _ = world.examples[name]
    kind = token.partition(":")[2].replace("/", ".").replace(":", ".")
    found = [
        path
        for path in world.desk.folder.glob(f"state/**/{kind}/*.json")
        if json.loads(path.read_text())["name"] == name
    ]
    assert len(found) == 1
    return found[0]


def test_drift_made_by_hand_is_read(own_world: World) -> None:
    token, inputs = own_world.examples["versioning"]
    identity, made = own_world.made["versioning"]
    path = _file(own_world, "versioning")
    path.write_text(path.read_text().replace("Enabled", "Suspended"))
    operations = own_world.desk.operations(token)
    ask = own_world.desk.ask(token, "versioning", identity)
    _, live, live_inputs = operations.read(ask, made, inputs)
    assert live["versioningConfiguration"] == {"status": "Suspended"}
    assert live_inputs["versioningConfiguration"] == {"status": "Suspended"}
    found = operations.diff(ask, live, live_inputs, inputs)
    assert [change.path for change in found.changes] == ["versioningConfiguration.status"]


def test_a_property_added_by_hand_is_drift(own_world: World) -> None:
    token, inputs = own_world.examples["role"]
    identity, made = own_world.made["role"]
    path = _file(own_world, "role")
    content = json.loads(path.read_text())
    content["properties"]["description"] = "by hand"
    path.write_text(json.dumps(content))
    operations, ask = own_world.desk.operations(token), own_world.desk.ask(token, "role", identity)
    checked, _ = operations.check(ask, {}, dict(inputs), b"")
    _, live, live_inputs = operations.read(ask, made, checked)
    found = operations.diff(ask, live, live_inputs, checked)
    assert [(change.path, change.kind) for change in found.changes] == [("description", "delete")]


def test_what_was_deleted_by_hand_is_gone(own_world: World) -> None:
    token, inputs = own_world.examples["versioning"]
    identity, made = own_world.made["versioning"]
    _file(own_world, "versioning").unlink()
    operations = own_world.desk.operations(token)
    ask = own_world.desk.ask(token, "versioning", identity)
    assert operations.read(ask, made, inputs) == ("", {}, {})
    operations.delete(ask, made)
    with pytest.raises(NotFound, match="acme-data is not there any more"):
        operations.update(ask, made, inputs, preview=False)


def test_no_secret_is_in_the_state_folder(world: World) -> None:
    text = "".join(path.read_text() for path in world.desk.folder.rglob("*.json"))
    assert "a-secret-of-the-client" not in text
    assert "hunter2-hunter2" not in text
    assert "emulated-client-secret" not in text
    assert text.count("secret, digest ") >= 3


def test_a_secret_reads_back_as_the_one_that_the_engine_knows(world: World) -> None:
    token, inputs = world.examples["secret-version"]
    identity, made = world.made["secret-version"]
    operations = world.desk.operations(token)
    _, live, _ = operations.read(world.desk.ask(token, "x", identity), made, inputs)
    assert isinstance(live["secretString"], Secret)
    assert plain(live["secretString"]) == "a-secret-of-the-client"


def test_a_secret_changed_by_hand_is_drift_and_stays_a_secret(own_world: World) -> None:
    token, inputs = own_world.examples["k8s-secret"]
    identity, made = own_world.made["k8s-secret"]
    path = _file(own_world, "k8s-secret")
    content = json.loads(path.read_text())
    content["properties"]["stringData"] = {".dockerconfigjson": "secret, digest 0"}
    path.write_text(json.dumps(content))
    operations = own_world.desk.operations(token)
    ask = own_world.desk.ask(token, "k8s-secret", identity)
    _, live, live_inputs = operations.read(ask, made, inputs)
    assert plain(live["stringData"]) == {".dockerconfigjson": "secret, digest 0"}
    assert isinstance(live["stringData"][".dockerconfigjson"], Secret)
    assert operations.diff(ask, live, live_inputs, inputs).changes
