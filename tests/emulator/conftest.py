"""Fixtures of the emulator's tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from emulator.values import Props

from .desk import Desk
from .examples import AWS, KUBERNETES, OKTA, hanging, rule


@dataclass
class World:
    """A desk on which one thing of every type was made."""

    desk: Desk
    examples: dict[str, tuple[str, Props]]
    made: dict[str, tuple[str, Props]]


def make_world(folder: Path) -> World:
    """Make one thing of every type."""
    desk = Desk(folder)
    examples: dict[str, tuple[str, Props]] = {}
    made: dict[str, tuple[str, Props]] = {}

    def add(more: dict[str, tuple[str, Props]]) -> None:
        for name, (token, inputs) in more.items():
            examples[name] = (token, inputs)
            made[name] = desk.make(token, inputs, name)

    add({**AWS, **OKTA, **KUBERNETES})
    add(hanging(made))
    add({"rule": rule(made)})
    return World(desk, examples, made)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world for tests that change nothing: what is refused leaves no trace."""
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def own_world(tmp_path: Path) -> World:
    """A world for a test that changes it."""
    return make_world(tmp_path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk, with only the seed's things."""
    return Desk(tmp_path)
