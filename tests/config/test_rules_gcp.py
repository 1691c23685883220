"""What is refused of a stack on Google Cloud, before anything is registered."""

import copy
from functools import cache
from typing import Any

import yaml

from components.config.problems import Problem
from components.config.reading import StackFile, read
from components.preflight import CHECKS

from .stack import OKTA, SECRETS, STACKS, problem

ONE = "union:dataPlanes.production-cluster-1"


@cache
def _prod_gcp() -> dict[str, Any]:
    return yaml.safe_load((STACKS / "Pulumi.prod-gcp.yaml").read_text())["config"]


def mistakes(changes: dict[str, object]) -> list[Problem]:
    raw = {
        key.removeprefix("union:"): value
        for key, value in copy.deepcopy(_prod_gcp()).items()
        if key.startswith("union:")
    }
    for path, value in changes.items():
        *way, last = path.split(".")
        container = raw
        for key in way:
            container = container[key]
        container[last] = value
    file = StackFile(values=raw, encrypted=SECRETS, elsewhere=OKTA, encrypted_elsewhere=OKTA)
    return sorted(set(read(file, CHECKS).problems))


def test_the_stack_file_is_right() -> None:
    assert mistakes({}) == []


def test_an_unbounded_mapping_is_refused_with_both_ways_out() -> None:
    found = mistakes({"projects": []})

    assert [it.path for it in found] == [ONE, ONE.replace("1", "2")]
    assert found[0] == problem(
        ONE,
        "runs tasks in namespaces acme-*-development, acme-*-production, acme-*-staging, which "
        "nobody can list, and this cloud's identities trust exact service accounts only, never a "
        "pattern",
        'list union:projects, or write union:namespaceMapping: {template: "{{ domain }}"}, one '
        "namespace a domain for all projects",
    )


def test_a_mapping_that_is_bounded_by_itself_needs_no_projects() -> None:
    bounded = {"template": "acme-{{ domain }}"}

    assert mistakes({"projects": [], "namespaceMapping": bounded}) == []


def test_logs_that_today_s_chart_cannot_write_are_refused_with_every_way_out() -> None:
    path = "dataPlanes.production-cluster-1.persistentLogs"

    why = (
        "and chart 2026.8.3 has Fluent Bit on GCP write to Amazon S3, to a bucket of the same "
        "name, so nothing reaches Cloud Storage"
    )
    ways = (
        "write persistentLogs: {store: logService}, which reads Cloud Logging; or "
        "persistentLogs: disabled"
    )

    assert mistakes({path: {}}) == [problem(f"union:{path}", f"is on, {why}", ways)]
    assert mistakes({path: {"store": "bucket"}}) == [
        problem(f"union:{path}.store", f"found bucket, {why}", ways)
    ]
    assert mistakes({path: "disabled"}) == []


def test_documents_of_an_existing_bucket_are_for_its_owner() -> None:
    theirs = {"account": "prod", "existing": "acme-union-code", "manage": ["cors"]}

    assert mistakes({"buckets.code": theirs}) == [
        problem(
            "union:buckets.code.manage",
            "says cors, which on Cloud Storage are properties of the bucket itself, so nobody "
            "writes them without owning all of it",
            "leave manage: out and run the commands of output toDo, or make the bucket ours: "
            "create: acme-union-code, and import it with `pulumi import gcp:storage/bucket:Bucket "
            "<name> acme-union-code`",
        )
    ]


def test_names_of_google_are_googles() -> None:
    assert [it.path for it in mistakes({"buckets.code.create": "acme-google-code"})] == [
        "union:buckets.code.create"
    ]


def test_a_workspace_is_amazons() -> None:
    workspace = {"workspace": {"account": "prod", "create": "acme"}}
    path = "dataPlanes.production-cluster-1.monitoring.clusterHealth.remoteWrite"
    (found,) = mistakes({path: workspace})

    assert found.path == f"union:{path}.workspace.account"
    assert found.remedy.startswith("write url: with an endpoint that needs no signature")


def test_a_missing_pool_is_suggested_in_the_clouds_own_words() -> None:
    pools = {"services": {"create": {"machineType": "n2-standard-8", "min": 1, "max": 2}}}
    found = mistakes({"clusters.union-prod.nodePools": pools})

    assert "write worker: {create: {machineType: n2-standard-32, min: 0, max: 50}}, " in (
        found[-1].remedy
    )


OTHER = {"account": "prod", "create": "acme-union-other"}
APART: dict[str, object] = {
    "buckets.other": OTHER,
    "dataPlanes.production-cluster-2.storage": {"metadata": "other"},
    "clusterPools": {"default": ["production-cluster-1"], "other": ["production-cluster-2"]},
    "clusterPoolAttributes": [],
}
"""Two pools that share nothing but the project."""


def test_pools_that_share_nothing_are_not_in_one_project() -> None:
    assert mistakes(APART) == [
        problem(
            "union:dataPlanes.production-cluster-2.cluster",
            'found "union-prod-2", in project acme-union-prod as the cluster of '
            "production-cluster-1, which is in another cluster pool: GKE does not tell clusters of "
            "a project apart, so each could use the other's identities and buckets",
            "write a cluster of another project, or put the two into pools that share a data "
            "plane, or sharedIdentities: accepted at union:accounts.prod",
        )
    ]


def test_unless_that_is_accepted() -> None:
    assert mistakes({**APART, "accounts.prod.sharedIdentities": "accepted"}) == []


def test_another_project_is_another_pool_of_identities() -> None:
    other = {"provider": "gcp", "projectId": "acme-union-other", "region": "us-central1"}
    apart = {
        **APART,
        "accounts.other": other,
        "clusters.union-prod-2.account": "other",
        "buckets.other": {**OTHER, "account": "other"},
        "dataPlanes.production-cluster-2.imageBuilder": "disabled",
    }

    assert mistakes(apart) == []


def test_in_one_namespace_each_no_account_has_a_namesake() -> None:
    single: dict[str, object] = {
        **APART,
        "mode": "singleNamespace",
        "namespaceMapping": {"template": "{{ project }}-{{ domain }}"},
    }
    path = "dataPlanes.production-cluster-2"

    assert [it.path for it in mistakes(single)] == [f"union:{path}.cluster"]
    assert mistakes({**single, f"{path}.namespace": "union-2"}) == []
