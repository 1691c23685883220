"""The report, on runs that nobody measured."""

from __future__ import annotations

from ..bench.probe import Probed
from .costs import Cost
from .runs import BroughtUp, OfMany, OneStack
from .tables import many, one_stack, waits


def cost(seconds: float) -> Cost:
    program = Probed(
        seconds=seconds,
        cpu_seconds=seconds,
        peak_mib=100 * seconds,
        first_registration=None,
        modules_then=(),
        modules=(),
    )
    return Cost(
        wall_seconds=10 * seconds,
        program=program,
        engine_seconds=seconds / 2,
        engine_mib=200.0,
        emulator_seconds=seconds / 4,
    )


RUN = OneStack(
    planes=5,
    resources=454,
    state_mib=1.25,
    preview=cost(4.0),
    up=cost(8.0),
    again=cost(2.0),
    checkpointed=cost(16.0),
)


def test_a_size_has_a_row_of_seconds_on_the_processor() -> None:
    assert list(one_stack([RUN]))[2:] == [
        "| 5 | 454 | 4.0 | 2.0 | 1.0 | 8.0 | 4.0 | 2.0 | 8.0 | 1.2 |"
    ]


def test_a_size_has_a_row_of_waiting_and_memory() -> None:
    assert list(waits([RUN]))[2:] == ["| 5 | 40.0 | 80.0 | 160.0 | 20.0 | 800 | 200 |"]


def test_many_stacks_have_a_row_for_each_command() -> None:
    previewed = [OfMany(name=f"{it}", preview=cost(it)) for it in (1.0, 2.0, 9.0)]
    brought_up = [BroughtUp(name="1", resources=70, up=cost(4.0), again=cost(1.0))]

    assert list(many(previewed, brought_up))[2:] == [
        "| preview of each of 3 | 2.0 | 1.0 | 0.5 | 9.0 | 200 | 200 |",
        "| up of 1 | 4.0 | 2.0 | 1.0 | 4.0 | 400 | 200 |",
        "| empty preview of 1 | 1.0 | 0.5 | 0.2 | 1.0 | 100 | 200 |",
    ]
