"""Each rule, by a change that it is about and one that it is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from review.model import Change, Op, Preview
from review.risks import RULES, risks
from review.risks.risk import Risk

from .things import (
    BUCKET,
    CONFIG_MAP,
    EXTERNAL,
    LIFECYCLE,
    POLICY,
    POOL,
    RELEASE,
    ROLE,
    STACK,
    gone,
    kept,
    made,
    preview,
    thing,
    turned,
)


def told(*changes: Change) -> list[tuple[str, str, str]]:
    return [(it.rule, ", ".join(it.resources), it.reason) for it in risks(preview(*changes))]


def pool(*taints: str, name: str = "pool") -> Any:
    listed = [{"key": "role", "value": it, "effect": "NO_SCHEDULE"} for it in taints]
    return thing(POOL, name, {"taints": listed})


def release(values: dict[str, Any], **more: Any) -> Any:
    inputs = {"chart": "dataplane", "version": "1", "values": values, **more}
    return thing(RELEASE, "release", inputs)


def tolerating(*values: str) -> Any:
    listed = [{"key": "role", "operator": "Equal", "value": it} for it in values]
    return release({"worker": {"tolerations": listed}})


def external(*keys: str, target: str = "auth", name: str = "external") -> Any:
    spec = {"target": {"name": target}, "data": [{"secretKey": key} for key in keys]}
    metadata = {"name": target, "namespace": "union"}
    return thing(EXTERNAL, name, {"metadata": metadata, "spec": spec})


def lifecycle(bucket: str, days: int | None, prefix: str = "") -> Any:
    rules = [] if days is None else [{"expiration": {"days": days}, "filter": {"prefix": prefix}}]
    return thing(LIFECYCLE, "lifecycle", {"bucket": bucket, "rules": rules})


def azure_policy(days: int) -> Any:
    definition = {
        "actions": {"baseBlob": {"delete": {"daysAfterModificationGreaterThan": days}}},
        "filters": {"blobTypes": ["blockBlob"], "prefixMatch": ["meta/tmp", "raw/"]},
    }
    rules = [{"enabled": True, "name": "expire", "definition": definition}]
    inputs = {"accountName": "acme", "policy": {"rules": rules}}
    return thing("azure-native:storage:ManagementPolicy", "policy", inputs)


def google_bucket(days: int) -> Any:
    rule = {"action": {"type": "Delete"}, "condition": {"age": days, "withState": "LIVE"}}
    return thing("gcp:storage/bucket:Bucket", "raw", {"name": "raw", "lifecycleRules": [rule]})


def member(account: str) -> Any:
    inputs = {"bucket": "raw", "role": "roles/storage.admin", "member": f"serviceAccount:{account}"}
    return thing("gcp:storage/bucketIAMMember:BucketIAMMember", "grant", inputs)


def trust(*subjects: str) -> Any:
    document = {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": "idp"},
                "Action": "sts:Assume",
                "Condition": {"StringEquals": {"x:sub": list(subjects)}},
            }
        ]
    }
    return thing(ROLE, "role", {"name": "role", "assumeRolePolicy": json.dumps(document)})


def grants(action: str, role: str = "role") -> Any:
    document = {"Statement": [{"Effect": "Allow", "Action": action, "Resource": "x"}]}
    return thing(POLICY, "policy", {"role": role, "policy": json.dumps(document)})


def mapping(template: str) -> Any:
    metadata = {"name": "union-namespace-mapping-production", "namespace": "union"}
    return thing(CONFIG_MAP, "guard", {"metadata": metadata, "data": {"template": template}})


METADATA = kept(release({"global": {"METADATA_BUCKET": "meta"}}))
FOUND: dict[str, tuple[tuple[Change, ...], tuple[str, str, str]]] = {
    "a bucket that is deleted": (
        (gone(thing(BUCKET, "raw")),),
        ("state-lost", "raw", "would be deleted, and with it its objects"),
    ),
    "a bucket that is replaced": (
        (
            Change(
                op=Op.REPLACE,
                before=thing(BUCKET, "raw", {"bucket": "a"}),
                after=thing(BUCKET, "raw", {"bucket": "b"}),
            ),
        ),
        ("state-lost", "raw", "would be replaced, and with it its objects"),
    ),
    "a bucket that is left behind": (
        (gone(thing(BUCKET, "raw", retained=True)),),
        (
            "state-lost",
            "raw",
            "would stay with its objects, and nothing here would look after it",
        ),
    ),
    "protection that ends": (
        (turned(thing(BUCKET, "raw", protected=True), thing(BUCKET, "raw"), Op.SAME),),
        ("protection-removed", "raw", "would end: protection against deletion"),
    ),
    "a bucket that may be emptied": (
        (
            turned(
                thing(BUCKET, "raw", {"forceDestroy": False}),
                thing(BUCKET, "raw", {"forceDestroy": True}),
            ),
        ),
        ("protection-removed", "raw", "would end: the refusal to delete what is not empty"),
    ),
    "data that expires sooner": (
        (turned(lifecycle("raw", 90), lifecycle("raw", 30)),),
        ("retention", "lifecycle", "all of raw would expire after 30 days (so far after 90 days)"),
    ),
    "data that expires where metadata is": (
        (METADATA, made(lifecycle("meta", 30, "tmp/"))),
        (
            "retention",
            "lifecycle",
            "meta/tmp/, which holds metadata, would expire after 30 days (so far nothing expires)",
        ),
    ),
    "objects on Google Cloud that expire sooner": (
        (turned(google_bucket(90), google_bucket(30)),),
        ("retention", "raw", "all of raw would expire after 30 days (so far after 90 days)"),
    ),
    "a new identity that may use what exists": (
        (kept(thing(ROLE, "old", trust("a").inputs)), made(trust("a")), made(grants("a:b"))),
        ("access-new", "policy", "a new identity may use what exists already: x"),
    ),
    "another database": (
        (
            turned(
                release({"global": {"DB_HOST": "a"}}),
                release({"global": {"DB_HOST": "b"}}),
            ),
        ),
        (
            "database-moved",
            "release",
            "the database moves from a to b: users, projects and runs of before "
            "are not found there",
        ),
    ),
    "another address of the control plane": (
        (
            turned(
                release({"global": {"UNION_HOST": "a"}}),
                release({"global": {"UNION_HOST": "b"}}),
            ),
        ),
        (
            "endpoint-changed",
            "release",
            "the control plane moves from a to b: whoever knows it by the old "
            "name has to be told the new one",
        ),
    ),
    "metadata in another bucket": (
        (
            turned(
                release({"global": {"METADATA_BUCKET": "a"}}),
                release({"global": {"METADATA_BUCKET": "b"}}),
            ),
        ),
        (
            "pool-bucket",
            "release",
            "metadata moves from a to b: runs of before are not found there",
        ),
    ),
    "another namespace mapping": (
        (turned(mapping("a-{{ project }}"), mapping("b-{{ project }}")),),
        (
            "namespace-mapping",
            "guard",
            "data.template a-{{ project }} → b-{{ project }}: what has run stays in the old "
            "namespaces, out of reach",
        ),
    ),
    "a rename without an alias": (
        (gone(grants("a:b")), made(thing(POLICY, "other", grants("a:b").inputs))),
        (
            "renamed",
            "union",
            "renamed without an alias: would be replaced, that is deleted and made again: "
            "policy → other",
        ),
    ),
    "one more subject": (
        (turned(trust("a"), trust("a", "b")),),
        ("access-widened", "role", "allows more than before: b may sts:Assume"),
    ),
    "one more action": (
        (turned(grants("a:b"), grants("a:*")),),
        ("access-widened", "policy", "allows more than before: a:* on x"),
    ),
    "a policy for a role that exists": (
        (kept(trust("a")), made(grants("a:b"))),
        ("access-widened", "policy", "allows more than before: a:b on x"),
    ),
    "one more group": (
        (
            turned(
                thing(
                    "okta:auth/serverPolicyRule:ServerPolicyRule", "rule", {"groupWhitelists": []}
                ),
                thing(
                    "okta:auth/serverPolicyRule:ServerPolicyRule",
                    "rule",
                    {"groupWhitelists": ["00g1"]},
                ),
            ),
        ),
        ("access-widened", "rule", "allows more than before: groupWhitelists gains 00g1"),
    ),
    "a Secret that is no longer made": (
        (gone(external("client_secret")),),
        ("secret-removed", "external", "Secret union/auth is no longer made"),
    ),
    "a Secret that loses a key": (
        (turned(external("one", "two"), external("one")),),
        ("secret-removed", "external", "Secret union/auth loses its key two"),
    ),
    "a taint that nothing tolerates": (
        (kept(tolerating("worker")), turned(pool("worker"), pool("worker", "gpu"))),
        (
            "taint-untolerated",
            "pool",
            "taint role=gpu that no release tolerates: nothing would run there",
        ),
    ),
    "a taint that nothing but a daemon of every node tolerates": (
        (
            kept(release({"exporter": {"tolerations": [{"operator": "Exists"}]}})),
            turned(pool(), pool("gpu")),
        ),
        (
            "taint-untolerated",
            "pool",
            "taint role=gpu that no release tolerates: nothing would run there",
        ),
    ),
    "a toleration that goes while another tolerates": (
        (
            kept(pool("worker")),
            kept(thing(RELEASE, "other", tolerating("worker").inputs)),
            turned(tolerating("worker"), tolerating()),
        ),
        (
            "toleration-removed",
            "release",
            "values.worker.tolerations no longer tolerates role=worker, and a pool keeps the taint",
        ),
    ),
    "a taint that goes": (
        (kept(tolerating("worker")), turned(pool("worker"), pool())),
        ("taint-removed", "pool", "loses the taint role=worker: any pod may run there"),
    ),
    "another version of a chart": (
        (turned(release({}), release({}, version="2")),),
        ("chart-changed", "release", "another chart: version 1 → 2; read its migration notes"),
    ),
    "a pool that is replaced": (
        (Change(op=Op.REPLACE, before=pool(), after=pool()),),
        ("nodes-replaced", "pool", "would be replaced: every pod on its nodes is evicted"),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_risk_is_told_with_its_reason(name: str) -> None:
    changes, expected = FOUND[name]

    assert told(*changes) == [expected]


def test_definitions_of_kinds_that_change_are_two_risks_when_the_chart_does() -> None:
    old, new = (
        thing(RELEASE, "crds", {"chart": "dataplane-crds", "version": it}) for it in ("1", "2")
    )

    assert [rule for rule, _, _ in told(turned(old, new))] == ["crd-changed", "chart-changed"]


KINDS: dict[str, list[tuple[str, str]]] = {
    "keep": [
        (
            "state-lost",
            "would stay with all that the chart installed, and nothing here would look after it",
        )
    ],
    "anything else": [
        ("state-lost", "would be deleted, and with it all that the chart installed"),
        ("crd-changed", "the definitions of kinds would be deleted under the objects that exist"),
    ],
}


@pytest.mark.parametrize("policy", KINDS)
def test_kinds_that_helm_is_told_to_keep_do_not_go_with_their_release(policy: str) -> None:
    values = {"crds": {"annotations": {"helm.sh/resource-policy": policy}}}
    crds = thing(RELEASE, "crds", {"chart": "dataplane-crds", "values": values})

    assert [(rule, reason) for rule, _, reason in told(gone(crds))] == KINDS[policy]


def test_on_azure_each_prefix_of_the_account_is_told() -> None:
    assert told(METADATA, turned(azure_policy(90), azure_policy(30))) == [
        (
            "retention",
            "policy",
            "acme/meta/tmp, which holds metadata, would expire after 30 days "
            "(so far after 90 days)",
        ),
        ("retention", "policy", "acme/raw/ would expire after 30 days (so far after 90 days)"),
    ]


QUIET: dict[str, tuple[Change, ...]] = {
    "nothing": (kept(thing(BUCKET, "raw", protected=True)), METADATA),
    "a new bucket": (made(thing(BUCKET, "raw", {"bucket": "raw"})), made(lifecycle("raw", 30))),
    "data that expires later": (turned(lifecycle("raw", 30), lifecycle("raw", 90)),),
    "a subject less": (turned(trust("a", "b"), trust("a")),),
    "a Secret made by another resource": (
        gone(external("k")),
        made(external("k", "another", name="elsewhere")),
    ),
    "a new pool whose taint is tolerated": (kept(tolerating("worker")), made(pool("worker"))),
    "a taint that nothing ever tolerated": (turned(pool("gpu"), pool("gpu")),),
    "a larger pool": (
        turned(
            thing(POOL, "pool", {"scalingConfig": {"maxSize": 1}}),
            thing(POOL, "pool", {"scalingConfig": {"maxSize": 2}}),
        ),
    ),
    "all of a new stack": (made(trust("a")), made(member("ann"))),
    "something stateless that goes": (gone(grants("a:b")),),
    "a rename with an alias": (
        kept(thing(POLICY, "other", grants("a:b").inputs)),
        kept(thing(POLICY, "third", grants("a:c").inputs)),
    ),
}


@pytest.mark.parametrize("name", QUIET)
def test_what_is_harmless_is_not_called_a_risk(name: str) -> None:
    assert told(*QUIET[name]) == []


def test_a_stack_whose_file_is_gone_is_one() -> None:
    (risk,) = risks(Preview(stack="old", abandoned=True))

    assert (risk.rule, risk.resources, risk.reason) == (
        "state-lost",
        ("old",),
        "its stack file is gone: what it installed stays, and nothing looks after it",
    )


def test_the_same_risk_of_many_is_told_once() -> None:
    names = ("a", "b", "c")
    sides = [(thing(BUCKET, it, protected=True), thing(BUCKET, it)) for it in names]

    found = risks(preview(*(turned(old, new, Op.SAME) for old, new in sides)))

    assert [(it.rule, it.resources) for it in found] == [("protection-removed", names)]


def test_every_rule_has_a_change_that_it_is_about() -> None:
    assert {expected[0] for _, expected in FOUND.values()} | {"crd-changed"} == set(RULES)


def test_an_accepted_risk_is_another_one_as_soon_as_it_changes() -> None:
    (first,) = risks(preview(turned(lifecycle("raw", 90), lifecycle("raw", 30))))
    (second,) = risks(preview(turned(lifecycle("raw", 90), lifecycle("raw", 7))), [first.id])
    (again,) = risks(preview(turned(lifecycle("raw", 90), lifecycle("raw", 30))), [first.id])

    assert (second.accepted, again) == (
        False,
        Risk(
            rule="retention",
            stack=STACK,
            resources=("lifecycle",),
            reason=first.reason,
            accepted=True,
        ),
    )
