"""What is wrong with a stack file that only rooms beyond the configuration know."""

import json
from typing import Any

import pulumi
import pytest

from components import preflight
from components.cloud.aws import policy
from components.config.problems import Problem
from components.config.settings import Settings
from components.preflight import (
    repositories_let_everybody_in,
    sdks_are_installed,
    workers_fit_one_identity,
)

from .config.stack import Changes
from .planes.settings import FIRST, SECOND, SINGLE, settings
from .programs import engine_for, program

MANY = [f"project-{n}" for n in range(20)]
TOO_LONG = (
    "the trust document of 63 service accounts has 4074 characters, and the account's quota is 2048"
)
REMEDY = (
    "leave union:projects out, so that one pattern stands for all of them, or have IAM's quota "
    "'Role trust policy length' raised (4096 or 8192) and say trustPolicyLength for the account"
)


def test_a_few_workers_fit_into_one_identity() -> None:
    assert list(workers_fit_one_identity(settings({"projects": ["alpha", "beta"]}))) == []


def test_too_many_workers_are_told_at_each_data_plane() -> None:
    found = list(workers_fit_one_identity(settings({"projects": MANY})))

    assert [it.path for it in found] == [f"union:dataPlanes.{name}" for name in (FIRST, SECOND)]
    assert {(it.found, it.remedy) for it in found} == {(TOO_LONG, REMEDY)}


def many(planes: int) -> Settings:
    """Prod-aws with data planes of one kind, each in a cluster of its own."""
    raw = settings().model_dump(by_alias=True, exclude_unset=True)
    names = [f"production-cluster-{n}" for n in range(planes)]
    plane = {**raw["dataPlanes"][SECOND], "imageBuilder": {"repository": "images"}}
    ingress = plane["ingress"]
    return Settings.model_validate(
        {
            **raw,
            "clusters": {
                **raw["clusters"],
                **{f"union-{n}": raw["clusters"]["union-prod-2"] for n in names},
            },
            "dataPlanes": {
                n: {
                    **plane,
                    "cluster": f"union-{n}",
                    "ingress": {**ingress, "host": f"{n}.acme.com"},
                }
                for n in names
            },
        }
    )


def told_to_ecr(monkeypatch: pytest.MonkeyPatch, found: Settings) -> list[str]:
    """Policies of repositories that the check works out."""
    documents: list[str] = []
    write = policy.repository

    def writing(**who: Any) -> str:
        documents.append(write(**who))
        return documents[-1]

    monkeypatch.setattr(policy, "repository", writing)
    assert list(repositories_let_everybody_in(found)) == []
    return documents


@pytest.mark.parametrize("mode", [{}, SINGLE], ids=["multiNamespace", "singleNamespace"])
def test_the_policy_that_is_measured_is_the_one_that_is_written(
    mode: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_for("prod-aws")
    engine.config |= {
        f"union:{key}": value if isinstance(value, str) else json.dumps(value)
        for key, value in mode.items()
    }
    engine.run(program)
    (written,) = engine.of_type("aws:ecr/repositoryPolicy:RepositoryPolicy")

    assert told_to_ecr(monkeypatch, settings(mode)) == [written.inputs["policy"]]


def test_a_repository_that_cannot_let_everybody_in_is_told_before_ecr_does() -> None:
    assert list(repositories_let_everybody_in(many(25))) == []
    assert list(repositories_let_everybody_in(many(40))) == [
        Problem(
            path="union:repositories.images",
            found="would get a policy of 13946 characters for 40 data planes of other accounts, "
            "and ECR takes at most 10240",
            remedy="write another repository for some of them, or one in the account of their "
            "clusters, which needs no policy, in imageBuilder: of each",
        )
    ]


def test_sdks_that_are_installed_are_not_missed() -> None:
    assert list(sdks_are_installed(settings())) == []


def test_an_sdk_that_is_not_installed_is_told_with_its_extra(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preflight, "find_spec", lambda _: None)

    def missing(path: str, name: str) -> Problem:
        return Problem(
            path=path,
            found=f"needs the SDK pulumi-{name}, which is not installed",
            remedy=f'run `pip install "union-selfmanaged[{name}]"`',
        )

    assert list(sdks_are_installed(settings())) == [
        missing("union:accounts.prod", "aws"),
        missing("union:accounts.images", "aws"),
        missing("union:identityProvider", "okta"),
    ]


def test_every_mistake_of_every_room_is_told_at_once_and_nothing_is_registered() -> None:
    plane = {"cluster": "union-prod", "storage": {"metadata": "metadata", "rawData": "raw"}}
    overrides = {"global": {"METADATA_BUCKET": "planted"}, "scheduling": None}
    engine = engine_for(
        "prod-aws",
        {
            "union:projects": MANY,
            "union:clusterPoolAttributes": [],
            "union:dataPlanes": {FIRST: {**plane, "values": overrides}},
            "union:clusterPools": {"default": [FIRST]},
        },
    )

    with pytest.raises(pulumi.RunError) as error:
        engine.run(program)

    where = f"  union:dataPlanes.{FIRST}"
    assert str(error.value) == (
        "the stack file has 3 mistakes:\n"
        f"{where}: {TOO_LONG}\n"
        f"      {REMEDY}\n"
        f"{where}.values.global.METADATA_BUCKET: guards metadata\n"
        "      write where things are kept in the section's metadata: or storage:\n"
        f"{where}.values.scheduling: would drop a whole section\n"
        "      write the keys below it"
    )
    assert engine.registrations == []
