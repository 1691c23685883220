"""Page: configuration/image-builder, *Cross Account access*."""

from types import SimpleNamespace
from typing import Any

from components import shared
from components.access import AccessArgs, access
from components.cloud.platform import RegistryAccessArgs

from .config.stack import Changes
from .engine import Engine
from .fakes import FakePlatform, identity, pools, registry
from .planes.settings import FIRST, ONE, SECOND, settings

EXISTING: Changes = {"repositories.images": {"account": "images", "existing": "union/images"}}


def builders(*planes: str) -> dict[str, str]:
    return {f"{plane}-worker": worker(plane) for plane in planes}


def proxies(*planes: str) -> dict[str, str]:
    return {f"{plane}-proxy": proxy(plane) for plane in planes}


def nodes(*clusters: str) -> dict[str, str]:
    return {
        f"{cluster}.{pool.name}": f"nodes/{cluster}"
        for cluster in clusters
        for pool in pools(cluster)
    }


def worker(plane: str) -> str:
    return f"role/{plane}-worker"


def proxy(plane: str) -> str:
    return f"role/{plane}-operator-proxy"


def identities(plane: str) -> Any:
    return SimpleNamespace(
        worker=identity(f"{plane}-worker"), operator_proxy=identity(f"{plane}-operator-proxy")
    )


def site(cluster: str, nodes: str | None) -> Any:
    """`nodes`: identity that all nodes of a cluster have; by default each pool has its own."""
    return SimpleNamespace(
        cluster=SimpleNamespace(node_principal=nodes), node_pools=() if nodes else pools(cluster)
    )


def granted(
    *changes: Changes, living: tuple[str, ...] = (FIRST, SECOND), nodes: str | None = None
) -> tuple[dict[str, RegistryAccessArgs], dict[str, str]]:
    """What the repository's account was asked for, and the policies that others must write."""
    clouds = {name: FakePlatform(account=name) for name in ("prod", "images")}
    found = settings(*changes)
    repositories = shared.repositories(found)
    args = AccessArgs(
        settings=found,
        clouds=clouds,
        sites={name: site(name, nodes) for name in found.clusters},
        repositories=repositories,
        registries={name: registry(name, it.settings.account) for name, it in repositories.items()},
        identities={name: identities(name) for name in living},
    )
    engine = Engine()
    engine.run(lambda: access("union", args))
    asked = {name: cloud.told("registry_access") for name, cloud in clouds.items()}
    for account, wanted in asked.items():
        assert {it.settings.account for it in wanted.values()} <= {account}
    return {**asked["prod"], **asked["images"]}, engine.result


def test_planes_of_another_account_push_pull_and_look_up_and_their_nodes_pull() -> None:
    asked, unwritten = granted()

    assert asked == {
        "union-images-access": RegistryAccessArgs(
            registry=registry("images", "images"),
            settings=settings().repositories["images"],
            pull={**builders(FIRST, SECOND), **nodes("union-prod", "union-prod-2")},
            push=builders(FIRST, SECOND),
            describe=proxies(FIRST, SECOND),
        )
    }
    assert unwritten == {}


def test_a_plane_called_like_its_cluster_keeps_its_worker_beside_the_pool_of_workers() -> None:
    name = "union-prod"
    one = settings().model_dump(by_alias=True, exclude_none=True)["dataPlanes"][FIRST]
    asked, _ = granted({"dataPlanes": {name: one}, "clusterPools.default": [name]}, living=(name,))

    (wanted,) = asked.values()
    assert wanted.pull == {**builders(name), **nodes(name)}
    assert len(set(wanted.pull.values())) == 2


def test_planes_of_the_same_account_need_no_policy() -> None:
    assert granted({"repositories.images.account": "prod"}) == ({}, {})


def test_where_all_nodes_are_one_they_are_let_in_whoever_owns_the_repository() -> None:
    there, _ = granted(nodes="all-nodes")
    here, _ = granted({"repositories.images.account": "prod"}, nodes="all-nodes")

    everywhere = {"union-prod": "all-nodes", "union-prod-2": "all-nodes"}
    assert [(it.nodes, it.pull) for it in there.values()] == [(everywhere, builders(FIRST, SECOND))]
    assert [(it.nodes, it.pull) for it in here.values()] == [(everywhere, {})]


def test_a_retired_plane_is_let_in_no_more() -> None:
    asked, _ = granted(living=(SECOND,))

    (args,) = asked.values()
    assert (args.pull, args.push, args.describe) == (
        builders(SECOND) | nodes("union-prod-2"),
        builders(SECOND),
        proxies(SECOND),
    )


def test_private_base_images_are_pulled_and_never_pushed() -> None:
    asked, _ = granted(
        {
            "repositories.bases": {"account": "images", "create": "union/bases"},
            f"{ONE}.imageBuilder": {"repository": "images", "baseImages": ["bases"]},
        }
    )

    bases = asked["union-bases-access"]
    assert (bases.pull, bases.push, bases.describe) == (
        builders(FIRST) | nodes("union-prod"),
        {},
        {},
    )


def test_the_policy_of_an_existing_repository_is_for_its_owner_to_write() -> None:
    _, unwritten = granted(EXISTING)

    assert unwritten == {"images": "the policy of union/images"}


def test_the_policy_of_an_existing_repository_is_written_when_told_to_manage_it() -> None:
    managed = {"repositories.images": {**EXISTING["repositories.images"], "manage": ["policy"]}}
    asked, unwritten = granted(managed)

    assert list(asked) == ["union-images-access"]
    assert unwritten == {}
