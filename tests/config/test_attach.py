"""A stack file whose control plane another stack has."""

from typing import Any

import pytest

from components.config.controlplane import AttachedControlPlane
from components.config.namespace_mapping import NamespaceMapping
from components.config.problems import Problem
from components.config.storage import BucketSettings

from . import stack
from .fleet import ATTACHMENT, HOME, changed, mistakes, settings
from .stack import REMOVED, problem

NAME = "union:controlPlane.stack.name"
OWN = {"stack": {"name": "prod-aws", "serviceSecret": {"store": "burst/service"}}}


def test_the_control_plane_is_what_the_other_stack_tells() -> None:
    assert settings().control_plane == AttachedControlPlane.model_validate(
        {
            "existing": {
                "host": "union.acme.com",
                "extraHosts": ["union.acme.net"],
                "issuer": "https://acme.okta.com/oauth2/aus1",
                "tokenUrl": "https://acme.okta.com/oauth2/aus1/v1/token",
                "audience": "https://union.acme.com",
                "scope": "all",
                "service": {
                    "clientId": "0oaservice",
                    "secret": {"store": "acme/union/control-plane/service", "version": "v1"},
                },
            }
        }
    )


def test_what_all_planes_agree_on_is_the_control_planes() -> None:
    found = settings()

    assert found.mode == "multiNamespace"
    assert found.namespace_mapping == NamespaceMapping(template="acme-{{ project }}-{{ domain }}")
    assert found.domains == ["development", "production"]
    assert found.projects == []
    assert settings(told={"projects": ["genomics"]}).projects == ["genomics"]


def test_a_bucket_of_the_other_stack_is_an_existing_one_with_its_owners_retention() -> None:
    buckets = settings().buckets

    assert buckets["metadata"] == BucketSettings.model_validate(
        {"account": "prod", "referenced": "metadata", "existing": "acme-union-metadata"}
    )
    assert buckets["raw"] == BucketSettings.model_validate(
        {
            "account": "prod",
            "referenced": "raw",
            "existing": "acme-union-raw",
            "retention": {"days": 90},
        }
    )


def test_what_is_said_twice_alike_is_right() -> None:
    assert not mistakes({"namespaceMapping": {"template": "acme-{{project}}-{{ domain }}"}})


def test_a_cloud_without_patterns_lists_the_projects_that_the_other_stack_does_not() -> None:
    assert settings({"projects": ["genomics"]}).projects == ["genomics"]


def test_planes_that_do_not_agree_are_refused_all_at_once() -> None:
    twice = "is not what stack prod-aws has, and all planes must agree"
    remedy = "leave it out: it is the control plane's"

    assert mistakes(
        {
            "organization": "acne",
            "namespaceMapping": {"template": "{{ domain }}"},
            "mode": "singleNamespace",
            "domains": ["test"],
        }
    ) == [
        problem("union:domains", twice, remedy),
        problem("union:mode", twice, remedy),
        problem("union:namespaceMapping", twice, remedy),
        problem(
            "union:organization",
            'found "acne", and the control plane of stack prod-aws is of acme',
            "write acme, or the stack of another control plane",
        ),
    ]


@pytest.mark.parametrize(
    ("outputs", "found", "remedy"),
    [
        (
            REMOVED,
            "which the engine cannot read",
            "write the stack's full name, as `pulumi stack ls --all` has it, and log in to the "
            "state that holds it",
        ),
        (
            {"endpoint": "https://union.acme.com"},
            "which has no output attachment",
            "name a stack that has a control plane, and run `pulumi up` there first",
        ),
        (
            {"attachment": {**ATTACHMENT, "version": 2}},
            "whose output attachment is of version 2, where this library reads 1",
            "run both stacks with one version of the library, that of the control plane first",
        ),
        (
            {"attachment": "an older shape"},
            "whose output attachment is of version null, where this library reads 1",
            "run both stacks with one version of the library, that of the control plane first",
        ),
        (
            {"attachment": changed(ATTACHMENT, {"issuer": REMOVED, "hosts": []})},
            "whose output attachment has nothing valid at hosts, issuer",
            "run `pulumi up` there with this version of the library",
        ),
    ],
)
def test_a_stack_that_tells_no_attachment_is_one_mistake(
    outputs: Any, found: str, remedy: str
) -> None:
    assert mistakes(outputs=outputs) == [problem(NAME, f'found "prod-aws", {found}', remedy)]


def test_what_a_newer_writer_adds_is_not_looked_at() -> None:
    assert not mistakes(told={"quota": 12, "buckets.raw.class": "cold"})


def test_mistakes_beside_a_stack_that_cannot_be_read_are_told_too() -> None:
    found = mistakes({"dataPlanes.burst.ingress": REMOVED}, outputs=REMOVED)

    assert [it.path for it in found] == [NAME, "union:dataPlanes.burst.ingress"]


def test_without_a_store_the_secret_is_said_here() -> None:
    assert mistakes(told={"clientSecret": REMOVED}) == [
        problem(
            "union:controlPlane.stack.serviceSecret",
            "is missing, and stack prod-aws keeps the secret of the data planes' client in no "
            "cloud's store",
            "write serviceSecret: {config: <key>}, and set it with `pulumi config set --secret "
            "union:<key>`",
        )
    ]


def test_a_secret_that_is_said_here_is_read_here() -> None:
    found = settings({"controlPlane": OWN}, {"clientSecret": REMOVED}).control_plane

    assert isinstance(found, AttachedControlPlane)
    assert found.existing.service.secret.store == "burst/service"


def test_a_secret_in_another_region_is_no_data_planes_to_read() -> None:
    assert mistakes(told={"clientSecret.home.region": "eu-central-1"}) == [
        problem(
            "union:controlPlane.stack",
            "keeps the secret of the data planes' client in aws 123456789012 in eu-central-1, and "
            f"data plane {name} reads from aws 123456789012 in us-east-2",
            "write serviceSecret: {config: <key>} there, and set it with `pulumi config set "
            "--secret union:<key>`",
        )
        for name in ("burst", "research")
    ]


def test_a_secret_in_a_store_needs_the_operator_that_reads_it() -> None:
    (found,) = mistakes({"secretDelivery": {"kubernetes": True}})

    assert found.path == "union:secretDelivery.kubernetes"


def test_a_bucket_that_the_other_stack_has_is_its_own_to_describe() -> None:
    raw = {"account": "prod", "referenced": "raw", "retention": {"days": 1}, "manage": ["cors"]}
    theirs = "is there, and the bucket is that of stack prod-aws"
    remedy = "leave it out, or write it in that stack's file"

    assert mistakes({"buckets.raw": raw, "buckets.code.referenced": "coed"}) == [
        problem(
            "union:buckets.code.referenced",
            'found "coed", which stack prod-aws does not have',
            'did you mean "code"? known: code, metadata, raw',
        ),
        problem("union:buckets.raw.manage", theirs, remedy),
        problem("union:buckets.raw.retention", theirs, remedy),
    ]


def test_a_bucket_of_another_stack_needs_a_stack() -> None:
    assert stack.mistakes({"buckets.raw": {"account": "prod", "referenced": "raw"}}) == [
        problem(
            "union:buckets.raw.referenced",
            "is there, and union:controlPlane.stack names no stack that has the bucket",
            "write existing: with its name in the cloud",
        )
    ]


def test_a_bucket_is_in_the_account_that_the_other_stack_says() -> None:
    assert mistakes(told={"buckets.raw.home.accountId": "210987654321"}) == [
        problem(
            "union:buckets.raw.account",
            'found "prod", which is aws 123456789012 in us-east-2, and the bucket is in aws '
            "210987654321 in us-east-2",
            "write the name of an account of aws with that id and region",
        )
    ]


def test_metadata_never_goes_where_the_other_stack_lets_data_expire() -> None:
    (found, *_) = mistakes({"dataPlanes.research.storage": {"metadata": "raw"}})

    assert (found.path, found.found) == (
        "union:buckets.raw.referenced",
        "would expire the code bundles of data plane research, the metadata of data plane "
        "research, which no prefix tells apart from raw data on this installation",
    )


def test_a_name_is_that_of_one_data_plane_in_the_installation() -> None:
    assert mistakes(told={"metadata": {"burst": {"bucket": "metadata"}}}) == [
        problem(
            "union:dataPlanes.burst",
            "has the name of a data plane of the control plane's stack",
            "write another name",
        )
    ]


def test_a_pool_of_both_stacks_shares_metadata() -> None:
    pools = {"clusterPools": {"default": ["burst", "research"]}, "clusterPoolAttributes": []}

    assert mistakes(pools) == [
        problem(
            "union:dataPlanes.research.storage.metadata",
            "found research, and production-cluster-1 of the same cluster pool, in the control "
            "plane's stack, has metadata",
            "write metadata, or put the two into pools that share no data plane",
        )
    ]


def test_a_pool_here_alone_shares_no_metadata_with_the_other_stack() -> None:
    assert mistakes({"clusterPools": {"burst": ["burst"], "research": ["research"]}}) == [
        problem(
            "union:dataPlanes.burst.storage.metadata",
            'found "metadata", which production-cluster-1 of another cluster pool, in the control '
            "plane's stack, has",
            "write a bucket of its own, or put the two into one pool",
        )
    ]


def test_pools_here_that_meet_in_the_other_stack_are_taken_together() -> None:
    apart = {"clusterPools": {"default": ["burst"], "research": ["research"]}}
    shared = {**apart, "dataPlanes.research.storage": {"metadata": "metadata", "rawData": "raw"}}
    unused: dict[str, Any] = {"buckets.research-raw": REMOVED}

    assert mistakes({**shared, **unused}) != []
    assert not mistakes(
        {**shared, **unused},
        {"clusterPools": {name: ["production-cluster-1"] for name in ("default", "research")}},
    )


def test_runs_are_sent_to_pools_of_the_other_stack_too() -> None:
    to_default = {"project": "genomics", "domain": "production", "clusterPoolName": "default"}

    assert not mistakes(
        {"clusterPoolAttributes": [to_default], "clusterPools": {"research": ["research"]}}
        | {"dataPlanes.burst": REMOVED, "clusters.union-burst": REMOVED}
    )


def test_nobody_knows_the_pools_of_a_stack_that_was_not_asked() -> None:
    to_default = {"project": "genomics", "domain": "production", "clusterPoolName": "elsewhere"}

    assert [
        it.path for it in mistakes({"clusterPoolAttributes": [to_default]}, outputs=REMOVED)
    ] == [NAME]


def test_the_last_data_plane_of_a_stack_without_control_plane_may_retire() -> None:
    assert not mistakes(
        {
            "clusterPools": {},
            "clusterPoolAttributes": [],
            "dataPlanes.burst.retired": True,
            "dataPlanes.research.retired": True,
        }
    )


def test_a_secret_read_from_another_home_is_no_problem_of_a_retired_plane() -> None:
    retired: list[Problem] = mistakes(
        {
            "clusterPools": {},
            "clusterPoolAttributes": [],
            "dataPlanes.burst.retired": True,
            "dataPlanes.research.retired": True,
        },
        {"clientSecret.home": {**HOME, "region": "eu-central-1"}},
    )

    assert retired == []


def test_a_bucket_that_is_referenced_twice_is_told_where_it_is_referenced() -> None:
    again = {"account": "prod", "referenced": "code"}

    assert mistakes({"buckets.code-2": again}) == [
        problem(
            "union:buckets.code-2.referenced",
            'found "code", which union:buckets.code names already',
            "name each once, and refer to that entry",
        )
    ]


def test_two_buckets_that_files_call_alike_are_told_by_their_names_in_the_cloud() -> None:
    told = mistakes({"buckets.metadata": {"account": "prod", "create": "acme-other"}})

    assert (
        "found metadata, which is acme-other, and production-cluster-1 of the same cluster pool, "
        "in the control plane's stack, has metadata, which is acme-union-metadata"
    ) in [it.found for it in told]


def test_an_organization_that_is_wrong_and_no_name_is_one_mistake() -> None:
    assert [it.found for it in mistakes({"organization": "ACME"})] == [
        'found "ACME", and the control plane of stack prod-aws is of acme'
    ]
