"""Diff, replacement and what becomes of a thing, without the engine."""

from __future__ import annotations

import pytest

from emulator.cloud import load
from emulator.refusals import Refusal
from emulator.values import UNKNOWN, Props, Secret, plain

from . import examples as ex
from .conftest import World
from .desk import Desk, planted


@pytest.mark.parametrize(
    ("name", "changes", "replacing"),
    [
        ("bucket", {"bucket": "acme-other"}, {"bucket"}),
        ("bucket", {"tags": {"owner": "someone"}}, set()),
        ("role", {"path": "/union/"}, {"path"}),
        ("role", {"description": "x"}, set()),
        ("node-group", {"instanceTypes": ["m6i.xlarge"]}, {"instanceTypes[0]"}),
        ("node-group", {"scalingConfig.maxSize": 9}, set()),
        ("node-group", {"launchTemplate.version": "2"}, set()),
        ("node-group", {"launchTemplate.name": "x"}, {"launchTemplate.name"}),
        ("secret-version", {"secretString": Secret("another")}, {"secretString"}),
        ("workspace", {"alias": "x"}, set()),
        ("app", {"type": "native"}, {"type"}),
        ("app", {"label": "x"}, set()),
        ("namespace", {"metadata.name": "x"}, {"metadata.name"}),
        ("config-map", {"data.a": "c"}, {"data.a"}),
        ("config-map", {"metadata.labels": {"a": "b"}}, set()),
        ("role-binding", {"roleRef.name": "x"}, {"roleRef.name"}),
        ("dataplane", {"version": "2026.8.4"}, set()),
        ("dataplane", {"namespace": "x"}, {"namespace"}),
    ],
)
def test_a_change_replaces_where_the_table_says_so(
    world: World, name: str, changes: Props, replacing: set[str]
) -> None:
    token, inputs = world.examples[name]
    identity, _ = world.made[name]
    found = world.desk.difference(token, identity, inputs, planted(inputs, changes))
    assert found.changes
    assert found.replacing == replacing


def test_an_unknown_value_counts_as_a_change(world: World) -> None:
    token, inputs = world.examples["role"]
    found = world.desk.difference(token, "acme-nodes", inputs, {**inputs, "path": UNKNOWN})
    assert found.replacing == {"path"}


def test_a_named_thing_is_deleted_before_it_is_replaced(world: World) -> None:
    token, inputs = world.examples["config-map"]
    same_name = world.desk.difference(
        token, "union/settings", inputs, planted(inputs, {"data.a": "c"})
    )
    assert same_name.delete_first
    token, inputs = world.examples["bucket"]
    other_name = world.desk.difference(
        token, "acme-data", inputs, planted(inputs, {"bucket": "acme-other"})
    )
    assert not other_name.delete_first


def test_what_the_cloud_names_is_replaced_by_another_before_it_is_deleted(own_world: World) -> None:
    desk = own_world.desk
    token, inputs = own_world.examples["secret-version"]
    old, made = own_world.made["secret-version"]
    news = planted(inputs, {"secretString": Secret("another-secret")})
    operations = desk.operations(token)
    found = operations.diff(desk.ask(token, "secret-version", old), made, inputs, news)
    assert found.replacing == {"secretString"}
    assert not found.delete_first
    new, changed = desk.make(token, news, "secret-version")
    assert new != old
    assert changed["versionId"] != made["versionId"]
    desk.unmake(token, old, made, "secret-version")
    assert operations.read(desk.ask(token, "secret-version", new), changed, news)[0] == new


def test_a_thing_with_a_made_up_id_is_made_before_the_old_one_goes(own_world: World) -> None:
    desk = own_world.desk
    token, inputs = own_world.examples["secret-version"]
    identity, made = own_world.made["secret-version"]
    news = {**inputs, "secretString": Secret("another-secret")}
    assert not desk.difference(token, identity, inputs, news).delete_first
    successor, _ = desk.make(token, news, "secret-version")
    assert successor != identity
    desk.unmake(token, identity, made, "secret-version")
    third, _ = desk.make(token, inputs, "secret-version")
    assert third not in (identity, successor)


def test_a_provider_switch_lets_a_config_map_change_in_place(desk: Desk) -> None:
    config = {"clusterIdentifier": "union-prod", "enableConfigMapMutable": True}
    desk.places["kubernetes"] = load("kubernetes").place(config, desk.seed)
    token, inputs = ex.KUBERNETES["config-map"]
    found = desk.difference(token, "union/settings", inputs, planted(inputs, {"data.a": "c"}))
    assert found.changes
    assert not found.replacing


def test_omitting_the_client_secret_replaces_only_on_the_way_back(world: World) -> None:
    token, inputs = world.examples["app"]
    identity, _ = world.made["app"]
    hidden = {**inputs, "omitSecret": True}
    assert not world.desk.difference(token, identity, inputs, hidden).replacing
    assert world.desk.difference(token, identity, hidden, inputs).replacing == {"omitSecret"}


def test_a_name_left_out_is_made_up_and_kept(desk: Desk) -> None:
    operations, ask = desk.operations(ex.BUCKET), desk.ask(ex.BUCKET, "logs")
    first, _ = operations.check(ask, {}, {}, b"seed")
    assert first["bucket"].startswith("logs-")
    second, _ = operations.check(ask, first, {}, b"other seed")
    assert second["bucket"] == first["bucket"]


def test_a_launch_template_gets_a_new_version_with_every_change(own_world: World) -> None:
    token, inputs = own_world.examples["template"]
    identity, made = own_world.made["template"]
    assert made["latestVersion"] == 1
    news = planted(inputs, {"description": "x"})
    preview = own_world.desk.operations(token).update(
        own_world.desk.ask(token, "template", identity), made, news, preview=True
    )
    assert preview["latestVersion"] is UNKNOWN
    assert preview["arn"] == made["arn"]
    _, changed = own_world.desk.change(token, identity, made, news, "template")
    assert changed["latestVersion"] == 2
    assert changed["defaultVersion"] == 1


def test_default_tags_are_below_the_tags_of_a_thing(desk: Desk) -> None:
    config = {
        "region": "us-east-2",
        "allowedAccountIds": ["123456789012"],
        "defaultTags": {"tags": {"owner": "all", "team": "ml"}},
    }
    desk.places["aws"] = load("aws").place(config, desk.seed)
    _, made = desk.make(ex.BUCKET, {"bucket": "acme-tagged", "tags": {"owner": "me"}})
    assert made["tagsAll"] == {"owner": "me", "team": "ml"}


def test_a_resource_may_name_its_own_region(desk: Desk) -> None:
    _, made = desk.make(ex.REPOSITORY, {"name": "images", "region": "eu-west-1"})
    assert made["arn"] == "arn:aws:ecr:eu-west-1:123456789012:repository/images"
    assert (desk.folder / "state/aws/123456789012/eu-west-1").is_dir()


def test_a_bucket_name_is_taken_in_every_account(world: World) -> None:
    config = {"region": "us-east-2", "allowedAccountIds": ["210987654321"]}
    place = load("aws").place(config, world.desk.seed)
    with pytest.raises(Refusal, match="bucket 'acme-data' already exists"):
        world.desk.make(ex.BUCKET, {"bucket": "acme-data"}, "theirs", place)


def test_a_new_thing_of_an_old_name_gets_new_ids(own_world: World) -> None:
    desk, token = own_world.desk, ex.KEY
    _, inputs = own_world.examples["key"]
    identity, made = own_world.made["key"]
    desk.unmake(token, identity, made, "key")
    again, _ = desk.make(token, inputs, "key")
    assert again != identity


def test_deleting_a_namespace_deletes_what_is_in_it(own_world: World) -> None:
    desk = own_world.desk
    identity, made = own_world.made["namespace"]
    desk.unmake(ex.NAMESPACE, identity, made, "namespace")
    left = [record.id for record in desk.store.find(ex.SECRET, "kubernetes/union-prod")]
    assert left == []


def test_a_namespace_that_a_patch_made_outlives_the_patch(own_world: World) -> None:
    desk = own_world.desk
    identity, made = own_world.made["namespace-patch"]
    desk.unmake(ex.NAMESPACE_PATCH, identity, made, "namespace-patch")
    account = planted(own_world.examples["service-account"][1], {"metadata.namespace": "union-cp"})
    desk.make(ex.SERVICE_ACCOUNT, account, "late")


def test_deleting_an_authorization_server_deletes_what_hangs_on_it(own_world: World) -> None:
    desk = own_world.desk
    identity, made = own_world.made["server"]
    desk.unmake(ex.SERVER, identity, made, "server")
    for token in (ex.SCOPE, ex.SERVER_POLICY, ex.RULE, ex.CLAIM):
        assert list(desk.store.find(token, "okta")) == []


def test_an_output_that_is_always_secret_is_marked(world: World) -> None:
    assert isinstance(world.made["app"][1]["clientSecret"], Secret)


def test_a_public_client_has_no_secret(desk: Desk) -> None:
    _, made = desk.make(
        ex.APP,
        {
            "label": "cli",
            "type": "native",
            "grantTypes": ["authorization_code"],
            "redirectUris": ["http://localhost:53593/callback"],
            "tokenEndpointAuthMethod": "none",
        },
    )
    assert plain(made["clientSecret"]) == ""
    assert made["pkceRequired"] is True


def test_the_api_server_encodes_string_data(world: World) -> None:
    _, made = world.made["k8s-secret"]
    data = plain(made["data"])[".dockerconfigjson"]
    assert data.startswith("eyJhdXRocyI6")
