"""The real Helm: finding it, and rendering a chart with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from .cluster import KUBERNETES
from .golden import Golden, Rendered
from .manifests import Manifest, parse


class HelmError(Exception):
    """Helm is missing, or refused to render."""


def find() -> str:
    """Helm by $HELM, else on PATH."""
    named = os.environ.get("HELM", "")
    found = shutil.which(named or "helm")
    if not found:
        missing = f"HELM={named} is not a program" if named else "no helm on PATH"
        raise HelmError(
            f"{missing}: install it (https://helm.sh/docs/intro/install/) or name it by HELM=<file>"
        )
    return found


def render(golden: Golden, charts: Path) -> Rendered:
    """Render a release as install and as upgrade; what only the upgrade has comes after."""
    first, warnings = _template(golden, charts, ())
    upgrade, _ = _template(golden, charts, ("--is-upgrade",))
    titles = {manifest.title for manifest in first}
    hooks = [manifest for manifest in upgrade if manifest.title not in titles]
    return Rendered(golden=golden, manifests=(*first, *hooks), warnings=tuple(warnings))


def template(
    golden: Golden, charts: Path, values: Sequence[Path], extra: Sequence[str] = ()
) -> tuple[str, list[str]]:
    """The text of `helm template`, and Helm's warnings."""
    command = [find(), "template", golden.release, str(charts / golden.chart)]
    command += ["--namespace", golden.namespace, "--kube-version", f"{KUBERNETES}.0", *extra]
    command += [part for file in values for part in ("--values", str(file))]
    command += [part for name in golden.api_versions for part in ("--api-versions", name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise HelmError(f"{golden.release}: {done.stderr.strip()}")
    return done.stdout, [line for line in done.stderr.splitlines() if line.strip()]


def _template(
    golden: Golden, charts: Path, extra: Sequence[str]
) -> tuple[tuple[Manifest, ...], list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        values = Path(folder) / "values.yaml"
        values.write_text(yaml.safe_dump(dict(golden.values)))
        text, warnings = template(golden, charts, [values], extra)
    return parse(text, golden.namespace), warnings
