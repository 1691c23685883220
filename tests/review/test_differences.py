"""What differs between two sets of inputs."""

from __future__ import annotations

import json

from review.differences import differences
from review.model import ABSENT, Difference
from review.paths import parsed, written


def test_equal_inputs_do_not_differ() -> None:
    assert list(differences({"a": [1, {"b": "c"}]}, {"a": [1, {"b": "c"}]})) == []


def test_a_leaf_is_told_by_its_path() -> None:
    found = list(differences({"a": {"b": 1}, "c": 2}, {"a": {"b": 3}, "c": 2}))

    assert found == [Difference(path=("a", "b"), old=1, new=3)]


def test_a_part_that_comes_or_goes_is_told_whole() -> None:
    found = list(differences({"a": {"b": 1}}, {"c": {"d": 2}}))

    assert found == [
        Difference(path=("a",), old={"b": 1}, new=ABSENT),
        Difference(path=("c",), old=ABSENT, new={"d": 2}),
    ]


def test_an_entry_put_into_a_list_does_not_change_the_rest() -> None:
    found = list(differences({"a": ["x", "z"]}, {"a": ["x", "y", "z"]}))

    assert found == [Difference(path=("a", 1), old=ABSENT, new="y")]


def test_entries_with_names_are_compared_by_name() -> None:
    old = [{"name": "a", "value": 1}, {"name": "b", "value": 2}]
    new = [{"name": "b", "value": 3}]

    assert list(differences(old, new)) == [
        Difference(path=(0,), old={"name": "a", "value": 1}, new=ABSENT),
        Difference(path=(0, "value"), old=2, new=3),
    ]


def test_named_entries_in_another_order_differ() -> None:
    old = [{"name": "a"}, {"name": "b"}]

    assert list(differences(old, old[::-1])) == [
        Difference(path=(), old=["a", "b"], new=["b", "a"])
    ]


def test_json_in_a_text_is_opened() -> None:
    old, new = ({"Statement": [{"Action": it}]} for it in ("s3:GetObject", "s3:*"))

    assert list(differences({"policy": json.dumps(old)}, {"policy": json.dumps(new)})) == [
        Difference(path=("policy", "Statement", 0, "Action"), old="s3:GetObject", new="s3:*")
    ]


def test_json_that_is_only_written_otherwise_is_told_as_a_text() -> None:
    assert list(differences('{"a": 1}', '{"a":1}')) == [
        Difference(path=(), old='{"a": 1}', new='{"a":1}')
    ]


def test_true_is_not_one() -> None:
    assert list(differences({"a": True}, {"a": 1})) == [Difference(path=("a",), old=True, new=1)]


def test_a_path_is_read_as_it_is_written() -> None:
    path = ("rules", 0, "filter", "a.b/c", "d-e")

    assert (written(path), parsed(written(path))) == ('rules[0].filter["a.b/c"].d-e', path)
