"""Failures that were ordered."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.faults import Fault, Faults
from emulator.refusals import Refusal, ToldToFail

from . import examples as ex
from .desk import Desk


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("aws:s3/bucket:Bucket::*", "create"),
        ("create=aws:s3/*::lo?s", "create"),
        ("update=*::logs", "update"),
        ("delete=*::logs", "delete"),
        ("read=*::logs", "read"),
    ],
)
def test_an_operation_told_to_fail_fails(tmp_path: Path, text: str, operation: str) -> None:
    desk = Desk(tmp_path, faults=Faults((Fault.parse(text),)))
    inputs = {"bucket": "acme-logs"}

    def run() -> None:
        identity, made = desk.make(ex.BUCKET, inputs, "logs")
        ask = desk.ask(ex.BUCKET, "logs", identity)
        desk.operations(ex.BUCKET).read(ask, made, inputs)
        desk.change(ex.BUCKET, identity, made, {**inputs, "tags": {"a": "b"}}, "logs")
        desk.unmake(ex.BUCKET, identity, made, "logs")

    with pytest.raises(ToldToFail, match=f"{operation} of aws:s3/bucket:Bucket 'logs'"):
        run()


def test_a_lost_answer_leaves_the_thing_behind(tmp_path: Path) -> None:
    desk = Desk(tmp_path, faults=Faults((Fault.parse("create!=*::logs"),)))
    with pytest.raises(ToldToFail, match="after the cloud had done it"):
        desk.make(ex.BUCKET, {"bucket": "acme-logs"}, "logs")
    desk.faults = Faults()
    with pytest.raises(Refusal, match="already exists"):
        desk.make(ex.BUCKET, {"bucket": "acme-logs"}, "logs")


def test_failures_can_be_ordered_by_a_file(tmp_path: Path) -> None:
    order = tmp_path / "faults.json"
    desk = Desk(tmp_path, faults=Faults(file=order))
    order.write_text('["aws:s3/bucket:Bucket::logs"]')
    with pytest.raises(ToldToFail):
        desk.make(ex.BUCKET, {"bucket": "acme-logs"}, "logs")
    order.unlink()
    desk.make(ex.BUCKET, {"bucket": "acme-logs"}, "logs")


@pytest.mark.parametrize("text", ["", "Bucket", "drop=a::b"])
def test_an_order_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not \\[operation=\\]"):
        Fault.parse(text)
