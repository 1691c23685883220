"""The pure parts: what events say, what a user does to a stack file, what a state holds."""

from __future__ import annotations

import json

from . import captured
from .edits import Config, Edit, joined, mapped, misspelt, removed, reordered, retired
from .events import changes, errors, refreshed


def stack_file() -> Config:
    return {
        "union:organization": "acme",
        "union:controlPlane": {"host": "union.acme.com"},
        "union:clusters": {"east": {"account": "prod"}, "west": {"account": "prod"}},
        "union:dataPlanes": {"one": {"cluster": "east"}, "two": {"cluster": "west"}},
        "union:clusterPools": {"default": ["one", "two"]},
    }


def edited(edit: Edit) -> Config:
    """The sections that an edit changed."""
    config, before = stack_file(), stack_file()
    edit(config)
    return {
        key: config.get(key)
        for key in config.keys() | before.keys()
        if config.get(key) != before.get(key)
    }


def event(what: str, operation: str, name: str, **more: object) -> dict[str, object]:
    urn = f"urn:pulumi:s::union::union:aws:Bucket$aws:s3/bucket:Bucket::{name}"
    return {what: {"metadata": {"op": operation, "urn": urn, **more}}}


def diagnosed(severity: str, message: str) -> dict[str, object]:
    return {"diagnosticEvent": {"severity": severity, "message": message}}


def test_a_retired_data_plane_is_in_no_pool() -> None:
    assert edited(retired("two")) == {
        "union:dataPlanes": {
            "one": {"cluster": "east"},
            "two": {"cluster": "west", "retired": True},
        },
        "union:clusterPools": {"default": ["one"]},
    }


def test_a_removed_data_plane_takes_its_cluster_along_if_told_so() -> None:
    section = {
        "union:dataPlanes": {"one": {"cluster": "east"}},
        "union:clusterPools": {"default": ["one"]},
    }

    assert edited(removed("two")) == section
    assert edited(removed("two", "west")) == {
        **section,
        "union:clusters": {"east": {"account": "prod"}},
    }


def test_a_joining_data_plane_is_a_twin_wherever_the_words_stand() -> None:
    assert edited(joined({"two": "three", "west": "north"})) == {
        "union:clusters": {
            "east": {"account": "prod"},
            "west": {"account": "prod"},
            "north": {"account": "prod"},
        },
        "union:dataPlanes": {
            "one": {"cluster": "east"},
            "two": {"cluster": "west"},
            "three": {"cluster": "north"},
        },
        "union:clusterPools": {"default": ["one", "two", "three"]},
    }


def test_another_order_is_the_same_configuration() -> None:
    config = stack_file()
    reordered(config)

    assert config == stack_file()
    assert list(config) == list(reversed(stack_file()))
    assert list(config["union:dataPlanes"]) == ["two", "one"]


def test_another_mapping_and_mistakes_replace_what_stood_there() -> None:
    assert edited(mapped("{{ project }}")) == {
        "union:namespaceMapping": {"template": "{{ project }}"}
    }
    assert edited(misspelt) == {
        "union:controlPlane": {"hots": "union.acme.com"},
        "union:dataPlane": {},
        "union:organization": "Not a name",
    }


def test_changes_are_named_once_and_what_stays_is_left() -> None:
    events = [
        event("resourcePreEvent", "same", "quiet"),
        event("resourcePreEvent", "update", "b", detailedDiff={"tags.x": {}, "acl": {}}),
        event("resOutputsEvent", "update", "b", detailedDiff={"tags.x": {}, "acl": {}}),
        event("resourcePreEvent", "create-replacement", "c", detailedDiff={"bucket": {}}),
        event("resourcePreEvent", "replace", "c", detailedDiff={"bucket": {}}),
        event("resourcePreEvent", "delete", "d", old={"retainOnDelete": True}),
        event("resourcePreEvent", "delete", "e", old={}),
    ]

    assert changes(events) == (
        "delete aws:s3/bucket:Bucket::e\n"
        "leave aws:s3/bucket:Bucket::d\n"
        "replace aws:s3/bucket:Bucket::c\n"
        "    bucket\n"
        "update aws:s3/bucket:Bucket::b\n"
        "    acl\n"
        "    tags.x\n"
    )


def test_a_refresh_tells_what_is_otherwise() -> None:
    events = [
        event("resOutputsEvent", "refresh", "a"),
        event("resOutputsEvent", "update", "b", detailedDiff={"tags": {}}),
    ]

    assert refreshed(events) == "update aws:s3/bucket:Bucket::b\n    tags\n"


def test_an_error_is_told_without_its_afterwords() -> None:
    events = [
        diagnosed("debug", "registering"),
        diagnosed("error", "the stack file has a mistake\n"),
        diagnosed("error", "preview failed"),
    ]

    assert errors(events) == ["the stack file has a mistake"]


def secret(value: object) -> dict[str, str]:
    signature = "4dabf18193072939515e22adb298388d"
    return {signature: "1b47061264138c4ac30d75fd1eb44270", "plaintext": json.dumps(value)}


def test_secrets_of_a_state_are_found_at_every_depth() -> None:
    state = {"a": [{"password": secret("one")}], "b": secret({"c": ["two"]}), "d": "open"}

    assert list(captured.secrets(state)) == ["one", "two"]
    assert captured.opened(state) == {"a": [{"password": "one"}], "b": {"c": ["two"]}, "d": "open"}


def test_what_a_cloud_computed_is_substituted_and_said() -> None:
    server = {
        "type": "okta:auth/server:Server",
        "id": "aus9f3",
        "inputs": dict[str, str](),
        "outputs": {"issuer": "https://acme.okta.com/oauth2/aus9f3"},
    }
    used = set[str]()

    found = captured.substituted(
        {"url": ["https://acme.okta.com/oauth2/aus9f3/v1/token"]},
        captured.substitutes([server]),
        used,
    )

    assert found == {"url": ["https://acme.okta.com/oauth2/aus1/v1/token"]}
    assert used == {"okta:auth/server:Server.issuer"}
