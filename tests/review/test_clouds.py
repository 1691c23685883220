"""The rules on what each cloud calls a bucket, a pool, a lifecycle and a guard."""

from __future__ import annotations

from typing import Any

import pytest

from review.model import Change, Op, Resource
from review.risks import risks

from .things import BUCKET, LIFECYCLE, POOL, RELEASE, gone, kept, made, preview, thing, turned

GCS = "gcp:storage/bucket:Bucket"
STORAGE = "azure-native:storage:StorageAccount"
CONTAINER = "azure-native:storage:BlobContainer"
BLOBS = "azure-native:storage:BlobServiceProperties"
VAULT = "azure-native:keyvault:Vault"
GKE = "gcp:container/nodePool:NodePool"
AKS = "azure-native:containerservice:AgentPool"
METADATA = kept(thing(RELEASE, "r", {"values": {"storage": {"bucketName": "meta"}}}))
TAINTED: dict[str, Any] = {
    "AWS": (POOL, {"taints": [{"key": "role", "value": "worker", "effect": "NO_SCHEDULE"}]}),
    "GCP": (GKE, {"nodeConfig": {"taints": [{"key": "role", "value": "worker", "effect": "X"}]}}),
    "Azure": (AKS, {"nodeTaints": ["role=worker:NoSchedule"]}),
}
"""A pool with a taint: its type and its inputs."""


def told(*changes: Change) -> list[tuple[str, str, str]]:
    found = risks(preview(*changes))
    return [(it.rule, ", ".join(it.resources), it.reason) for it in found]


def between(token: str, old: dict[str, Any], new: dict[str, Any]) -> Change:
    return turned(thing(token, "it", old), thing(token, "it", new))


@pytest.mark.parametrize("cloud", TAINTED)
def test_a_taint_that_goes_is_told_on_each_cloud(cloud: str) -> None:
    token, inputs = TAINTED[cloud]
    pods = kept(
        thing(
            RELEASE,
            "release",
            {"values": {"tolerations": [{"key": "role", "operator": "Equal", "value": "worker"}]}},
        )
    )

    assert told(pods, between(token, inputs, {})) == [
        ("taint-removed", "it", "loses the taint role=worker: any pod may run there")
    ]


@pytest.mark.parametrize("cloud", TAINTED)
def test_a_taint_that_comes_and_is_not_tolerated_is_told_on_each_cloud(cloud: str) -> None:
    token, inputs = TAINTED[cloud]

    assert told(between(token, {}, inputs)) == [
        (
            "taint-untolerated",
            "it",
            "taint role=worker that no release tolerates: nothing would run there",
        )
    ]


@pytest.mark.parametrize("token", [POOL, GKE, AKS])
def test_a_pool_that_is_replaced_is_told_on_each_cloud(token: str) -> None:
    change = Change(op=Op.REPLACE, before=thing(token, "pool"), after=thing(token, "pool"))

    assert told(change) == [
        ("nodes-replaced", "pool", "would be replaced: every pod on its nodes is evicted")
    ]


HELD = {
    BUCKET: "its objects",
    GCS: "its objects",
    STORAGE: "its containers",
    CONTAINER: "its blobs",
    "aws:ecr/repository:Repository": "its images",
    "gcp:artifactregistry/repository:Repository": "its images",
    "azure-native:containerregistry:Registry": "its images",
    VAULT: "its keys and secrets",
    "aws:secretsmanager/secret:Secret": "the secret",
    "gcp:secretmanager/secret:Secret": "the secret",
    "azure-native:keyvault:Secret": "the secret",
    "okta:auth/server:Server": "its issuer, so every login and token",
}


@pytest.mark.parametrize("token", HELD)
def test_what_holds_state_is_not_replaced_in_silence(token: str) -> None:
    old, new = thing(token, "it", {"name": "a"}), thing(token, "it", {"name": "b"})
    stays = thing(token, "it", {"name": "a"}, retained=True)

    assert (
        told(Change(op=Op.REPLACE, before=old, after=new)),
        told(Change(op=Op.REPLACE, before=stays, after=thing(token, "it", retained=True))),
    ) == (
        [("state-lost", "it", f"would be replaced, and with it {HELD[token]}")],
        [
            (
                "state-lost",
                "it",
                f"would be made anew: the old one stays with {HELD[token]}, and nothing here would "
                "look after it",
            )
        ],
    )


def test_what_is_lost_for_good_is_told_before_what_is_only_left() -> None:
    left, lost = thing(BUCKET, "a", retained=True), thing(BUCKET, "b")

    assert [it[1] for it in told(gone(left), gone(lost))] == ["b", "a"]


def google(*rules: dict[str, Any], name: str = "raw") -> Resource:
    return thing(GCS, "it", {"name": name, "lifecycleRules": list(rules)})


def deletes(**condition: Any) -> dict[str, Any]:
    return {"action": {"type": "Delete"}, "condition": condition}


def amazon(**rule: Any) -> Resource:
    rules = [{"status": "Enabled", "filter": {"prefix": ""}, **rule}]
    return thing(LIFECYCLE, "it", {"bucket": "raw", "rules": rules})


def azure(**actions: Any) -> Resource:
    definition = {"actions": actions, "filters": {"prefixMatch": ["raw/"]}}
    policy = {"rules": [{"enabled": True, "name": "x", "definition": definition}]}
    inputs = {"accountName": "acme", "policy": policy}
    return thing("azure-native:storage:ManagementPolicy", "it", inputs)


EXPIRES: dict[str, tuple[Change, str]] = {
    "AWS: older versions sooner": (
        turned(
            amazon(noncurrentVersionExpiration={"noncurrentDays": 30}),
            amazon(noncurrentVersionExpiration={"noncurrentDays": 1}),
        ),
        "older versions in all of raw would expire after 1 day (so far after 30 days)",
    ),
    "GCP: a rule that is new": (
        turned(google(), google(deletes(age=7, withState="LIVE"))),
        "all of raw would expire after 7 days (so far nothing expires)",
    ),
    "GCP: a rule where metadata is": (
        turned(google(name="meta"), google(deletes(age=7, withState="LIVE"), name="meta")),
        "all of meta, which holds metadata, would expire after 7 days (so far nothing expires)",
    ),
    "GCP: more than one prefix": (
        turned(
            google(deletes(age=7, withState="LIVE", matchesPrefixes=["tmp/"])),
            google(deletes(age=7, withState="LIVE", matchesPrefixes=["tmp/", "runs/"])),
        ),
        "raw/runs/ would expire after 7 days (so far nothing expires)",
    ),
    "GCP: older versions sooner": (
        turned(
            google(deletes(daysSinceNoncurrentTime=30, withState="ARCHIVED")),
            google(deletes(daysSinceNoncurrentTime=1, withState="ARCHIVED")),
        ),
        "older versions in all of raw would expire after 1 day (so far after 30 days)",
    ),
    "Azure: by the last access": (
        turned(
            azure(),
            azure(baseBlob={"delete": {"daysAfterLastAccessTimeGreaterThan": 30}}),
        ),
        "acme/raw/ would expire after 30 days (so far nothing expires)",
    ),
    "Azure: older versions sooner": (
        turned(
            azure(version={"delete": {"daysAfterCreationGreaterThan": 30}}),
            azure(version={"delete": {"daysAfterCreationGreaterThan": 2}}),
        ),
        "older versions in acme/raw/ would expire after 2 days (so far after 30 days)",
    ),
}


@pytest.mark.parametrize("name", EXPIRES)
def test_what_expires_sooner_is_told_on_each_cloud(name: str) -> None:
    change, reason = EXPIRES[name]

    assert told(METADATA, change) == [("retention", "it", reason)]


def test_what_expires_later_or_only_moves_to_cheaper_storage_is_not_told() -> None:
    colder = {"action": {"type": "SetStorageClass"}, "condition": {"age": 1}}

    assert told(turned(google(deletes(age=7)), google(deletes(age=90), colder))) == []


UNGUARDED: dict[str, tuple[str, dict[str, Any], dict[str, Any], str]] = {
    "AWS: versioning": (
        "aws:s3/bucketVersioning:BucketVersioning",
        {"versioningConfiguration": {"status": "Enabled"}},
        {"versioningConfiguration": {"status": "Suspended"}},
        "would end: versioning",
    ),
    "AWS: the nodes' metadata": (
        "aws:ec2/launchTemplate:LaunchTemplate",
        {"metadataOptions": {"httpTokens": "required"}},
        {"metadataOptions": {"httpTokens": "optional"}},
        "would end: tokens for the nodes' metadata, so that pods can take the nodes' credentials",
    ),
    "AWS: a secret that can be brought back": (
        "aws:secretsmanager/secret:Secret",
        {"recoveryWindowInDays": 7},
        {"recoveryWindowInDays": 0},
        "what is deleted could be brought back for 0 days, not 7",
    ),
    "GCP: versioning": (
        GCS,
        {"versioning": {"enabled": True}},
        {"versioning": {"enabled": False}},
        "would end: versioning",
    ),
    "GCP: versioning of which nothing is said any more": (
        GCS,
        {"versioning": {"enabled": True}},
        {},
        "would end: versioning",
    ),
    "GCP: the block of public access": (
        GCS,
        {"publicAccessPrevention": "enforced", "uniformBucketLevelAccess": True},
        {"publicAccessPrevention": "inherited", "uniformBucketLevelAccess": False},
        "would end: the block of public access, one access policy for all objects",
    ),
    "GCP: the nodes' identity": (
        GKE,
        {"nodeConfig": {"workloadMetadataConfig": {"mode": "GKE_METADATA"}}},
        {"nodeConfig": {"workloadMetadataConfig": {"mode": "GCE_METADATA"}}},
        "would end: workload identity of the nodes, so that pods can take the nodes' credentials",
    ),
    "Azure: public blobs and old TLS": (
        STORAGE,
        {"allowBlobPublicAccess": False, "minimumTlsVersion": "TLS1_2"},
        {"allowBlobPublicAccess": True, "minimumTlsVersion": "TLS1_0"},
        "would end: the block of public blobs, TLS 1.2 at least",
    ),
    "Azure: account keys": (
        STORAGE,
        {"allowSharedKeyAccess": False},
        {"allowSharedKeyAccess": True},
        "would end: the block of account keys",
    ),
    "Azure: a private container": (
        CONTAINER,
        {"publicAccess": "None"},
        {"publicAccess": "Blob"},
        "would end: a private container",
    ),
    "Azure: versioning": (
        BLOBS,
        {"isVersioningEnabled": True},
        {"isVersioningEnabled": False},
        "would end: versioning",
    ),
    "Azure: blobs that can be brought back": (
        BLOBS,
        {"deleteRetentionPolicy": {"enabled": True, "days": 14}},
        {"deleteRetentionPolicy": {"enabled": True, "days": 1}},
        "what is deleted could be brought back for 1 day, not 14",
    ),
    "Azure: a vault that cannot be purged": (
        VAULT,
        {"properties": {"enablePurgeProtection": True}},
        {"properties": {}},
        "would end: protection against purging",
    ),
    "Okta: a client without a secret": (
        "okta:app/oAuth:OAuth",
        {"tokenEndpointAuthMethod": "client_secret_basic", "pkceRequired": True},
        {"tokenEndpointAuthMethod": "none", "pkceRequired": False},
        "would end: proof keys of who signs in, the client's secret, so that anybody can be it",
    ),
}


@pytest.mark.parametrize("name", UNGUARDED)
def test_a_guard_that_ends_is_told_on_each_cloud(name: str) -> None:
    token, old, new, reason = UNGUARDED[name]

    assert (told(between(token, old, new)), told(between(token, new, old))) == (
        [("protection-removed", "it", reason)],
        [],
    )


def release(values: dict[str, Any], chart: str = "controlplane", version: str = "1") -> Resource:
    return thing(RELEASE, "it", {"chart": chart, "version": version, "values": values})


ELSEWHERE: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, str]]] = {
    "the database": (
        {"global": {"DB_HOST": "a"}},
        {"global": {"DB_HOST": "b"}},
        (
            "database-moved",
            "the database moves from a to b: users, projects and runs of before "
            "are not found there",
        ),
    ),
    "Scylla": (
        {"services": {"leasor": {"db": {"cql": {"hosts": ["a"]}}}}},
        {"services": {"leasor": {"db": {"cql": {"hosts": ["b"]}}}}},
        (
            "database-moved",
            "Scylla moves from a to b: what runs and waits is not found there",
        ),
    ),
    "the control plane": (
        {"global": {"CONTROLPLANE_HOST": "a"}},
        {"global": {"CONTROLPLANE_HOST": "b"}},
        (
            "endpoint-changed",
            "the control plane moves from a to b: whoever knows it by "
            "the old name has to be told the new one",
        ),
    ),
    "raw data": (
        {"configuration": {"storage": {"userDataContainer": "a"}}},
        {"configuration": {"storage": {"userDataContainer": "b"}}},
        (
            "pool-bucket",
            "raw data moves from a to b: what runs of before wrote stays behind",
        ),
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_looked_for_elsewhere_is_told(name: str) -> None:
    old, new, (rule, reason) = ELSEWHERE[name]

    assert told(turned(release(old), release(new))) == [(rule, "it", reason)]


def test_definitions_of_kinds_change_with_the_chart_that_brings_them() -> None:
    old, new = ({"installCRDs": True, "replicas": it} for it in (1, 2))

    assert (
        [it[0] for it in told(turned(release(old), release(old, version="2")))],
        told(turned(release(old), release(new))),
        [it[0] for it in told(turned(release(old), release({"installCRDs": False})))],
    ) == (["crd-changed", "chart-changed"], [], ["crd-changed"])


def test_many_grants_of_a_large_change_are_read_in_a_moment() -> None:
    names = [f"robot-{it}" for it in range(2_000)]
    account, member = "gcp:serviceaccount/account:Account", "gcp:projects/iAMMember:IAMMember"
    accounts = [made(thing(account, it, {"accountId": it})) for it in names]
    grants = [
        made(
            thing(
                member,
                f"{it}-may",
                {"project": "p", "role": "r", "member": f"serviceAccount:{it}@p.x"},
            )
        )
        for it in names
    ]

    found = risks(preview(METADATA, *accounts, *grants))

    assert [(it.rule, len(it.resources)) for it in found] == [("access-new", 2_000)]
