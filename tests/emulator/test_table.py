"""The table fits the SDKs, and every type in it can be made, read, changed and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from urllib.parse import unquote

import pytest

from emulator import schema
from emulator.cloud import MODULES, load
from emulator.table import Function, Row, Scene, scene_of
from emulator.values import UNKNOWN, Props, first, plain

from .conftest import World
from .examples import AWS, KUBERNETES, OKTA
from .examples_azure import AZURE
from .examples_gcp import GCP
from .examples_network import NETWORK

ROWS = [row for package in MODULES for row in load(package).rows.values()]
FUNCTIONS = [one for package in MODULES for one in load(package).functions.values()]


def _tokens(rows: list[Row]) -> list[str]:
    return [row.token for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=_tokens(ROWS))
def test_a_row_names_only_properties_of_the_sdk(row: Row) -> None:
    of_sdk = schema.resource(row.token)
    inputs, outputs = set(of_sdk.inputs.fields), of_sdk.outputs
    tops = {path.partition(".")[0] for path in row.replaces | row.defaults.keys()}
    assert tops <= inputs
    assert {path.partition(".")[0] for path in row.secret} <= inputs | outputs
    assert {path.partition(".")[0] for path in row.computed} <= outputs
    assert row.early | row.moving <= row.computed.keys()
    assert not row.named or row.named.partition(".")[0] in inputs


@pytest.mark.parametrize("row", ROWS, ids=_tokens(ROWS))
def test_every_output_that_is_no_input_is_modelled(row: Row) -> None:
    of_sdk = schema.resource(row.token)
    pure = of_sdk.always - set(of_sdk.inputs.fields)
    assert pure <= {path.partition(".")[0] for path in row.computed}


@pytest.mark.parametrize(
    "row", [*ROWS, *FUNCTIONS], ids=_tokens(ROWS) + [f.token for f in FUNCTIONS]
)
def test_every_row_has_a_source_in_words(row: Row | Function) -> None:
    assert row.source
    assert "://" not in row.source


def test_every_row_has_an_example(world: World) -> None:
    shown = {token for token, _ in world.examples.values()}
    needed = {row.token for row in ROWS if not row.existing_only}
    assert needed <= shown


def test_no_token_is_known_without_the_sdk_having_it() -> None:
    for row in ROWS:
        schema.resource(row.token)
    for one in FUNCTIONS:
        schema.function(one.token)


EXAMPLES = [
    *AWS,
    *OKTA,
    *KUBERNETES,
    *GCP,
    *AZURE,
    *NETWORK,
    "alias",
    "asg-tag",
    "assignment",
    "rule",
    "scope",
    "claim",
]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_thing_reads_back_as_it_was_made(world: World, name: str) -> None:
    token, inputs = world.examples[name]
    identity, made = world.made[name]
    operations, ask = world.desk.operations(token), world.desk.ask(token, name, identity)
    checked, _ = operations.check(ask, {}, deepcopy(inputs), b"")
    found, live, live_inputs = operations.read(ask, made, checked)
    assert found == identity
    assert plain(live) == plain(made)
    assert plain(live_inputs) == plain(checked)
    difference = operations.diff(ask, made, checked, checked)
    assert difference.changes == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_preview_knows_the_inputs_and_not_what_the_cloud_adds(world: World, name: str) -> None:
    token, inputs = world.examples[name]
    foreseen = world.desk.foresee(token, inputs, name)
    for key, value in plain(inputs).items():
        if not isinstance(value, dict):
            assert plain(foreseen[key]) == value
    row = load(schema.package_of(token)).row(token)
    for path in row.computed.keys() - row.early:
        if first(plain(inputs), path) is None:
            assert first(plain(foreseen), path) is UNKNOWN


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_rule_stumbles_over_what_is_unknown(world: World, name: str) -> None:
    token, inputs = world.examples[name]
    row = load(schema.package_of(token)).row(token)
    place = world.desk.places[schema.package_of(token)]
    for props in _with_unknowns(plain(inputs)):
        scene: Scene = scene_of(row, place, world.desk.store, props, name=name)
        for rule in row.rules:
            assert not list(rule(scene)), props


def _with_unknowns(inputs: Props) -> Iterator[Props]:
    """The inputs with one value after the other unknown, at every depth."""
    for key, value in inputs.items():
        if key in ("apiVersion", "kind", "type", "chart", "version", "tokenEndpointAuthMethod"):
            continue
        yield {**inputs, key: UNKNOWN}
        if isinstance(value, dict):
            for inner in _with_unknowns(value):
                yield {**inputs, key: inner}
        if isinstance(value, list) and value:
            yield {**inputs, key: [UNKNOWN, *value[1:]]}
            if isinstance(value[0], dict):
                for inner in _with_unknowns(value[0]):
                    yield {**inputs, key: [inner, *value[1:]]}


def test_everything_can_be_deleted_in_the_opposite_order(own_world: World) -> None:
    for name in reversed(own_world.made):
        token, _ = own_world.examples[name]
        identity, made = own_world.made[name]
        own_world.desk.unmake(token, identity, made, name)
    left = own_world.desk.folder.glob("state/*/**/*.json")
    assert sorted(unquote(path.stem) for path in left) == [
        "*.flyte.lyft.com",
        "*.operator.knative.dev",
        "*.serving.knative.dev",
    ], "kinds of a chart's folder, which Helm never deletes"
