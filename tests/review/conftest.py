"""One base, brought up once on the real engine; each change is previewed against it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from emulator.engine import Engine, NoEngineError, find_engine
from emulator.workspace import SEEDS
from review.checkouts import lend
from review.model import Preview
from review.previews import Emulated

from ..programs import ROOT
from .cases import CHANGES, REVIEWED, USUAL, Change
from .edits import sealed, seeded

TREE = ("Pulumi.yaml", "__main__.py", "README.md", "components", "stacks")
"""What of the repository a program needs to run."""


@cache
def engine_or_reason() -> Engine | str:
    """The real engine, or why there is none."""
    try:
        return find_engine(ROOT / ".cache" / "engine")
    except NoEngineError as none:
        return str(none)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without an engine its tests do not run and say so; where CI is true they fail."""
    if item.get_closest_marker("engine") and isinstance(reason := engine_or_reason(), str):
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have an engine: {reason}", pytrace=False)
        pytest.skip(f"no engine: {reason.splitlines()[0]}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A change is made to the stacks that it fits; what is no change is tried on one.

    Without `--every-change` only a chosen part is.
    """
    every = bool(config.getoption("--every-change"))
    left = [it for it in items if not _fits(getattr(it, "callspec", None), every=every)]
    config.hook.pytest_deselected(items=left)
    unwanted = set(left)
    items[:] = [it for it in items if it not in unwanted]


def _fits(called: Any, *, every: bool) -> bool:
    if called is None or called.params.get("base") not in REVIEWED:
        return True
    name = called.params.get("name")
    if name is None:
        return called.params["base"] == USUAL
    change = CHANGES[name]
    return called.params["base"] in (change.stacks if every else change.always)


@dataclass(frozen=True, kw_only=True)
class Base:
    """A stack as base has it."""

    stack: str
    emulated: Emulated

    def changed(self, change: Change, folder: Path) -> Path:
        """A copy of the tree with the change in it."""
        shutil.copytree(self.emulated.base, folder, symlinks=True)
        change.make(folder, self.stack)
        return folder

    def previewed(self, change: Change, folder: Path) -> Preview:
        """What the change would do; on a state of its own, since others are previewed beside it."""
        state = shutil.copytree(self.emulated.folder, folder / "state")
        emulated = replace(self.emulated, folder=state)
        return emulated.preview(self.changed(change, folder / "head"))


def tree(folder: Path) -> Path:
    """A copy of the program, as the repository has it now."""
    folder.mkdir(parents=True)
    for name in TREE:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copyfile(source, folder / name)
    lend(folder)
    return folder


@pytest.fixture(scope="session", params=REVIEWED)
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The stack brought up, with a secret in its file that only its owner can read."""
    stack, folder = str(request.param), tmp_path_factory.mktemp("review")
    engine = engine_or_reason()
    assert isinstance(engine, Engine)
    project = tree(folder / "base")
    sealed(project, stack)
    state = folder / "state"
    state.mkdir()
    (state / f"{stack}.seed.yaml").write_text(seeded((SEEDS / f"{stack}.yaml").read_text(), stack))
    emulated = Emulated(engine=engine, stack=stack, base=project, folder=state)
    assert emulated.bring_up() is None
    return Base(stack=stack, emulated=emulated)


@pytest.fixture(scope="session")
def previews(
    base: Base, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Future[Preview]]]:
    """The preview of every change that is asked for, two at a time."""
    asked = [getattr(it, "callspec", None) for it in request.session.items]
    mine = [
        it.params["name"]
        for it in asked
        if it and "name" in it.params and it.params.get("base") == base.stack
    ]
    names = list(dict.fromkeys(mine))
    folder = tmp_path_factory.mktemp("changes")
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield {it: pool.submit(base.previewed, CHANGES[it], folder / it) for it in names}
        pool.shutdown(cancel_futures=True)


@pytest.fixture
def golden_comment(base: Base, golden: Callable[[Path, str], None]) -> Callable[[str, str], None]:
    """Holds a comment to the golden one of that name, one folder a stack."""
    folder = Path(__file__).parent / "golden" / base.stack

    def check(name: str, text: str) -> None:
        golden(folder / f"{name}.md", text)

    return check
