"""Medians, ratios and the report, on samples that nobody measured."""

from __future__ import annotations

import pytest

from .figures import FIGURES, Sample, imports, packages, ratio, table, verdict
from .probe import Probed

WALL, FIRST, PROCESSOR, MEMORY = FIGURES
MODULES = ("pulumi", "pulumi.resource", "pulumi_aws", "pulumi_aws.s3", "pulumi_awsx", "yaml")


def sample(wall: float, memory: float = 100.0) -> Sample:
    program = Probed(
        seconds=wall,
        cpu_seconds=wall / 2,
        peak_mib=memory,
        first_registration=wall / 4,
        modules_then=(),
        modules=MODULES,
    )
    return Sample(wall_seconds=wall, program=program)


def test_a_ratio_is_the_median_of_its_rounds() -> None:
    program = [sample(2.0), sample(30.0), sample(2.4)]
    floor = [sample(2.0), sample(20.0), sample(2.0)]

    assert ratio(program, floor, WALL) == pytest.approx(1.2)


def test_the_table_has_a_line_for_each_figure() -> None:
    samples = {"prod": [sample(4.0, 120.0)], "floor": [sample(2.0)], "bare": [sample(1.0)]}

    assert list(table(samples, "prod")) == [
        "                                       prod    floor     bare  x floor   x bare",
        "wall time of a preview, s              4.00     2.00     1.00     2.00     4.00",
        "time to first registration, s          1.00     0.50     0.25     2.00     4.00",
        "program's time on the processor, s     2.00     1.00     0.50     2.00     4.00",
        "program's peak memory, MiB           120.00   100.00   100.00     1.20     1.20",
    ]


@pytest.mark.parametrize(
    ("wall", "memory", "said"),
    [
        (1.04, 1.10, "aim of 1.10 x floor reached: wall 1.04, memory 1.10"),
        (1.04, 1.12, "aim of 1.10 x floor missed: wall 1.04, memory 1.12"),
    ],
)
def test_the_aim_is_reached_by_both_or_missed(wall: float, memory: float, said: str) -> None:
    assert verdict(wall, memory) == said


def test_an_sdk_of_a_cloud_without_a_resource_is_marked() -> None:
    assert list(imports(sample(1.0).program, frozenset({"aws"}))) == [
        "  pulumi_aws: 2 modules",
        "  pulumi_awsx: 1 modules  UNUSED: nothing of the stack is of this cloud",
    ]


def test_the_clouds_of_a_stack_are_those_of_its_types() -> None:
    types = [
        "pulumi:pulumi:Stack",
        "pulumi:providers:okta",
        "union:aws:Bucket",
        "aws:s3/bucket:Bucket",
        "azure-native:storage:StorageAccount",
    ]

    assert packages(types) == {"aws", "azure_native", "okta"}
