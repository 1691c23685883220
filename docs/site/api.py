"""What an `{api}` block of a page names, turned into directives that tell it from its docstrings.

A line is a dotted name below the library: a class, a function, a constant, or a module or package,
which stands for all that its `__all__` lists.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

LIBRARY = Path(__file__).parents[2] / "components"
IMPORTED = "union_selfmanaged"
"""What users import."""
BLOCK = re.compile(r"^```\{api\}\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def names(page: str) -> list[str]:
    """What the blocks of a page name, in order; a module as all that it lists."""
    return [name for block in BLOCK.findall(page) for line in block.split() for name in _each(line)]


def where_told(pages: Mapping[str, str]) -> dict[str, str]:
    """The page of each name, by where it is defined: the first of `pages`, text by page."""
    told: dict[str, str] = {}
    for page, text in pages.items():
        for name in names(text):
            told.setdefault(home(name), page)
    return told


def expanded(page: str, text: str, told: Mapping[str, str]) -> str:
    """A page's text with directives in the place of its blocks; links go to where `told` says."""
    here = {name for name, first in told.items() if first == page}

    def directives(block: re.Match[str]) -> str:
        lines = ["```{eval-rst}"]
        for name in map(home, names(block[0])):
            lines += _directive(name, first=name in here)
            here.discard(name)
        return "\n".join([*lines, "```"])

    return BLOCK.sub(directives, text)


def home(name: str) -> str:
    """Where a name is defined, whoever exports it too."""
    module, _, last = name.rpartition(".")
    for node in _tree(module).body if _file(module) else ():
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        for alias in node.names:
            if (alias.asname or alias.name) == last:
                return home(f"{_source(module, node)}.{alias.name}")
    return name


def kind(name: str) -> str:
    """`class`, `function` or `data`."""
    defined = home(name)
    module, _, last = defined.rpartition(".")
    for node in _tree(module).body:
        if isinstance(node, ast.ClassDef) and node.name == last:
            return "class"
        if isinstance(node, ast.FunctionDef) and node.name == last:
            return "function"
        if _assigns(node, last):
            return "data"
    raise ValueError(f"the library has no {name}")


def _each(name: str) -> Iterator[str]:
    module = "" if name == IMPORTED else name
    if _file(module) is None:
        yield name
        return
    listed = next(it.value for it in _tree(module).body if _assigns(it, "__all__"))
    yield from (f"{module}.{it}".removeprefix(".") for it in sorted(ast.literal_eval(listed)))


def _directive(name: str, *, first: bool) -> list[str]:
    what = kind(name)
    options = ["   :members:"] if what == "class" else []
    options += [] if first else ["   :no-index:"]
    # In its own module, as what stands beside it is named there without one.
    module = f".. py:currentmodule:: {IMPORTED}.{name.rpartition('.')[0]}"
    return [module, "", f".. autoapi{what}:: {IMPORTED}.{name}", *options, ""]


def _assigns(node: ast.stmt, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return any(isinstance(it, ast.Name) and it.id == name for it in targets)


def _source(module: str, node: ast.ImportFrom) -> str:
    """The module that `node`, in `module`, imports from."""
    here = module.split(".") if module else []
    package = here if _file(module) == LIBRARY.joinpath(*here, "__init__.py") else here[:-1]
    above = package[: len(package) - node.level + 1]
    return ".".join(part for part in (*above, node.module or "") if part)


def _tree(module: str) -> ast.Module:
    file = _file(module)
    if file is None:
        raise ValueError(f"the library has no module {module}")
    return ast.parse(file.read_text(encoding="utf-8"))


def _file(module: str) -> Path | None:
    path = LIBRARY.joinpath(*module.split(".")) if module else LIBRARY
    candidates = (path / "__init__.py", path.with_suffix(".py"))
    return next((it for it in candidates if it.is_file()), None)
