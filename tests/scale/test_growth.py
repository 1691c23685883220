"""What a further data plane costs the library: the same, however many there are."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

import pytest

from components.config import rules
from components.config.reading import StackFile, read
from components.preflight import CHECKS

from ..engine import Engine, Registration
from ..programs import ANSWERS, OUTPUTS, SECRETS, program
from ..stacks.edits import reordered
from .counting import Lines, counted, uneven
from .generated import APART, ATTACHED, JOINS, Document, Pattern, one_stack, stack_of_one

SIZES = (3, 5, 7)
"""As many further data planes of either kind from one to the next."""
SHARED = {"union-images-access-policy": "policy"}
"""Lists who may pull: grows with the data planes of other accounts."""


def ran(config: Document) -> Engine:
    """The engine after the program ran for a stack file."""
    values = {k: v if isinstance(v, str) else json.dumps(v) for k, v in config.items()}
    engine = Engine(OUTPUTS, ANSWERS, {**values, **SECRETS}, secret_config=list(SECRETS))
    engine.run(program)
    return engine


@cache
def of_planes(planes: int) -> Engine:
    return ran(one_stack(planes).config)


@cache
def of_one(number: int) -> Engine:
    return ran(stack_of_one(number).config)


def by_urn(engine: Engine) -> Mapping[str, Registration]:
    return {it.urn: it for it in engine.registrations}


def added(number: int) -> list[Registration]:
    """What the data plane of that number adds to a stack."""
    before = by_urn(of_planes(number - 1))
    return [it for it in of_planes(number).registrations if it.urn not in before]


def reworded(value: Any, pattern: Pattern, old: int, new: int) -> str:
    """By the words of copy `new` what was said by those of copy `old`."""
    text = repr(value)
    for words in pattern.words.values():
        text = text.replace(words.format(old), words.format(new))
    return text


def reading(config: Document) -> Callable[[], Any]:
    values = {key.removeprefix("union:"): item for key, item in config.items()}
    secrets = frozenset(key.removeprefix("union:") for key in SECRETS)
    file = StackFile(
        values=values,
        encrypted=secrets,
        elsewhere=frozenset({"okta:apiToken"}),
        encrypted_elsewhere=frozenset({"okta:apiToken"}),
    )
    return lambda: read(file, CHECKS)


@pytest.mark.parametrize(("pattern", "first", "later"), [(JOINS, 2, 10), (APART, 3, 11)])
def test_a_data_plane_adds_the_same_as_the_first_of_its_kind(
    pattern: Pattern, first: int, later: int
) -> None:
    wanted = [reworded(it, pattern, first, later) for it in added(first)]

    assert sorted(map(repr, added(later))) == sorted(wanted)
    assert wanted


@pytest.mark.parametrize("number", [2, 3, 10, 11])
def test_a_data_plane_touches_nothing_of_the_others(number: int) -> None:
    before, after = by_urn(of_planes(number - 1)), by_urn(of_planes(number))

    touched = {it.name for urn, it in before.items() if after[urn] != it}

    assert touched <= SHARED.keys()


def test_resources_grow_by_a_constant_for_each_kind_of_data_plane() -> None:
    count = {planes: len(of_planes(planes).registrations) for planes in (1, 2, 3, 5, 10)}
    joins, apart = count[2] - count[1], count[3] - count[2]

    assert count[5] == count[1] + 2 * joins + 2 * apart
    assert count[10] == count[1] + 5 * joins + 4 * apart


@pytest.mark.parametrize(("pattern", "first", "later"), [(ATTACHED, 2, 200), (APART, 3, 199)])
def test_a_stack_of_one_is_the_same_as_the_first_of_its_kind(
    pattern: Pattern, first: int, later: int
) -> None:
    wanted = [reworded(it, pattern, first, later) for it in of_one(first).registrations]

    assert sorted(map(repr, of_one(later).registrations)) == sorted(wanted)


def test_the_order_of_the_stack_file_is_nothing_to_the_program() -> None:
    config = dict(one_stack(10).config)
    reordered(config)

    assert by_urn(ran(config)) == by_urn(of_planes(10))


@pytest.mark.parametrize("planes", [5, 10])
def test_each_cluster_is_looked_up_once(planes: int) -> None:
    clusters = one_stack(planes).config["union:clusters"]
    asked = Counter(args["name"] for token, args in of_planes(planes).calls if "luster" in token)

    assert asked == Counter(dict.fromkeys(clusters, 1))


def test_nothing_but_clusters_is_looked_up_for_a_data_plane() -> None:
    other = [[it for it in of_planes(n).calls if "luster" not in it[0]] for n in (5, 10)]

    assert other[0] == other[1]


def test_a_stack_of_one_asks_for_the_control_plane_once() -> None:
    tokens = Counter(token for token, _ in of_one(2).calls)

    assert tokens == {"pulumi:pulumi:readStackOutputs": 1, "aws:eks/getCluster:getCluster": 1}


@pytest.mark.parametrize("planes", [5, 10])
def test_each_rule_is_asked_once(planes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()

    def counting(rule: rules.Rule) -> rules.Rule:
        @wraps(rule)
        def counted_rule(**sections: Any) -> Any:
            asked[rule.__qualname__] += 1
            return rule(**sections)

        return counted_rule

    names = Counter(rule.__qualname__ for rule in rules.RULES)
    monkeypatch.setattr(rules, "RULES", tuple(map(counting, rules.RULES)))
    reading(one_stack(planes).config)()

    assert asked == names


def lines_of(work: Callable[[Document], Callable[[], Any]]) -> list[Lines]:
    """Lines that run for each of the sizes; what is done only once was done before."""
    works = [work(one_stack(planes).config) for planes in SIZES]
    works[0]()
    return [counted(it) for it in works]


def test_no_line_of_the_library_reads_more_for_a_data_plane_the_more_there_are() -> None:
    assert uneven(*lines_of(reading)) == []


def test_no_line_of_the_library_runs_more_for_a_data_plane_the_more_there_are() -> None:
    assert uneven(*lines_of(lambda config: lambda: ran(config))) == []
