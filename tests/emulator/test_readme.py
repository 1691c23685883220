"""The page says what the table holds."""

from __future__ import annotations

from pathlib import Path

import emulator
from emulator.cloud import MODULES, load
from emulator.clouds.kubernetes.known_charts import CHARTS

PAGE = (Path(emulator.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_every_type_function_and_chart_is_named() -> None:
    clouds = [load(package) for package in MODULES]
    names = {token.rpartition(":")[2] for cloud in clouds for token in cloud.rows}
    names |= {token.rpartition(":")[2] for cloud in clouds for token in cloud.functions}
    names |= {name for name, _ in CHARTS}
    assert {name for name in names if name not in PAGE} == set()


def test_every_package_is_named() -> None:
    assert all(f"`{package}`" in PAGE for package in MODULES)
