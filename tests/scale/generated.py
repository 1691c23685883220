"""Stack files and seeds of any size: copies of data planes that the repository's own files have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import yaml

from emulator.workspace import SEEDS

from ..programs import ROOT

Document: TypeAlias = dict[str, Any]
CONTROL_PLANE: Final = "prod-aws"
"""The stack that has the control plane, and one data plane beside it."""
FLEET: Final = "fleet-aws"
"""The stack whose data planes attach to it."""
FIRST: Final = "production-cluster-1"
_HEAD: Final = frozenset({"organization", "chartVersion", "controlPlane", "accounts"})
_OF_A_PLANE: Final = ("clusters", "buckets", "repositories", "dataPlanes", "clusterPools")
_ATTRIBUTES: Final = "union:clusterPoolAttributes"


@dataclass(frozen=True, kw_only=True)
class Generated:
    """A stack: its file, and what it finds there already."""

    name: str
    config: Document
    """Keys of the stack file's `config`."""
    seed: Document
    """The emulator's seed."""


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A data plane of the repository, which is copied by other words."""

    stack: str
    plane: str
    words: Mapping[str, str]
    """What names it and what it finds there, and the same of a copy; `{0}` is its number."""

    def copy(self, number: int) -> tuple[Document, Document]:
        """Its part of the stack file and of the seed, by the words of one copy."""
        words = {old: new.format(number) for old, new in self.words.items()}
        config = only(stack_file(self.stack), self.plane)
        cluster = config["union:dataPlanes"][self.plane]["cluster"]
        return _reworded(config, words), _reworded(found_there(seed(self.stack), cluster), words)


JOINS: Final = Pattern(
    stack=CONTROL_PLANE,
    plane="production-cluster-2",
    words={
        "production-cluster-2": "joins-{0:03}",
        "union-prod-2": "union-{0:03}",
        "dataplane-2": "joins-{0:03}",
        "EXAMPLE2": "EXAMPLE{0:03}",
        "0bbb": "0{0:03x}",
        "5555EEEE": "{0:04}EEEE",
    },
)
"""Joins the pool of the first data plane, and shares its buckets."""
APART: Final = Pattern(
    stack=FLEET,
    plane="research",
    words={
        "research": "apart-{0:03}",
        "genomics": "genomics-{0:03}",
        "EXAMPLE4": "EXAMPLE{0:03}",
        "0ddd": "0{0:03x}",
        "7777EEEE": "{0:04}EEEE",
    },
)
"""In a pool of its own, with buckets and a repository of its own."""
ATTACHED: Final = Pattern(
    stack=FLEET,
    plane="burst",
    words={
        "burst": "joins-{0:03}",
        "EXAMPLE3": "EXAMPLE{0:03}",
        "0ccc": "0{0:03x}",
        "6666AAAA": "{0:04}AAAA",
    },
)
"""Joins the pool of the control plane's stack, and shares its buckets."""


def one_stack(planes: int) -> Generated:
    """A control plane with `planes` data planes, one a cluster; an even one joins, an odd not."""
    config = _head(CONTROL_PLANE, only(stack_file(CONTROL_PLANE), FIRST))
    found = dict(seed(CONTROL_PLANE))
    del found["clusters"], found["things"]
    there = found_there(seed(CONTROL_PLANE), config["union:controlPlane"]["cluster"])
    found = merged(found, there)
    for number in range(2, planes + 1):
        its_config, its_seed = (APART if number % 2 else JOINS).copy(number)
        config, found = merged(config, its_config), merged(found, its_seed)
    return Generated(name=CONTROL_PLANE, config=config, seed=found)


def stack_of_one(number: int) -> Generated:
    """A data plane in a stack of its own, attached to the control plane's; as in `one_stack`."""
    config, there = (APART if number % 2 else ATTACHED).copy(number)
    (plane,) = config["union:dataPlanes"]
    secrets = {"secrets": ["union:grafanaPassword"]} if number % 2 else {}
    head = {"stacks": [CONTROL_PLANE], **({"config": secrets} if secrets else {})}
    return Generated(name=plane, config=_head(FLEET, config), seed=merged(head, there))


def only(config: Document, plane: str) -> Document:
    """What of a stack file is one data plane's: its cluster, its buckets, its pools."""
    section = config["union:dataPlanes"][plane]
    named = {plane, *_strings(section)}
    pools = {pool for pool, members in config["union:clusterPools"].items() if plane in members}
    found = {
        f"union:{key}": {
            name: [plane] if key == "clusterPools" else item
            for name, item in config.get(f"union:{key}", {}).items()
            if name in (pools if key == "clusterPools" else named)
        }
        for key in _OF_A_PLANE
    }
    mappings = [it for it in config.get(_ATTRIBUTES, []) if it["clusterPoolName"] in pools]
    return {**found, _ATTRIBUTES: mappings}


def found_there(seed: Document, cluster: str) -> Document:
    """What of a seed is one cluster's, and what is nobody's."""
    things = seed["things"]
    eks = next(it for it in _all(things, "aws:eks/cluster:Cluster") if it["name"] == cluster)
    its_own = {cluster, *eks["vpcConfig"]["subnetIds"]}
    its_own |= {it["issuer"] for identity in eks["identities"] for it in identity["oidcs"]}
    apart = {"aws:eks/cluster:Cluster": "name", "aws:ec2/subnet:Subnet": "id"}
    apart["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] = "url"
    kept = {
        realm: {
            token: [it for it in items if token not in apart or it[apart[token]] in its_own]
            for token, items in types.items()
        }
        for realm, types in things.items()
        if not realm.startswith("kubernetes/") or realm == f"kubernetes/{cluster}"
    }
    return {"clusters": {cluster: seed["clusters"][cluster]}, "things": kept}


def merged(one: Document, other: Document) -> Document:
    """Both; what both say must be the same."""
    both = dict(one)
    for key, item in other.items():
        there = both.get(key, item)
        if isinstance(there, dict) and isinstance(item, dict):
            both[key] = merged(cast("Document", there), cast("Document", item))
        elif isinstance(there, list) and isinstance(item, list):
            both[key] = [*there, *(it for it in item if it not in there)]
        elif there != item:
            raise ValueError(f"{key}: {there!r} and {item!r}")
        else:
            both[key] = item
    return both


@cache
def stack_file(stack: str) -> Document:
    """The `config` of a stack file of the repository."""
    text = (ROOT / "stacks" / f"Pulumi.{stack}.yaml").read_text()
    config: Document = yaml.safe_load(text)["config"]
    return config


@cache
def seed(stack: str) -> Document:
    """The emulator's seed of a stack of the repository."""
    found: Document = yaml.safe_load((SEEDS / f"{stack}.yaml").read_text())
    return found


def written(project: Path, run: Path, stacks: Iterable[Generated]) -> None:
    """A project in `project` whose stacks these are; their seeds go where runs look for them."""
    (project / "stacks").mkdir(parents=True)
    run.mkdir(parents=True, exist_ok=True)
    for name in ("Pulumi.yaml", "__main__.py", "components"):
        (project / name).symlink_to(ROOT / name)
    for stack in stacks:
        rewritten(project, run, stack)


def rewritten(project: Path, run: Path, stack: Generated) -> None:
    """The stack file and the seed of one of its stacks."""
    content = yaml.safe_dump({"config": stack.config}, sort_keys=False)
    (project / "stacks" / f"Pulumi.{stack.name}.yaml").write_text(content)
    (run / f"{stack.name}.seed.yaml").write_text(yaml.safe_dump(stack.seed, sort_keys=False))


def _head(stack: str, config: Document) -> Document:
    """`config` under all that a stack file says of the whole installation."""
    tables = {f"union:{key}" for key in _OF_A_PLANE} | {_ATTRIBUTES}
    head = {key: item for key, item in stack_file(stack).items() if key not in tables}
    extra: Document = {}
    if "union:controlPlane" in head and (bucket := head["union:controlPlane"].get("metadata")):
        extra["union:buckets"] = {bucket: stack_file(stack)["union:buckets"][bucket]}
    return merged(merged(head, extra), config)


def _all(things: Document, token: str) -> Iterator[Document]:
    for types in things.values():
        yield from types.get(token, [])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value


def _reworded(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {_reworded(key, words): _reworded(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [_reworded(item, words) for item in value]
    if isinstance(value, str):
        for old, new in words.items():
            value = value.replace(old, new)
    return value
