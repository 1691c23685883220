"""What pages name of the repository: tests, rules, modules."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NODE = re.compile(r"^(?P<file>(?:tests|components)/[\w/]+\.py)(?:::(?P<name>\w+))?$")


def missing(span: str) -> str | None:
    """What is wrong with a code span that names a file of ours or something in it; None: nothing.

    `tests/values/test_pages.py::test_x` or `components/config/rules/chart.py::known_version`.
    """
    node = _NODE.match(span)
    if node is None:
        return None
    path = ROOT / node["file"]
    if not path.is_file():
        return f"there is no {node['file']}"
    if node["name"] and node["name"] not in definitions(path):
        return f"{node['file']} has no {node['name']}"
    return None


@cache
def definitions(path: Path) -> frozenset[str]:
    """Functions, classes and constants at the top of a module."""
    found: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return frozenset(found)
