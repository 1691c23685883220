"""What a change does to the configuration of a stack file, whichever cloud it is on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from ..stacks import edits as stack_edits
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
    stack_edits.retired(_last(config))(config)


def removed(config: Config, _: str) -> None:
    stack_edits.removed(_last(config))(config)


def new_bucket(config: Config, _: str) -> None:
    """For the raw data of the last data plane; the retention goes along from a bucket without."""
    storage = config["union:dataPlanes"][_last(config)]["storage"]
    old = storage["rawData"]
    scratch = _beside(config, old, "acme-union-scratch")
    storage["rawData"] = "scratch"
    used = {plane["storage"].get("rawData") for plane in config["union:dataPlanes"].values()}
    if old not in used:
        scratch["retention"] = config["union:buckets"][old].pop("retention")
    config["union:buckets"]["scratch"] = scratch


def metadata_moved(config: Config, _: str) -> None:
    """Of the last data plane, and of all that share it."""
    old = config["union:dataPlanes"][_last(config)]["storage"]["metadata"]
    config["union:buckets"]["other"] = _beside(config, old, "acme-union-other")
    for plane in config["union:dataPlanes"].values():
        if plane["storage"]["metadata"] == old:
            plane["storage"]["metadata"] = "other"


def metadata_split(config: Config, _: str) -> None:
    storage = config["union:dataPlanes"][_last(config)]["storage"]
    config["union:buckets"]["other"] = _beside(config, storage["metadata"], "acme-union-other")
    storage["metadata"] = "other"


def _beside(config: Config, bucket: str, name: str) -> Config:
    """A bucket of that name, where another one is."""
    there = config["union:buckets"][bucket]
    return {
        **{key: there[key] for key in ("account", "storageAccount") if key in there},
        "create": name,
    }


def shorter_retention(config: Config, _: str) -> None:
    raw = config["union:dataPlanes"][_last(config)]["storage"]["rawData"]
    config["union:buckets"][raw]["retention"]["days"] //= 3


def metadata_expires(config: Config, _: str) -> None:
    metadata = config["union:dataPlanes"][_last(config)]["storage"]["metadata"]
    config["union:buckets"][metadata]["retention"] = {"days": 30}


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
