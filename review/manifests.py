"""What the charts render differently: the real Helm on a folder of charts, where both are had."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

from .differences import differences
from .lines import changed
from .model import UNKNOWN, Change, Manifest, Manifests, Op, Preview, Resource
from .redaction import Redaction, hidden
from .risks.places import RELEASE

PLACEHOLDER: Final = "unknown-until-applied"
"""Stands in values for what is not known yet: a chart may put it into a name or an address."""
_SEPARATOR: Final = re.compile(r"^---\s*$", re.MULTILINE)
_MADE_UP: Final = re.compile(r"caBundle|checksum", re.IGNORECASE)
_SECRETS: Final = ("data", "stringData")
KUBERNETES: Final = "1.34.0"
Objects = Mapping[str, Mapping[str, Any]]


class _Loader(yaml.SafeLoader):
    """YAML as Kubernetes reads it: a lone `=` and a date are texts."""


_Loader.yaml_implicit_resolvers = {
    first: [it for it in found if it[0].rpartition(":")[2] not in {"timestamp", "value"}]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Unrendered(Exception):  # noqa: N818
    """Why a release could not be rendered."""


@dataclass(frozen=True, kw_only=True)
class Charts:
    """A folder with charts and Helm.

    A chart lies there as `helm pull` leaves it, `<name>-<version>.tgz`, or unpacked as `<name>`,
    with its dependencies in it.
    """

    folder: Path
    helm: str
    pull: bool = False
    """Fetch what is not there. Default: say that it is missing."""

    def has(self, name: str) -> bool:
        """Whether some version of a chart is to be had."""
        return self.pull or (self.folder / name).is_dir() or any(self._packed(name, "*"))

    def find(self, inputs: Mapping[str, Any]) -> Path:
        """The chart of a release, in exactly its version."""
        name, version = str(inputs.get("chart")), str(inputs.get("version"))
        unpacked = self.folder / name
        manifest = unpacked / "Chart.yaml"
        there = yaml.safe_load(manifest.read_text("utf-8"))["version"] if manifest.is_file() else ""
        if str(there) == version:
            return unpacked
        if self.pull and not any(self._packed(name, version)):
            repository = str((inputs.get("repositoryOpts") or {}).get("repo", ""))
            where = ("--repo", repository, "--version", version, "--destination", self.folder)
            self._run("pull", name, *map(str, where))
        for packed in self._packed(name, version):
            return packed
        had = f"the chart {name} there is {there}, not {version}"
        raise Unrendered(had if there else f"the folder of charts has no {name} {version}")

    def _packed(self, name: str, version: str) -> list[Path]:
        return sorted(self.folder.glob(f"{name}-{version}.tgz"))

    def _run(self, *arguments: str) -> str:
        command = [self.helm, *arguments]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            raise Unrendered(f"Helm refuses {arguments[1]}: {done.stderr.strip()[:400]}")
        return done.stdout

    def render(self, release: Resource) -> Objects:
        """Every object of a release by kind, namespace and name."""
        inputs = release.inputs
        chart = self.find(inputs)
        with tempfile.TemporaryDirectory() as folder:
            values = Path(folder) / "values.yaml"
            values.write_text(yaml.safe_dump(_placed(inputs.get("values") or {})))
            told = self._run(
                *("template", str(inputs.get("name")), str(chart)),
                *("--namespace", str(inputs.get("namespace")), "--values", str(values)),
                *("--kube-version", KUBERNETES, "--api-versions", "monitoring.coreos.com/v1"),
            )
        return dict(_objects(told, str(inputs.get("namespace"))))


def open_charts(folder: str, helm: str, *, pull: bool = False) -> Charts | str:
    """The charts of a folder, or why they cannot be had."""
    if not folder:
        return "no folder of charts was given (--charts, or CHARTS in the environment)"
    if pull:
        Path(folder).mkdir(parents=True, exist_ok=True)
    if not Path(folder).is_dir():
        return f"there is no folder {folder}"
    found = shutil.which(helm or "helm")
    if found is None:
        return f"there is no {helm or 'helm'}"
    return Charts(folder=Path(folder), helm=found, pull=pull)


def manifests(preview: Preview, charts: Charts | str, redaction: Redaction) -> Manifests:
    """What each changed release renders differently."""
    changed = [it for it in preview.changed if it.type == RELEASE and _known_chart(it, charts)]
    if not changed:
        return Manifests()
    if isinstance(charts, str):
        return Manifests(missing=charts)
    found: list[Manifest] = []
    try:
        for change in changed:
            old = charts.render(change.before) if change.before else {}
            new = charts.render(change.after) if change.after else {}
            found += compared(change.name, old, new, redaction)
    except Unrendered as why:
        return Manifests(changes=tuple(found), missing=str(why))
    return Manifests(changes=tuple(found))


def compared(release: str, old: Objects, new: Objects, redaction: Redaction) -> Iterator[Manifest]:
    """Every object that differs; objects that differ in the same way are told together."""
    alike: dict[tuple[Op, tuple[str, ...]], list[str]] = {}
    for title in sorted({*old, *new}):
        before, after = old.get(title), new.get(title)
        if before is None or after is None:
            op = Op.CREATE if before is None else Op.DELETE
            told: tuple[str, ...] = ()
        else:
            op = Op.UPDATE
            told = tuple(_lines(before, after, redaction))
            if not told:
                continue
        alike.setdefault((op, told), []).append(title)
    for (op, told), titles in alike.items():
        yield Manifest(release=release, title=", ".join(titles), op=op, lines=told)


def _known_chart(change: Change, charts: Charts | str) -> bool:
    """Charts that nobody put there are of other projects: they are pinned, and have few values."""
    name = str(change.resource.inputs.get("chart", ""))
    return bool(name) if isinstance(charts, str) else charts.has(name)


def _placed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _placed(it) for key, it in value.items()}
    if isinstance(value, list):
        return [_placed(it) for it in value]
    return PLACEHOLDER if value == UNKNOWN else value


def _objects(text: str, namespace: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for part in _SEPARATOR.split(text):
        body = yaml.load(part, Loader=_Loader) if part.strip() else None  # noqa: S506
        if isinstance(body, Mapping) and body.get("kind"):
            metadata = body.get("metadata") or {}
            where = metadata.get("namespace") or namespace
            yield f"{body['kind']} {where}/{metadata.get('name', '')}", body


def _lines(
    before: Mapping[str, Any], after: Mapping[str, Any], redaction: Redaction
) -> Iterator[str]:
    """The lines of a diff; what a chart makes up at each render, and what follows, is left out."""
    found = [
        replace(it, old=redaction.value(it.old), new=redaction.value(it.new))
        for it in differences(_opened(before), _opened(after))
        if not any(_MADE_UP.search(str(step)) for step in it.path)
    ]
    return changed(found)


def _opened(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object with the YAML files of a ConfigMap read, and the values of a Secret hidden."""
    if body.get("kind") == "Secret":
        return {key: hidden(it) if key in _SECRETS else it for key, it in body.items()}
    if body.get("kind") != "ConfigMap":
        return body
    files = {str(key): _read(str(key), it) for key, it in (body.get("data") or {}).items()}
    return {**body, "data": files}


def _read(name: str, text: Any) -> Any:
    if not name.endswith((".yaml", ".yml")):
        return text
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError:
        return text
