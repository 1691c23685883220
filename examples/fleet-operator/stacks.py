"""Stack files → resources of the Pulumi Kubernetes Operator, one a stack.

python examples/fleet-operator/stacks.py --commit "$(git rev-parse HEAD)" > fleet.yaml
"""

from __future__ import annotations

import argparse
import copy
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

HERE: Final = Path(__file__).parent
CONTROL_PLANE: Final = "control-plane"
"""Service account of stacks that have a control plane."""
DATA_PLANES: Final = "data-planes"
"""Service account of stacks that attach to one."""


def resources(folder: Path, commit: str, organization: str) -> Iterator[Mapping[str, Any]]:
    """One `Stack` for each stack file of `folder` that attaches to another, after those others.

    Stacks that share a commit run in the order of their prerequisites: a resource that was changed
    counts as done only when it has run again.
    """
    attached = dict(_attached(folder))
    template = yaml.safe_load((HERE / "stack.yaml").read_text())
    for name in sorted(set(attached.values())):
        # One of another project has its resource there.
        if (folder / f"Pulumi.{name}.yaml").exists():
            yield _resource(template, name, CONTROL_PLANE, commit, organization)
    for name, control_plane in sorted(attached.items()):
        resource = _resource(template, name, DATA_PLANES, commit, organization)
        resource["spec"]["prerequisites"] = [{"name": control_plane}]
        yield resource


def _attached(folder: Path) -> Iterator[tuple[str, str]]:
    """Stacks that attach to another one's control plane, and that other one."""
    for path in folder.glob("Pulumi.*.yaml"):
        config = yaml.safe_load(path.read_text()).get("config", {})
        named = config.get("union:controlPlane", {}).get("stack", {}).get("name")
        if named:
            yield path.name.split(".")[1], named.rpartition("/")[2]


def _resource(
    template: Mapping[str, Any], name: str, account: str, commit: str, organization: str
) -> dict[str, Any]:
    resource: dict[str, Any] = copy.deepcopy(dict(template))
    resource["metadata"]["name"] = name
    resource["spec"] |= {
        "stack": f"{organization}/union/{name}",
        "serviceAccountName": account,
        "commit": commit,
    }
    return resource


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the resources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", required=True, help="what all stacks run")
    parser.add_argument("--stacks", type=Path, default=Path("stacks"), help="default: %(default)s")
    parser.add_argument(
        "--organization",
        default="organization",
        help="of Pulumi Cloud; state in a bucket knows only the default: %(default)s",
    )
    options = parser.parse_args(arguments)
    made = resources(options.stacks, options.commit, options.organization)
    yaml.safe_dump_all(made, sys.stdout, sort_keys=False)


if __name__ == "__main__":
    main()
