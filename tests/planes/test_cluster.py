"""What a cluster gets once, before any plane."""

from typing import Any

import pytest

from components.planes.cluster import Site, SiteArgs, installs_crds, namespaces, site

from ..config.stack import Changes
from ..engine import Engine
from ..fakes import FakePlatform, pools
from .settings import ONE, OPTION_B, RETIRED, settings

OPERATOR = "cluster-setup-external-secrets-release"
CRDS = "cluster-setup-crds"


def ready(*changes: Changes, cluster: str = "union-prod") -> Engine:
    engine = Engine()

    def program() -> Site:
        args = SiteArgs(settings=settings(*changes), cluster=cluster, platform=FakePlatform())
        return site("cluster", args)

    engine.run(program)
    return engine


def releases(engine: Engine) -> list[str]:
    return sorted(r.name for r in engine.of_type("kubernetes:helm.sh/v3:Release"))


def test_namespaces_of_every_plane_the_operator_and_the_crds_are_there_before_any_plane() -> None:
    engine = ready()

    made = engine.of_type("kubernetes:core/v1:NamespacePatch")
    assert sorted(r.inputs["metadata"]["name"] for r in made) == [
        "external-secrets",
        "union",
        "union-cp",
        "union-crds",
        "union-secrets",
    ]
    assert releases(engine) == [CRDS, OPERATOR]
    assert {r.provider for r in engine.registrations if r.type.startswith("kubernetes:")} == {
        "union-prod-kubernetes"
    }


def test_a_site_knows_its_pools() -> None:
    assert ready(cluster="union-prod-2").result.node_pools == pools("union-prod-2")


def test_the_operator_is_placed_on_the_pool_of_the_services() -> None:
    values: dict[str, Any] = dict(ready().named(OPERATOR).inputs["values"])

    assert values["tolerations"] == values["webhook"]["tolerations"]
    assert [it["value"] for it in values["tolerations"]] == ["services"]


@pytest.mark.parametrize(
    "changes",
    [OPTION_B, {"clusters.union-prod.externalSecretsOperator": "existing"}],
    ids=["nobody needs it", "it is there"],
)
def test_no_operator_is_installed_where(changes: Changes) -> None:
    engine = ready(changes)

    assert releases(engine) == [CRDS]
    assert engine.result.setup.secrets_operator is None


@pytest.mark.parametrize(
    "changes",
    [
        {f"{ONE}.monitoring": {}},
        {"clusters.union-prod.prometheusOperatorCrds": "existing"},
        RETIRED,
    ],
    ids=["nothing needs them", "they are there", "the plane that needs them retires"],
)
def test_no_crds_are_installed_where(changes: Changes) -> None:
    assert not installs_crds(settings(changes), "union-prod")
    assert CRDS not in releases(ready(changes))


def test_crds_come_for_cluster_health_and_for_a_service_monitor() -> None:
    assert installs_crds(settings(), "union-prod")
    assert installs_crds(settings(), "union-prod-2")


def test_the_crds_are_in_no_planes_namespace_and_may_come_and_go() -> None:
    found = ready({f"{ONE}.namespace": "work"}).named(CRDS)

    assert found.inputs["namespace"] == "union-crds"
    assert found.options == {}


def test_a_retired_plane_keeps_its_namespaces() -> None:
    assert list(namespaces(settings(RETIRED), "union-prod")) == [
        "union-cp",
        "union",
        "union-secrets",
    ]
