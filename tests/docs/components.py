"""Pages of `docs/components/`: what they name, and what their examples make."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

import pulumi

import components
from docs.site.api import IMPORTED, home, names
from tests.engine import Engine, Registration
from tests.programs import engine_for

from .names import ROOT

FOLDER = ROOT / "docs" / "components"
_EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_MADE = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class ComponentPage:
    """One page: a component first, then what it is given."""

    path: Path

    @cached_property
    def text(self) -> str:
        """As it is."""
        return self.path.read_text()

    @cached_property
    def told(self) -> list[str]:
        """What it tells of, where each is defined."""
        return [home(name) for name in names(self.text)]

    @property
    def component(self) -> str:
        """What it is about."""
        return self.told[0]

    @cached_property
    def example(self) -> str:
        """The program that it shows."""
        (shown,) = _EXAMPLE.findall(self.text)
        return shown

    @cached_property
    def made(self) -> list[Registration]:
        """What the component of the example registers: itself, and its children."""
        engine = engine_for("prod-aws")
        program = compile(_of_the_repository(self.example), str(self.path), "exec")
        engine.run(lambda: exec(program, {}))  # noqa: S102 - a page of ours
        return [*_family(engine, self._logical_name())]

    def refreshed(self) -> str:
        """Its text with what the example makes today."""
        tree = "".join(f"{line}\n" for line in _drawn(self.made))
        return _MADE.sub(lambda _: tree, self.text, count=1)

    def _logical_name(self) -> str:
        """What the example calls the component."""
        called = _called(self.example, self.component)
        (found,) = [
            ast.literal_eval(node.args[0])
            for node in ast.walk(ast.parse(self.example))
            if isinstance(node, ast.Call)
            if isinstance(node.func, ast.Name) and node.func.id == called
        ]
        return found


def pages() -> list[ComponentPage]:
    """Every page but the one that introduces them."""
    return [ComponentPage(it) for it in sorted(FOLDER.rglob("*.md")) if it.name != "README.md"]


def public_components() -> set[str]:
    """Components of the library, where each is defined."""
    return {
        f"{module.__name__}.{name}".removeprefix("components.")
        for module in _modules()
        for name, it in vars(module).items()
        if isinstance(it, type) and issubclass(it, pulumi.ComponentResource)
        if it.__module__ == module.__name__ and not name.startswith("_")
    }


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(components.__path__, "components."):
        yield importlib.import_module(found.name)


def _of_the_repository(program: str) -> str:
    return program.replace(f"from {IMPORTED}", "from components")


def _called(program: str, component: str) -> str:
    """The name under which a program imports the component."""
    for node in ast.parse(program).body:
        for alias in node.names if isinstance(node, ast.ImportFrom) else ():
            imported = f"{node.module}.{alias.name}"
            ours = imported.startswith(f"{IMPORTED}.")
            if ours and home(imported.removeprefix(f"{IMPORTED}.")) == component:
                return alias.asname or alias.name
    raise AssertionError(f"the example does not import {component}")


def _family(engine: Engine, name: str) -> Iterator[Registration]:
    (top,) = [it for it in engine.registrations if it.name == name and it.type.startswith("union:")]
    yield top
    yield from (it for it in engine.registrations if it.parent == name and it is not top)


def _drawn(made: list[Registration]) -> Iterator[str]:
    top, *children = made
    yield f"{top.type}  {top.name}"
    listed = sorted(children, key=lambda it: (it.type, it.name))
    for it in listed:
        branch = "└──" if it is listed[-1] else "├──"
        kept = ", ".join(word for word, option in KEPT.items() if it.options.get(option))
        yield f"{branch} {it.type}  {it.name}" + (f"  ({kept})" if kept else "")


KEPT = {"protected": "protect", "retained": "retain_on_delete"}
"""Options that a tree tells, by the word for them."""
