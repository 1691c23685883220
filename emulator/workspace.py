"""A stack's throw-away workspace: everything that a run writes lies under ``.cache``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import yaml

from .engine import Engine, search_path
from .progress import say
from .seeds import Seed, read_seed

PASSPHRASE: Final = "only for the emulator"  # noqa: S105
SEEDS: Final = Path(__file__).parent / "seeds"
_DUMMY: Final = "emulated-"
_SALT_KEYS: Final = ("encryptionsalt", "encryptedkey", "secretsprovider")


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One project, one stack, one folder for all that a run leaves behind."""

    project: Path
    stack: str
    folder: Path
    """Where backend, configuration copy and emulated state live."""
    values: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    fast: bool = False
    """Skip checkpoints: quicker, and no recovery from a crash."""

    @property
    def state(self) -> Path:
        """The emulated clouds' state folder."""
        return self.folder / "state"

    @property
    def faults(self) -> Path:
        """The file that tells operations to fail."""
        return self.folder / "faults.json"

    @property
    def config_file(self) -> Path:
        """The copy of the stack file that runs use."""
        return self.folder / "project" / f"Pulumi.{self.stack}.yaml"

    @property
    def original(self) -> Path:
        """The stack file itself, which no run touches."""
        settings = yaml.safe_load((self.project / "Pulumi.yaml").read_text(encoding="utf-8"))
        folder = self.project / settings.get("stackConfigDir", ".")
        return folder / f"Pulumi.{self.stack}.yaml"

    @property
    def seed(self) -> Seed:
        """What the stack finds there already: beside the stack's state, else of the emulator."""
        own = self.folder / f"{self.stack}.seed.yaml"
        return read_seed(own if own.exists() else SEEDS / f"{self.stack}.yaml")

    @property
    def others(self) -> tuple[Workspace, ...]:
        """Stacks that this one reads, in the same folder: one state, one set of clouds."""
        names = self.seed.stacks
        return tuple(replace(self, stack=name, values={}, secrets={}) for name in names)

    @property
    def brought_up(self) -> Path:
        """The file that tells that the stack was brought up for another to read."""
        return self.config_file.parent / f"{self.stack}.up"

    @property
    def _made(self) -> bool:
        settings = yaml.safe_load((self.project / "Pulumi.yaml").read_text(encoding="utf-8"))
        stacks = self.folder / "backend" / ".pulumi" / "stacks" / settings["name"]
        return (stacks / f"{self.stack}.json").exists()

    def environment(self, engine: Engine, ports: Mapping[str, int]) -> dict[str, str]:
        """The engine's environment: nothing of the user's account, no network, no questions."""
        dropped = re.compile(r"(AWS|OKTA|KUBE|GOOGLE|ARM|AZURE|PULUMI)_|KUBECONFIG$")
        kept = {key: value for key, value in os.environ.items() if not dropped.match(key)}
        attached = ",".join(f"{package}:{port}" for package, port in sorted(ports.items()))
        quick = {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
        return {
            **kept,
            "PATH": search_path(engine),
            "PULUMI_HOME": str(self.folder / "home"),
            "PULUMI_BACKEND_URL": (self.folder / "backend").as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_ERROR_OUTPUT_STRING": "true",
            "PULUMI_DEBUG_PROVIDERS": attached,
            **(quick if self.fast else {}),
        }

    def prepare(self, engine: Engine, environment: Mapping[str, str]) -> None:
        """Copy the stack file with dummy secrets, and make the stack where there is none."""
        (self.folder / "backend").mkdir(parents=True, exist_ok=True)
        self.config_file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.project / "Pulumi.yaml", self.config_file.parent / "Pulumi.yaml")
        _drop_config_dir(self.config_file.parent / "Pulumi.yaml")
        content, hidden = _copied(self.original)
        salt = self.config_file.parent / f"{self.stack}.salt"
        if salt.exists():
            content["encryptionsalt"] = salt.read_text(encoding="utf-8")
        self.config_file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        if not self._made:
            self._run(engine, environment, "stack", "init", "--stack", self.stack, "--no-select")
            salted = yaml.safe_load(self.config_file.read_text(encoding="utf-8"))
            salt.write_text(salted["encryptionsalt"], encoding="utf-8")
        seed = self.seed
        plain = {**seed.values, **self.values}
        secret = {**hidden, **{key: dummy(key) for key in seed.secrets}, **self.secrets}
        told = [f"--plaintext={key}={value}" for key, value in sorted(plain.items())]
        told += [f"--secret={key}={value}" for key, value in sorted(secret.items())]
        if told:
            command = ("config", "set-all", "--path", "--stack", self.stack)
            self._run(engine, environment, *command, *told)

    def pulumi(
        self, engine: Engine, environment: Mapping[str, str], *arguments: str
    ) -> subprocess.CompletedProcess[str]:
        """One engine command on the stack, with its output passed straight through."""
        command = self.command(engine, *arguments)
        say(f"$ pulumi {' '.join(arguments)} --stack {self.stack}")
        return subprocess.run(command, env=dict(environment), check=False, text=True)  # noqa: S603

    def command(self, engine: Engine, *arguments: str) -> Sequence[str]:
        """The full command line of one engine command on the stack."""
        where = ("--cwd", str(self.project), "--non-interactive")
        which = ("--stack", self.stack, "--config-file", str(self.config_file))
        return [str(engine.binary), *arguments, *where, *which]

    def _run(self, engine: Engine, environment: Mapping[str, str], *arguments: str) -> None:
        where = ("--cwd", str(self.config_file.parent), "--non-interactive")
        done = subprocess.run(  # noqa: S603
            [str(engine.binary), *arguments, *where],
            env=dict(environment),
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(f"pulumi {arguments[0]} {arguments[1]} failed: {done.stderr}")


def dummy(key: str) -> str:
    """The value that stands for a secret which only the user has."""
    return _DUMMY + re.sub(r"[^A-Za-z0-9]+", "-", key)


def _copied(original: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """The stack file without its encrypted values, and a dummy for each of them by its path."""
    content: dict[str, Any] = {}
    if original.exists():
        content = yaml.safe_load(original.read_text(encoding="utf-8")) or {}
    for key in _SALT_KEYS:
        content.pop(key, None)
    hidden: dict[str, str] = {}
    for key, value in content.get("config", {}).items():
        content["config"][key] = _revealed(value, key, hidden)
    content["config"] = {k: v for k, v in content.get("config", {}).items() if v is not None}
    return content, hidden


def _revealed(value: Any, path: str, hidden: dict[str, str]) -> Any:
    if isinstance(value, dict):
        if set(value) == {"secure"}:
            hidden[path] = dummy(path)
            return None
        return {key: _revealed(item, f'{path}["{key}"]', hidden) for key, item in value.items()}
    if isinstance(value, list):
        return [_revealed(item, f"{path}[{index}]", hidden) for index, item in enumerate(value)]
    return value


def _drop_config_dir(path: Path) -> None:
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings.pop("stackConfigDir", None)
    path.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
