"""What no YAML file can say, and where a parser or a program says it all the same."""

import pulumi
import pytest

from components.config.problems import Problem
from components.config.reading import StackFile, read

from .stack import OKTA, ONE, SECRETS, Changes, problem, sections

NOW = "write plain text; what a program makes it gives in `secrets`, `clusters` or `database_host`"


class Later:
    """What is known only once the program runs."""


def told(changes: Changes) -> list[Problem]:
    """Mistakes of prod-aws with `changes`, in which `Later` is a type for later."""
    file = StackFile(
        values=sections(changes),
        encrypted=SECRETS,
        elsewhere=OKTA,
        encrypted_elsewhere=OKTA,
        late=(Later,),
    )
    return sorted(set(read(file).problems))


def test_what_is_known_only_later_is_told_where_it_stands_and_nothing_else() -> None:
    later = "found a Later, which is known only once the program runs"

    assert told(
        {
            "accounts.prod.accountId": Later(),
            "buckets.raw": {"account": "prod", "create": Later()},
            "controlPlane.database.host": Later(),
            "projects": ["search", Later()],
            ONE + ".values": {"image": {"tag": Later()}},
        }
    ) == [
        problem("union:accounts.prod.accountId", later, NOW),
        problem("union:buckets.raw.create", later, NOW),
        problem("union:controlPlane.database.host", later, NOW),
        problem("union:dataPlanes.production-cluster-1.values.image.tag", later, NOW),
        problem("union:projects[1]", later, NOW),
    ]


def test_a_secret_that_is_known_only_later_is_given_apart() -> None:
    assert [(it.path, it.remedy) for it in told({"registry": Later()})] == [
        (
            "union:registry",
            "write config.SecretSource(config=<key>), and give the secret in `secrets`",
        )
    ]


def test_a_mistake_beside_it_is_told_as_well() -> None:
    assert [it.path for it in told({"controlPlane.host": Later(), "organization": "Acme"})] == [
        "union:controlPlane.host",
        "union:organization",
    ]


def test_a_key_that_is_no_text_is_named() -> None:
    bucket = {"account": "prod", "create": "acme-old"}

    assert told({"buckets": {**sections()["buckets"], 1: bucket}}) == [
        problem("union:buckets.1", "has a key that is no text, 1", "put it in quotes")
    ]


@pytest.mark.parametrize(
    ("key", "said"), [(True, "true"), (None, "null"), (7, "7"), (1.5, "1.5")], ids=str
)
def test_a_key_of_any_other_kind_is_told_in_values_too(key: object, said: str) -> None:
    path = f"union:dataPlanes.production-cluster-1.values.image.{said}"

    assert told({ONE + ".values": {"image": {key: "x"}}}) == [
        problem(path, f"has a key that is no text, {said}", "put it in quotes")
    ]


def test_what_holds_itself_has_an_end() -> None:
    values: dict[str, object] = {}
    values["again"] = values

    assert told({ONE + ".values": values}) == [
        problem(
            "union:dataPlanes.production-cluster-1.values.again",
            "is nested in itself, or deeper than 40",
            "write it flatter",
        )
    ]


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")], ids=str)
def test_a_number_without_end_is_none(number: float) -> None:
    path = "clusters.union-prod.nodePools.worker.create.max"

    assert told({path: number}) == [problem(f"union:{path}", f"found .{number}", "write a number")]


def test_a_key_that_does_not_read_as_a_word_is_quoted() -> None:
    paths = [it.path for it in told({" clusterPools": {}, "": {}, "a\nb": {}})]

    assert paths == ['union:" clusterPools"', 'union:""', 'union:"a\\nb"']


def test_an_object_of_pythons_is_no_word() -> None:
    assert told({"organization": b"acme", "mode": pulumi}) == [
        problem(
            "union:mode",
            "found a module",
            "write a text, a number, true or false, a list or an object",
        ),
        problem(
            "union:organization",
            "found a bytes",
            "write a text, a number, true or false, a list or an object",
        ),
    ]


def test_a_text_is_made_of_characters() -> None:
    assert told({"clusters.union-prod.certManager": "\ud800"}) == [
        problem(
            "union:clusters.union-prod.certManager",
            "found a text that UTF-8 cannot write",
            "write another text",
        )
    ]


def test_an_unknown_key_that_is_no_text_is_one_mistake() -> None:
    assert [it.found for it in told({"controlPlane": {**sections()["controlPlane"], 7: 0}})] == [
        "has a key that is no text, 7"
    ]
