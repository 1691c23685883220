"""Copies, environments and finding the engine."""

from __future__ import annotations

import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from emulator import engine as engines
from emulator.__main__ import main
from emulator.engine import Engine, NoEngineError, find_engine
from emulator.workspace import Workspace, dummy

PROJECT = {
    "name": "tiny",
    "runtime": {"name": "python", "options": {"virtualenv": ".venv"}},
    "stackConfigDir": "stacks",
}


def _executable(path: Path, text: str = "#!/bin/sh\necho v3.300.0\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text(yaml.safe_dump(PROJECT))
    stacks = tmp_path / "stacks"
    stacks.mkdir()
    config = {
        "encryptionsalt": "v1:mine",
        "config": {
            "tiny:plain": "a",
            "okta:apiToken": {"secure": "AAAB"},
            "tiny:nested": {"list": [{"password": {"secure": "AAAC"}}], "open": 1},
        },
    }
    (stacks / "Pulumi.prod.yaml").write_text(yaml.safe_dump(config))
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every engine command that would have run."""
    told: list[list[str]] = []

    def run(command: Sequence[Any], **_more: Any) -> Any:
        told.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    return told


def _workspace(project: Path, **more: Any) -> Workspace:
    return Workspace(project=project, stack="prod", folder=project / ".cache" / "prod", **more)


def test_the_copy_has_dummies_for_secrets_and_no_salt(
    project: Path, commands: list[list[str]]
) -> None:
    workspace = _workspace(project, values={"tiny:more": "b"}, secrets={"tiny:token": "c"})
    workspace.config_file.parent.mkdir(parents=True)
    (workspace.config_file.parent / "prod.salt").write_text("v1:theirs")
    made = workspace.folder / "backend/.pulumi/stacks/tiny/prod.json"
    made.parent.mkdir(parents=True)
    made.write_text("{}")
    workspace.prepare(Engine(Path("pulumi"), "test"), {})
    copy = yaml.safe_load(workspace.config_file.read_text())
    assert copy == {
        "config": {"tiny:plain": "a", "tiny:nested": {"list": [{"password": None}], "open": 1}},
        "encryptionsalt": "v1:theirs",
    }
    assert commands[-1][1:8] == [
        "config",
        "set-all",
        "--path",
        "--stack",
        "prod",
        "--plaintext=tiny:more=b",
        f"--secret=okta:apiToken={dummy('okta:apiToken')}",
    ]
    assert commands[-1][8].startswith('--secret=tiny:nested["list"][0]["password"]=emulated-')
    assert commands[-1][9] == "--secret=tiny:token=c"


def test_the_stack_file_itself_is_not_touched(project: Path, commands: list[list[str]]) -> None:
    workspace = _workspace(project)
    before = workspace.original.read_bytes()
    with pytest.raises(KeyError, match="encryptionsalt"):
        workspace.prepare(Engine(Path("pulumi"), "test"), {})
    assert workspace.original.read_bytes() == before
    assert workspace.original.parent == project / "stacks"
    assert str(workspace.config_file.parent) in commands[0]


def test_nothing_of_the_users_account_reaches_the_engine(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = ("AWS_PROFILE", "OKTA_API_TOKEN", "KUBECONFIG", "PULUMI_ACCESS_TOKEN")
    for name in theirs:
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("HTTPS_PROXY", "kept")
    found = _workspace(project).environment(
        Engine(Path("/e/pulumi"), "test"), {"okta": 2, "aws": 1}
    )
    assert not set(theirs) & set(found)
    assert found["HTTPS_PROXY"] == "kept"
    assert found["PULUMI_DEBUG_PROVIDERS"] == "aws:1,okta:2"
    assert found["PULUMI_BACKEND_URL"].startswith("file:///")
    assert "/e" in found["PATH"].split(":")
    assert "PULUMI_SKIP_CHECKPOINTS" not in found
    fast = _workspace(project, fast=True).environment(Engine(Path("/e/pulumi"), "test"), {})
    assert fast["PULUMI_SKIP_CHECKPOINTS"] == "true"


def test_every_command_uses_the_copy(project: Path) -> None:
    workspace = _workspace(project)
    command = workspace.command(Engine(Path("pulumi"), "test"), "preview", "--diff")
    assert command[:3] == ["pulumi", "preview", "--diff"]
    assert command[command.index("--config-file") + 1] == str(workspace.config_file)
    assert "--non-interactive" in command


def _only(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setenv("PATH", ":".join(str(folder) for folder in folders))


def _no_installer(monkeypatch: pytest.MonkeyPatch) -> None:
    def install(**_more: Any) -> None:
        raise OSError("no way out")

    monkeypatch.setattr("pulumi.automation.PulumiCommand.install", install)


def test_an_engine_on_the_path_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    binary = _executable(tmp_path / "bin" / "pulumi")
    _executable(tmp_path / "bin" / "pulumi-language-python")
    _only(monkeypatch, tmp_path / "bin", Path("/bin"), Path("/usr/bin"))
    found = find_engine(tmp_path / "cache")
    assert found == Engine(binary, "on PATH")
    assert found.version == "v3.300.0"


def test_an_engine_without_its_language_host_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _executable(tmp_path / "bin" / "pulumi")
    _only(monkeypatch, tmp_path / "bin")
    _no_installer(monkeypatch)
    with pytest.raises(NoEngineError) as none:
        find_engine(tmp_path / "cache")
    told = str(none.value)
    assert "has no pulumi-language-python beside it" in told
    assert "the official installer failed: no way out" in told
    assert "Go is not on PATH" in told
    assert "Install the Pulumi CLI" in told


def test_an_engine_built_earlier_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pulumi", "pulumi-language-python", "pulumi-language-python-exec"):
        _executable(tmp_path / "cache" / "bin" / name)
    _only(monkeypatch, tmp_path)
    assert find_engine(tmp_path / "cache").source == "built from Go modules earlier"


def test_the_official_installer_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str] = {}
    monkeypatch.setattr(
        "pulumi.automation.PulumiCommand.install", lambda **more: asked.update(more)
    )
    _only(monkeypatch, tmp_path)
    found = find_engine(tmp_path / "cache")
    assert found.binary == tmp_path / "cache" / "official" / "bin" / "pulumi"
    assert asked == {"root": str(tmp_path / "cache" / "official")}


def test_a_go_that_is_too_old_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _executable(tmp_path / "go", "#!/bin/sh\necho go1.19.2\n")
    _only(monkeypatch, tmp_path)
    _no_installer(monkeypatch)
    with pytest.raises(NoEngineError, match=r"go1\.19\.2 is too old"):
        find_engine(tmp_path / "cache")


def test_the_engine_is_built_from_the_pinned_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sdk = tmp_path / "sdk" / "python" / "cmd"
    _executable(sdk / "pulumi-language-python-exec")
    told: list[tuple[str, ...]] = []

    def go(_go: str, module: str, *arguments: str) -> str:
        told.append((module, *arguments))
        return f"{tmp_path / 'sdk'}\n" if "list" in arguments else ""

    monkeypatch.setattr(engines, "_go", go)
    _executable(tmp_path / "go", "#!/bin/sh\necho go1.26.1\n")
    _only(monkeypatch, tmp_path)
    _no_installer(monkeypatch)
    found = find_engine(tmp_path / "cache")
    assert found.binary == tmp_path / "cache" / "bin" / "pulumi"
    assert (tmp_path / "cache" / "bin" / "pulumi-language-python-exec").exists()
    assert [call[:2] for call in told] == [("host", "build"), ("cli", "build"), ("cli", "list")]
    assert "version.Version=v3.258.0" in told[1][3]


def test_a_build_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def go(*_arguments: str) -> str:
        raise subprocess.CalledProcessError(1, "go", stderr="downloading\nproxy: forbidden\n")

    monkeypatch.setattr(engines, "_go", go)
    _executable(tmp_path / "go", "#!/bin/sh\necho go1.26.1\n")
    _only(monkeypatch, tmp_path)
    _no_installer(monkeypatch)
    with pytest.raises(NoEngineError, match="building from Go modules failed: proxy: forbidden"):
        find_engine(tmp_path / "cache")


def test_no_engine_ends_the_command_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _only(monkeypatch, tmp_path)
    _no_installer(monkeypatch)
    assert main(["preview", "--project", str(tmp_path)]) == 3
    assert "no Pulumi engine was found" in capsys.readouterr().err


def test_the_engine_command_prints_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    binary = _executable(tmp_path / "bin" / "pulumi")
    _executable(tmp_path / "bin" / "pulumi-language-python")
    _only(monkeypatch, tmp_path / "bin", Path("/bin"), Path("/usr/bin"))
    assert main(["engine", "--project", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{binary}\n"
    assert "v3.300.0, on PATH" in shown.err
