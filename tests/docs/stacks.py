"""Stacks as pages speak of them: those of the repository, and prod-aws with changes."""

from collections.abc import Mapping
from functools import cache

from tests.config.stack import sections
from tests.engine import Engine
from tests.programs import run_program


@cache
def ran(stack: str) -> Engine:
    """The engine after a stack of the repository ran."""
    return run_program(stack)


def changed(changes: Mapping[str, object]) -> Engine:
    """The engine after prod-aws ran with `changes` at dotted paths of its stack file."""
    found = sections(changes)
    keys = {path.partition(".")[0] for path in changes}
    return run_program("prod-aws", {f"union:{key}": found[key] for key in sorted(keys)})


@cache
def option_b() -> Engine:
    """Prod-aws with secrets delivered directly."""
    return changed({"secretDelivery": {"kubernetes": True}})
