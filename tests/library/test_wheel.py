"""The wheel: what is in it, what it asks for, and what its types say."""

from __future__ import annotations

import ast
import email
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.versions import LIBRARY_VERSION

from ..programs import ROOT
from .conftest import EXAMPLES
from .test_examples import NAMES

COMPONENTS = ROOT / "components"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DIST_INFO = f"union_selfmanaged-{LIBRARY_VERSION}.dist-info"


def files(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def metadata(wheel: Path) -> email.message.Message:
    with zipfile.ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"{DIST_INFO}/METADATA"))


def test_every_package_of_the_library_is_named() -> None:
    folders = [it.parent.relative_to(COMPONENTS) for it in COMPONENTS.rglob("__init__.py")]
    packages = sorted(".".join(("union_selfmanaged", *folder.parts)) for folder in folders)

    assert PYPROJECT["tool"]["setuptools"]["packages"] == packages


def test_it_claims_its_own_import_name_and_no_other(wheel: Path) -> None:
    assert {name.partition("/")[0] for name in files(wheel)} == {"union_selfmanaged", DIST_INFO}


def test_it_holds_every_module_and_the_mark_of_its_types(wheel: Path) -> None:
    modules = {f"union_selfmanaged/{it.relative_to(COMPONENTS)}" for it in COMPONENTS.rglob("*.py")}

    found = {name for name in files(wheel) if not name.startswith(DIST_INFO)}

    assert found == modules | {"union_selfmanaged/py.typed"}


def test_it_asks_for_one_sdk_only_where_its_cloud_is_wanted(wheel: Path) -> None:
    needs = metadata(wheel).get_all("Requires-Dist") or []

    always = sorted(line.split("<")[0] for line in needs if "extra ==" not in line)
    wanted = {line.rpartition("== ")[2].strip('"'): line.split("<")[0] for line in needs}
    assert always == ["PyYAML", "pulumi", "pulumi-kubernetes", "pydantic"]
    assert {extra: sdk for extra, sdk in wanted.items() if extra.isalpha()} == {
        "okta": "pulumi-okta",
        "aws": "pulumi-aws",
        "gcp": "pulumi-gcp",
        "azure": "pulumi-azure-native",
    }


def test_it_tells_its_version_its_license_and_its_python(wheel: Path) -> None:
    found = metadata(wheel)

    assert found["Name"] == "union-selfmanaged"
    assert found["Version"] == LIBRARY_VERSION
    assert found["License-Expression"] == "Apache-2.0"
    assert found["Requires-Python"] == ">=3.11"


def test_it_is_imported_without_a_cloud_and_without_configuration(library: Path) -> None:
    sdks = ("pulumi_aws", "pulumi_gcp", "pulumi_azure_native", "pulumi_okta")
    program = f"""
import sys
from pulumi.runtime import config

def asked(*_):
    raise AssertionError("configuration was read on import")

config.get_config_env = config.get_config = asked
import union_selfmanaged
print(sorted(union_selfmanaged.__all__), [it for it in {sdks} if it in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(library)},
        cwd=library,
        capture_output=True,
        text=True,
        check=False,
    )

    public = ["ClusterInputs", "Installation", "InstallationArgs", "Settings", "load_settings"]
    assert done.stdout.strip() == f"{public} []", done.stderr


def undocumented(node: ast.Module | ast.ClassDef, where: str) -> Iterator[str]:
    """Public classes, functions and methods that say nothing of themselves."""
    for inner in node.body:
        if not isinstance(inner, ast.ClassDef | ast.FunctionDef) or inner.name.startswith("_"):
            continue
        if not ast.get_docstring(inner):
            yield f"{where}.{inner.name}"
        if isinstance(inner, ast.ClassDef):
            yield from undocumented(inner, f"{where}.{inner.name}")


def test_every_public_name_has_a_docstring(library: Path) -> None:
    modules = sorted((library / "union_selfmanaged").rglob("*.py"))

    assert modules
    trees = {str(module.relative_to(library)): ast.parse(module.read_text()) for module in modules}
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []
    assert [it for name, tree in trees.items() for it in undocumented(tree, name)] == []


def checked(library: Path, program: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The strict checker on a program, with nothing but the wheel to tell the library's types."""
    settings = folder / "pyrefly.toml"
    settings.write_text(
        f'preset = "strict"\n'
        f'project-includes = ["{program}/*.py"]\n'
        f'search-path = ["{program}"]\n'
        f'site-package-path = ["{library}"]\n'
        f'python-interpreter-path = "{sys.executable}"\n'
    )
    checker = Path(sys.executable).with_name("pyrefly")
    return subprocess.run(
        [str(checker), "check", "--config", str(settings)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_strict_type_checker_takes_the_example(library: Path, name: str, tmp_path: Path) -> None:
    done = checked(library, EXAMPLES / name, tmp_path)

    assert done.returncode == 0, done.stdout


def test_a_type_checker_finds_mistakes_in_settings(library: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    (program / "__main__.py").write_text(
        "from union_selfmanaged import InstallationArgs\n"
        "from union_selfmanaged.config import AwsAccount\n"
        'AwsAccount(provider="gcp", account_id="123456789012", region="us-east-2")\n'
        'AwsAccount(provider="aws", acount_id="123456789012", region="us-east-2")\n'
        "InstallationArgs(settings={})\n"
    )

    done = checked(library, program, tmp_path)

    found = {int(it) for it in re.findall(r"__main__\.py:(\d+):", done.stdout)}
    assert found == {3, 4, 5}, done.stdout
