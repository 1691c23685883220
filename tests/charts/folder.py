"""The folder of real charts that the tools are given: whether it will do, and how to get one."""

from __future__ import annotations

from pathlib import Path

from components.versions import CHART_REPOSITORY, CHART_VERSION

CHARTS = ("controlplane", "dataplane", "dataplane-crds")


class UnfitFolder(Exception):  # noqa: N818
    """Why a folder of charts cannot be used, and what to do about it."""


def open_folder(argument: str) -> Path:
    """The folder of an argument, if it holds the charts at our version with their dependencies."""
    if not argument:
        raise _unfit("no chart folder was given")
    folder = Path(argument)
    for chart in CHARTS:
        manifest = folder / chart / "Chart.yaml"
        if not manifest.is_file():
            raise _unfit(f"{manifest} does not exist")
        if f"version: {CHART_VERSION}" not in manifest.read_text().splitlines():
            raise _unfit(f"{manifest} is not version {CHART_VERSION}")
        if not (folder / chart / "charts").is_dir():
            raise _unfit(f"{manifest.parent} comes without its dependencies")
    return folder


def _unfit(problem: str) -> UnfitFolder:
    source = f"--repo {CHART_REPOSITORY} --version {CHART_VERSION}"
    pulls = [f"  helm pull {chart} {source} --untar --untardir charts" for chart in CHARTS]
    lines = [problem, "", "To fetch the charts:", *pulls, "then name the folder: CHARTS=charts"]
    return UnfitFolder("\n".join(lines))
