"""Fixtures of the emulator's tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import grpc
import pytest
import yaml
from pulumi.runtime.proto import provider_pb2_grpc as pb_grpc

from emulator.cloud import MODULES
from emulator.engine import Engine, NoEngineError, find_engine
from emulator.faults import Fault, Faults
from emulator.seeds import read_seed
from emulator.server import serve
from emulator.session import Session, opened
from emulator.store import Store
from emulator.values import Props
from emulator.workspace import Workspace

from .desk import SEED, Desk
from .dialling import Dial
from .examples import AWS, KUBERNETES, OKTA, hanging, rule
from .examples_azure import AZURE
from .examples_gcp import GCP
from .examples_network import NETWORK
from .tiny import PROGRAM, REPOSITORY, Open


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

    add({**AWS, **OKTA, **KUBERNETES, **GCP, **AZURE})
    add(hanging(made))
    add({"rule": rule(made)})
    for name, example in NETWORK.items():
        add({name: example(made)})
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


@pytest.fixture(scope="module")
def dial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dial]:
    """Opens a connection of its own to a package's provider, as every instance does."""
    seed = read_seed(SEED)
    store = Store(tmp_path_factory.mktemp("provider") / "state", seed.records())
    ports, servers = serve(MODULES, store, seed, Faults())
    channels: list[grpc.Channel] = []

    def connect(package: str) -> Any:
        options = [("grpc.use_local_subchannel_pool", 1)]
        channel = grpc.insecure_channel(f"127.0.0.1:{ports[package]}", options)
        channels.append(channel)
        return pb_grpc.ResourceProviderStub(channel)

    yield connect
    for channel in channels:
        channel.close()
    for server in servers:
        server.stop(None).wait()


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The real engine; without one these tests do not run, and in CI that is a failure."""
    try:
        return find_engine(REPOSITORY / ".cache" / "engine")
    except NoEngineError as none:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have an engine: {none}")
        pytest.skip(f"preview, up, refresh and destroy on the emulator did not run: {none}")


@pytest.fixture
def tiny(tmp_path: Path, engine: Engine) -> Iterator[Open]:
    """Opens a session on the tiny program; settings and failures differ from run to run."""
    project = {"name": "tiny", "runtime": "python", "stackConfigDir": "stacks"}
    (tmp_path / "Pulumi.yaml").write_text(yaml.safe_dump(project))
    (tmp_path / "__main__.py").write_text(dedent(PROGRAM))
    stacks = tmp_path / "stacks"
    stacks.mkdir()
    config = {"config": {"okta:orgName": "acme", "okta:baseUrl": "okta.com"}}
    (stacks / "Pulumi.test.yaml").write_text(yaml.safe_dump(config))
    folder = tmp_path / "run"
    folder.mkdir()
    seed = yaml.safe_load(SEED.read_text())
    seed["config"] = {"secrets": ["okta:apiToken", "tiny:databasePassword"]}
    (folder / "test.seed.yaml").write_text(yaml.safe_dump(seed))

    def open_session(
        *, faults: tuple[str, ...] = (), fast: bool = True, **values: str
    ) -> AbstractContextManager[Session]:
        workspace = Workspace(
            project=tmp_path,
            stack="test",
            folder=folder,
            values={f"tiny:{key}": value for key, value in values.items()},
            fast=fast,
        )
        return opened(workspace, engine, tuple(Fault.parse(text) for text in faults))

    yield open_session
    shutil.rmtree(folder, ignore_errors=True)
