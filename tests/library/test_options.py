"""Resource options of the caller, on the real engine: they mean what they mean everywhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from emulator.engine import Engine
from emulator.workspace import SEEDS

from ..stacks.runs import Run
from .conftest import Program

HERE = Path(__file__).parent

Copy = Callable[[], Path]


@pytest.fixture(scope="module")
def program(engine: Engine, library: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Two data planes in the clusters that stack prod-aws finds."""
    seed = yaml.safe_load((SEEDS / "prod-aws.yaml").read_text())
    seed["config"] = {"secrets": ["test:serviceSecret"]}
    file = tmp_path_factory.mktemp("seed") / "seed.yaml"
    file.write_text(yaml.safe_dump(seed))
    return Program(engine=engine, library=library, project=HERE / "program", seed=file)


@pytest.fixture(scope="module")
def base(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the program after an update without any option."""
    folder = tmp_path_factory.mktemp("options") / "base"
    with program.opened(folder) as at:
        at.up().passed()
    return folder


@pytest.fixture
def folder(base: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(base, tmp_path / "run")


def ours(resources: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What the installation made, without providers."""
    return [
        it
        for it in resources
        if "union:index:Installation" in it["urn"]
        and not it["type"].startswith(("pulumi:providers:", "union:"))
    ]


@pytest.mark.engine
def test_a_renamed_installation_with_an_alias_changes_nothing(
    program: Program, folder: Path
) -> None:
    with program.opened(folder, name="platform") as at:
        at.empty()


@pytest.mark.engine
def test_an_installation_moved_below_a_component_with_an_alias_changes_nothing(
    program: Program, folder: Path
) -> None:
    with program.opened(folder, parent="true") as at:
        preview = at.preview("--diff").passed()

    assert "+ 1 to create" in preview.output
    assert "to update" not in preview.output
    assert "to replace" not in preview.output
    assert "to delete" not in preview.output


@pytest.mark.engine
def test_a_transform_reaches_every_child(program: Program, folder: Path) -> None:
    with program.opened(folder, tagged="true") as at:
        updated = at.up().passed()
        resources = at.export()["resources"]

    kinds = ("bucket:Bucket", "role:Role", "secret:Secret", "repository:Repository")
    tagged = [it for it in ours(resources) if it["type"].endswith(kinds)]
    assert len(tagged) > 10
    assert [it["urn"] for it in tagged if it["inputs"]["tags"].get("team") != "platform"] == []
    assert len(updated.changes.splitlines()) == 2 * len(tagged)


@pytest.mark.engine
def test_protection_reaches_every_child(program: Program, folder: Path) -> None:
    with program.opened(folder, protect="true") as at:
        at.up().passed()
        resources = at.export()["resources"]
    with program.opened(folder, protect="true", retired="true") as at:
        refused = at.preview().refused()

    assert [it["urn"] for it in ours(resources) if not it.get("protect")] == []
    assert "union-second-release" in refused.output
    assert "cannot be deleted" in refused.output


@pytest.mark.engine
def test_without_protection_what_holds_state_is_protected_alone(base: Path) -> None:
    (file,) = (base / "backend" / ".pulumi" / "stacks" / "options").glob("*.json")
    resources = json.loads(file.read_text())["checkpoint"]["latest"]["resources"]

    protected = {it["type"] for it in ours(resources) if it.get("protect")}

    assert "aws:s3/bucket:Bucket" in protected
    assert "kubernetes:helm.sh/v3:Release" not in protected


@pytest.mark.engine
def test_nothing_is_made_before_what_the_installation_depends_on(
    program: Program, tmp_path: Path
) -> None:
    with program.opened(tmp_path / "run", after="true") as at:
        up = at.up().passed()

    assert of_ours(up, "resourcePreEvent")[0] > of_first(up, "resOutputsEvent")[0]


def of_first(run: Run, kind: str) -> list[int]:
    """When something happened to the bucket that comes before the installation."""
    return [at for at, urn in moments(run, kind) if urn.endswith(":Bucket::first")]


def of_ours(run: Run, kind: str) -> list[int]:
    """When something happened to what the installation makes."""
    inside = "union:index:Installation$"
    return [at for at, urn in moments(run, kind) if inside in urn and "providers:" not in urn]


def moments(run: Run, kind: str) -> list[tuple[int, str]]:
    """Place and URN of each event of a kind, in order."""
    return [
        (at, event[kind]["metadata"]["urn"]) for at, event in enumerate(run.events) if kind in event
    ]


@pytest.mark.engine
def test_providers_of_the_options_reach_all_and_none_of_ours_is_there(
    program: Program, folder: Path
) -> None:
    """What was made with ours stays, and is the caller's provider's from then on."""
    with program.opened(folder, provided="true") as at:
        updated = at.up().passed()
        resources = at.export()["resources"]

    reached = {it["provider"].split("::")[3] for it in ours(resources) if "aws:" in it["type"]}
    assert reached == {"theirs"}
    assert "replace" not in updated.changes
