"""What is wrong with a stack file that only rooms beyond the configuration know."""

import pulumi
import pytest

from components import preflight
from components.config.problems import Problem
from components.preflight import sdks_are_installed, workers_fit_one_identity

from .planes.settings import FIRST, SECOND, settings
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
