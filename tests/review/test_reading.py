"""The engine's own output, as the model has it."""

from __future__ import annotations

import subprocess
from typing import Any

from review.model import SECRET, UNKNOWN, Change, Difference, Op, Preview, Refusal, Resource
from review.previews import answer
from review.reading import read
from review.redaction import Redaction

from .things import BUCKET, STACK, urn

SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def state(name: str, inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"urn": urn(BUCKET, name), "type": BUCKET, "custom": True, "inputs": inputs, **more}


def step(op: str, old: dict[str, Any] | None, new: dict[str, Any] | None, **more: Any) -> Any:
    sides = {"oldState": old, "newState": new}
    return {"op": op, "urn": "", **{k: v for k, v in sides.items() if v}, **more}


def test_a_replacement_names_the_properties_that_force_it() -> None:
    old = state("a", {"bucket": "old", "tags": {"x": "1"}}, protect=True, retainOnDelete=True)
    new = state("a", {"bucket": "new", "tags": {"x": "2"}})
    document = {"steps": [step("replace", old, new, replaceReasons=["bucket"])]}

    assert read(STACK, document, Redaction()) == Preview(
        stack=STACK,
        changes=(
            Change(
                op=Op.REPLACE,
                before=Resource(
                    urn=urn(BUCKET, "a"),
                    type=BUCKET,
                    inputs={"bucket": "old", "tags": {"x": "1"}},
                    protected=True,
                    retained=True,
                ),
                after=Resource(
                    urn=urn(BUCKET, "a"),
                    type=BUCKET,
                    inputs={"bucket": "new", "tags": {"x": "2"}},
                ),
                differences=(
                    Difference(path=("bucket",), old="old", new="new", replaces=True),
                    Difference(path=("tags", "x"), old="1", new="2"),
                ),
            ),
        ),
    )


def test_what_only_the_cloud_knows_has_one_word() -> None:
    old, new = state("a", {"arn": "arn:x"}), state("a", {"arn": SENTINEL})

    (change,) = read(STACK, {"steps": [step("update", old, new)]}, Redaction()).changes

    assert change.differences == (Difference(path=("arn",), old="arn:x", new=UNKNOWN),)


def test_a_resource_that_stays_has_no_differences() -> None:
    old = state("a", {"x": SECRET})

    (change,) = read(STACK, {"steps": [step("same", old, old)]}, Redaction()).changes

    assert (change.op, change.differences) == (Op.SAME, ())


def test_values_and_mere_order_are_told_apart() -> None:
    new = state("a", {}, propertyDependencies={"x": ["u1"], "y": []}, dependencies=["u1", "u2"])

    (change,) = read(STACK, {"steps": [step("create", None, new)]}, Redaction()).changes

    assert change.resource.flows == {"x": ("u1",), "": ("u2",)}


def test_the_steps_of_a_replacement_are_told_once() -> None:
    one, two = state("a", {"b": 1}), state("a", {"b": 2})
    parts = ("create-replacement", "replace", "delete-replaced")

    found = read(STACK, {"steps": [step(op, one, two) for op in parts]}, Redaction())

    assert [it.op for it in found.changes] == [Op.REPLACE]


def test_an_entry_put_first_is_told_alone_although_the_engine_counts_by_index() -> None:
    old, new = state("a", {"list": ["x", "y"]}), state("a", {"list": ["w", "x", "y"]})
    paths = {f"list[{index}]": {"kind": "update"} for index in range(3)}

    (change,) = read(
        STACK, {"steps": [step("update", old, new, detailedDiff=paths)]}, Redaction()
    ).changes

    assert change.differences == (Difference(path=("list", 0), new="w"),)


def test_a_secret_that_changed_beside_something_else_is_told_too() -> None:
    old, new = (state("a", {"data": {"a": it, "b": SECRET}}) for it in ("x", "y"))
    paths = {f"data.{name}": {"kind": "update"} for name in "ab"}

    (change,) = read(
        STACK, {"steps": [step("update", old, new, detailedDiff=paths)]}, Redaction()
    ).changes

    assert change.differences == (
        Difference(path=("data", "a"), old="x", new="y"),
        Difference(path=("data", "b"), old=SECRET, new=SECRET),
    )


def test_a_refusal_says_why_and_of_what() -> None:
    where = urn(BUCKET, "metadata")
    told = [
        {"severity": "error", "urn": where, "message": f'error: unable to delete "{where}"\n'},
        {"severity": "warning", "message": "warning: old"},
        {"severity": "error", "message": "error: preview failed\n"},
    ]

    assert read(STACK, {"diagnostics": told}, Redaction()).refusals == (
        Refusal(reason='unable to delete "metadata"', resource="metadata"),
    )


def test_a_refusal_does_not_tell_how_to_do_it_all_the_same() -> None:
    message = (
        'error: unable to replace resource "raw"\nas it is currently marked for protection. To '
        "unprotect the resource, remove the `protect` flag from the resource in your Pulumi program"
        " and run `pulumi up`"
    )

    assert read(
        STACK, {"diagnostics": [{"severity": "error", "message": message}]}, Redaction()
    ).refusals == (
        Refusal(
            reason='unable to replace resource "raw"\nas it is currently marked for protection'
        ),
    )


def test_an_engine_that_only_says_that_it_failed_is_a_refusal_too() -> None:
    told = [{"severity": "error", "message": "error: preview failed\n"}]

    assert read(STACK, {"diagnostics": told}, Redaction()).refusals == (
        Refusal(reason="preview failed"),
    )


def test_an_engine_that_prints_no_plan_is_a_refusal() -> None:
    told = subprocess.CompletedProcess([], 255, stdout="", stderr="error: no stack named 'x'\n")

    assert answer(STACK, told, Redaction()) == Preview(
        stack=STACK, refusals=(Refusal(reason="no stack named 'x'"),)
    )


def test_an_engine_that_dies_without_a_word_is_a_refusal() -> None:
    told = subprocess.CompletedProcess([], 137, stdout="", stderr="")

    assert answer(STACK, told, Redaction()).refusals == (
        Refusal(reason="the engine ended with 137 and said nothing"),
    )


def test_a_plan_whose_engine_failed_is_never_taken_for_an_empty_one() -> None:
    told = subprocess.CompletedProcess(
        [], 1, stdout='{"steps": []}', stderr="error: lost the state"
    )

    assert answer(STACK, told, Redaction()).refusals == (Refusal(reason="lost the state"),)
