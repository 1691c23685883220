"""What a change does to the configuration of a stack file, whichever cloud it is on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from ..stacks.cases import CASES
from ..stacks.edits import with_twin

Config: TypeAlias = dict[str, Any]
Edit: TypeAlias = Callable[[Config, str], None]
"""Changes the configuration of the stack of that name."""
SECRET_KEY: Final = "union:grafanaPassword"  # noqa: S105
"""A secret of every stack."""
MACHINES: Final = {
    "instanceTypes": ["m7i.2xlarge"],
    "machineType": "n2-standard-16",
    "vmSize": "Standard_D16s_v5",
}
"""Another machine, by the key that the cloud has for it."""


def rewritten(project: Path, stack: str, edit: Edit) -> None:
    """Edit the configuration of a stack file."""
    file = project / "stacks" / f"Pulumi.{stack}.yaml"
    document = yaml.safe_load(file.read_text())
    edit(document["config"], stack)
    file.write_text(yaml.safe_dump(document, sort_keys=False))


def sealed(project: Path, stack: str) -> None:
    """Put a secret into the stack file, as `pulumi config set --secret` does."""

    def edit(config: Config, _: str) -> None:
        config[SECRET_KEY] = {"secure": "v1:base:ciphertext"}

    rewritten(project, stack, edit)


def seeded(seed: str, stack: str) -> str:
    """What the stack finds there, with a cluster for one more data plane."""
    return yaml.safe_dump(with_twin(yaml.safe_load(seed), CASES[stack].twin))


def edited(*path: str, to: Any) -> Edit:
    """Another value at a path of the configuration."""

    def edit(config: Config, _: str) -> None:
        at: Any = config
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return edit


def _last(config: Config) -> str:
    return max(config["union:dataPlanes"])


def new_plane(config: Config, stack: str) -> None:
    config.update(with_twin(config, CASES[stack].twin))


def retired(config: Config, _: str) -> None:
    plane = _last(config)
    config["union:dataPlanes"][plane]["retired"] = True
    for members in config["union:clusterPools"].values():
        members.remove(plane)


def removed(config: Config, _: str) -> None:
    plane = _last(config)
    retired(config, "")
    del config["union:dataPlanes"][plane]


def new_bucket(config: Config, _: str) -> None:
    plane = _last(config)
    config["union:buckets"]["scratch"] = {**_created(config), "create": "acme-union-scratch"}
    config["union:dataPlanes"][plane]["storage"]["rawData"] = "scratch"


def metadata_moved(config: Config, _: str) -> None:
    config["union:buckets"]["other"] = {**_created(config), "create": "acme-union-other"}
    for plane in config["union:dataPlanes"].values():
        plane["storage"]["metadata"] = "other"


def metadata_split(config: Config, _: str) -> None:
    plane = _last(config)
    config["union:buckets"]["other"] = {**_created(config), "create": "acme-union-other"}
    config["union:dataPlanes"][plane]["storage"]["metadata"] = "other"


def _created(config: Config) -> Config:
    """Where another bucket like that of raw data would be."""
    raw = config["union:buckets"]["raw"]
    return {key: raw[key] for key in ("account", "storageAccount") if key in raw}


def shorter_retention(config: Config, _: str) -> None:
    config["union:buckets"]["raw"]["retention"]["days"] = 30


def metadata_expires(config: Config, _: str) -> None:
    config["union:buckets"]["metadata"]["retention"] = {"days": 30}


def larger_pool(config: Config, _: str) -> None:
    cluster = min(config["union:clusters"])
    config["union:clusters"][cluster]["nodePools"]["worker"]["create"]["max"] = 80


def other_machines(config: Config, _: str) -> None:
    pools = config["union:clusters"][min(config["union:clusters"])]["nodePools"]
    created = pools["services"]["create"]
    created.update({key: MACHINES[key] for key in created.keys() & MACHINES.keys()})


def other_host(config: Config, _: str) -> None:
    control_plane = config["union:controlPlane"]
    control_plane.get("existing", control_plane)["host"] = "union.acme.dev"


def more_groups(config: Config, _: str) -> None:
    config["union:identityProvider"]["groups"].append("Everyone")
