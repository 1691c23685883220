"""What a user does to a stack file, on its configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

Config: TypeAlias = dict[str, Any]
Edit: TypeAlias = Callable[[Config], None]


def retired(plane: str) -> Edit:
    """The first step of a removal: out of the pools, and `retired: true`.

    A pool that is then empty goes, and with it what sends runs there.
    """

    def edit(config: Config) -> None:
        config["union:dataPlanes"][plane]["retired"] = True
        pools = config.get("union:clusterPools", {})
        kept = {name: [it for it in members if it != plane] for name, members in pools.items()}
        config["union:clusterPools"] = {name: it for name, it in kept.items() if it}
        if sent := config.get("union:clusterPoolAttributes"):
            left = [it for it in sent if it["clusterPoolName"] in config["union:clusterPools"]]
            config["union:clusterPoolAttributes"] = left

    return edit


def removed(plane: str, cluster: str | None = None) -> Edit:
    """The second step: its section goes, and with a name that of its cluster too.

    Where it alone kept raw data, nothing is left to expire.
    """

    def edit(config: Config) -> None:
        retired(plane)(config)
        del config["union:dataPlanes"][plane]
        left = [it["storage"] for it in config["union:dataPlanes"].values() if "storage" in it]
        for name, bucket in config.get("union:buckets", {}).items():
            if all(name != storage.get("rawData") for storage in left):
                bucket.pop("retention", None)
        if cluster:
            del config["union:clusters"][cluster]

    return edit


def reordered(config: Config) -> None:
    """Every mapping of the stack file the other way round."""
    turned = {key: _turned(value) for key, value in reversed(config.items())}
    config.clear()
    config.update(turned)


def mapped(template: str) -> Edit:
    """Another namespace mapping."""

    def edit(config: Config) -> None:
        config["union:namespaceMapping"] = {"template": template}

    return edit


def joined(words: Mapping[str, str]) -> Edit:
    """Another data plane in another cluster, like the one that the words speak of."""

    def edit(config: Config) -> None:
        config.update(with_twin(config, words))

    return edit


def misspelt(config: Config) -> None:
    """Three mistakes in three sections."""
    control_plane = config["union:controlPlane"]
    section = control_plane.get("existing") or control_plane.get("stack") or control_plane
    word = "name" if "name" in section else "host"
    section[f"{word[:2]}{word[3]}{word[2]}"] = section.pop(word)
    config["union:dataPlane"] = dict[str, Any]()
    config["union:organization"] = "Not a name"


def with_twin(value: Config, words: Mapping[str, str]) -> Config:
    """`value`, and beside all that is named by one of the words the same by the other word."""
    both: Config = {}
    for key, item in value.items():
        twin = _reworded(key, words)
        both[key] = _beside(item, words) if twin == key else item
        if twin != key:
            both[twin] = _reworded(item, words)
    return both


def _beside(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return with_twin(value, words)
    if isinstance(value, list):
        twins = [_reworded(item, words) for item in value]
        return [*value, *(new for new, old in zip(twins, value, strict=True) if new != old)]
    return value


def _reworded(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {_reworded(key, words): _reworded(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [_reworded(item, words) for item in value]
    if isinstance(value, str):
        for old, new in words.items():
            value = value.replace(old, new)
    return value


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        return {key: _turned(item) for key, item in reversed(items)}
    return value
