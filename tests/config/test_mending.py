"""Unknown keys: what was meant, and what was not."""

import pytest

from components.config.problems import Problem
from components.config.reading import StackFile, read

from . import fleet
from .stack import OKTA, SECRETS, mistakes, problem, sections

PLANTED = "Planted-hunter2"


def test_a_slip_in_the_word_for_a_control_plane_elsewhere_is_one_mistake() -> None:
    existing = sections(stack="prod-azure")["controlPlane"]["existing"]

    assert mistakes({"controlPlane": {"exsting": existing}}, "prod-azure") == [
        problem(
            "union:controlPlane.exsting",
            "is an unknown key",
            'did you mean "existing"? known: existing',
        )
    ]


def test_a_slip_in_the_word_for_another_stack_is_one_mistake() -> None:
    assert fleet.mistakes({"controlPlane": {"stck": {"name": "prod-aws"}}}) == [
        problem(
            "union:controlPlane.stck", "is an unknown key", 'did you mean "stack"? known: stack'
        )
    ]


def test_a_slip_in_a_control_plane_here_is_none_of_those_words() -> None:
    (told,) = mistakes({"controlPlane.stag": "x"})

    assert told.remedy.endswith(
        "known: cluster, database, existing, host, ingress, metadata, namespace, scylla, stack, "
        "values, workflowScheduler"
    )


def told(key: str, value: object) -> list[Problem]:
    """What is told of prod-aws with an unknown section, and no database password set."""
    file = StackFile(
        values=sections() | {key: value},
        encrypted=SECRETS - {"databasePassword"},
        elsewhere=OKTA,
        encrypted_elsewhere=OKTA,
    )
    return [it for it in read(file).problems if it.path == f"union:{key}"]


def test_a_secret_in_plain_text_under_a_slip_of_its_key_is_told_as_such() -> None:
    assert told("databasePasword", PLANTED) == [
        problem(
            "union:databasePasword",
            "is an unknown section, whose value stands in the stack file in plain text",
            'did you mean the secret "databasePassword"? change it, then set it with '
            "`pulumi config set --secret union:databasePassword`",
        )
    ]


@pytest.mark.parametrize("value", [PLANTED, 31337, True])
def test_what_stood_there_is_not_repeated(value: object) -> None:
    assert str(value) not in str(told("databasePasword", value))


def test_a_key_that_is_right_elsewhere_is_no_slip() -> None:
    path = "union:clusters.union-prod.nodePools.worker.create"
    found = mistakes({"clusters.union-prod.provider": "gcp", "clusters.union-prod.subnetIds": []})

    assert [(it.path, it.remedy) for it in found if it.path.startswith(path)] == [
        (
            f"{path}.instanceTypes",
            "known: capacity, diskGib, diskType, imageType, machineType, max, min",
        ),
        (f"{path}.machineType", "write machineType: Compute Engine machine type"),
    ]
