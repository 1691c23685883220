"""Who may do what, cloud by cloud: what widens it, and what only looks so."""

from __future__ import annotations

import pytest

from review.model import UNKNOWN, Change, Op
from review.risks import risks

from .grants import (
    BOB,
    CONTAINER,
    CONTRIBUTOR,
    CREDENTIAL,
    HERE,
    OWNER,
    POOL,
    STORAGE,
    account,
    assignment,
    attached,
    credential,
    custom_role,
    document,
    group,
    identity,
    impersonates,
    may,
    member,
    rule,
    tls_only,
    trusting,
)
from .things import POLICY, ROLE, gone, kept, made, preview, thing, turned


def told(*changes: Change) -> list[tuple[str, str, str]]:
    found = risks(preview(HERE, *changes))
    return [(it.rule, ", ".join(it.resources), it.reason) for it in found]


WIDENED: dict[str, tuple[tuple[Change, ...], tuple[str, str]]] = {
    "GCP: a role for an account that exists": (
        (made(member("roles/storage.admin", f"serviceAccount:{BOB}")),),
        ("grant", f"serviceAccount:{BOB} has roles/storage.admin on raw"),
    ),
    "GCP: a stronger role": (
        (
            turned(
                member("roles/storage.objectViewer", f"serviceAccount:{BOB}"),
                member("roles/storage.objectAdmin", f"serviceAccount:{BOB}"),
                Op.REPLACE,
            ),
        ),
        ("grant", f"serviceAccount:{BOB} has roles/storage.objectAdmin on raw"),
    ),
    "GCP: the same role on another bucket": (
        (
            turned(
                member("r", "user:ann@acme.com"), member("r", "user:ann@acme.com", bucket="meta")
            ),
        ),
        ("grant", "user:ann@acme.com has r on meta"),
    ),
    "GCP: a condition that ends": (
        (
            turned(
                member("r", "user:ann@acme.com", condition={"expression": "x"}),
                member("r", "user:ann@acme.com"),
                Op.REPLACE,
            ),
        ),
        ("grant", "user:ann@acme.com has r on raw"),
    ),
    "GCP: another condition": (
        (
            turned(
                member("r", "user:ann@acme.com", condition={"expression": "x"}),
                member("r", "user:ann@acme.com", condition={"expression": "y"}),
                Op.REPLACE,
            ),
        ),
        ("grant", 'user:ann@acme.com has r on raw where {"expression": "y"}'),
    ),
    "GCP: anybody, even on a bucket that is new": (
        (
            made(thing("gcp:storage/bucket:Bucket", "new", {"name": "new"})),
            made(member("roles/storage.objectViewer", "allUsers", bucket="new")),
        ),
        ("grant", "allUsers has roles/storage.objectViewer on new"),
    ),
    "GCP: all of a project, even for an account that is new": (
        (
            made(account("robot")),
            made(
                thing(
                    "gcp:projects/iAMMember:IAMMember",
                    "grant",
                    {"project": "p", "role": "roles/owner", "member": "serviceAccount:robot@p.x"},
                )
            ),
        ),
        ("grant", "serviceAccount:robot@p.x has roles/owner on p"),
    ),
    "GCP: one more permission of a role": (
        (turned(custom_role("a.get"), custom_role("a.get", "a.delete")),),
        ("role", "permissions gains a.delete"),
    ),
    "GCP: more service accounts of Kubernetes, told at once": (
        (
            kept(impersonates("union/a", "w@p", "a")),
            made(impersonates("union/b", "w@p", "b")),
            made(impersonates("union/c", "w@p", "c")),
        ),
        (
            "members",
            f"serviceAccount:{POOL}[union/b, union/c] may sign in as w@p",
        ),
    ),
    "GCP: a binding with one more member": (
        (
            turned(
                thing(
                    "gcp:storage/bucketIAMBinding:BucketIAMBinding",
                    "binding",
                    {"bucket": "raw", "role": "r", "members": ["user:a"]},
                ),
                thing(
                    "gcp:storage/bucketIAMBinding:BucketIAMBinding",
                    "binding",
                    {"bucket": "raw", "role": "r", "members": ["user:a", "user:b"]},
                ),
            ),
        ),
        ("binding", "user:b has r on raw"),
    ),
    "Azure: a role for an identity that exists": (
        (made(assignment(CONTAINER, CONTRIBUTOR)),),
        (
            "may",
            "worker has Storage Blob Data Contributor on storageAccounts/acme/containers/raw",
        ),
    ),
    "Azure: the whole account for one container": (
        (turned(assignment(CONTAINER), assignment(STORAGE), Op.REPLACE),),
        ("may", "worker has Storage Blob Data Reader on storageAccounts/acme"),
    ),
    "Azure: an owner, even for an identity that is new": (
        (made(identity("worker")), made(assignment("/subscriptions/1", OWNER, UNKNOWN))),
        ("may", "worker has Owner on /subscriptions/1"),
    ),
    "Azure: one more subject": (
        (kept(credential("union:a")), made(credential("union:b"))),
        ("credential-union:b", "system:serviceaccount:union:b may sign in as worker"),
    ),
    "Azure: another issuer of tokens": (
        (turned(credential("union:a"), credential("union:a", issuer="https://two/")),),
        (
            "credential-union:a",
            "system:serviceaccount:union:a of https://two/ may sign in as worker",
        ),
    ),
    "Azure: another audience": (
        (
            turned(
                thing(CREDENTIAL, "c", {"audiences": ["api://AzureADTokenExchange"]}),
                thing(CREDENTIAL, "c", {"audiences": ["api://AzureADTokenExchange", "x"]}),
            ),
        ),
        ("c", "audiences gains x"),
    ),
    "Okta: a group for an app that exists": (
        (made(group("00g1")),),
        ("assignment", "group 00g1 may use web"),
    ),
    "Okta: a rule that is new in a policy that exists": (
        (made(rule("00p1", "EVERYONE")),),
        ("rule", "groupWhitelists gains EVERYONE"),
    ),
    "AWS: a policy of AWS's own for a role that exists": (
        (made(attached("AdministratorAccess")),),
        ("attachment", "role has the policy arn:aws:iam::aws:policy/AdministratorAccess"),
    ),
    "AWS: a denial that goes with its policy": (
        (gone(tls_only()),),
        ("tls", "no longer denied: * may s3:* on raw"),
    ),
    "AWS: every action anywhere, even for a role that is new": (
        (kept(trusting("idp", "old")), made(trusting("idp")), made(may("s3:*", "*"))),
        ("policy", "s3:* on *"),
    ),
    "AWS: one of several policies that a role has in itself": (
        (
            turned(
                thing(ROLE, "role", {"inlinePolicies": []}),
                thing(
                    ROLE,
                    "role",
                    {
                        "inlinePolicies": [
                            {
                                "name": "p",
                                "policy": document(
                                    {"Effect": "Allow", "Action": "a:B", "Resource": "x"}
                                ),
                            }
                        ]
                    },
                ),
            ),
        ),
        ("role", "a:B on x"),
    ),
    "AWS: a policy that is only known when it is applied": (
        (turned(may("a:B", "x"), thing(POLICY, "policy", {"role": "role", "policy": UNKNOWN})),),
        ("policy", "policy cannot be compared: it is only known when it is applied"),
    ),
}


@pytest.mark.parametrize("name", WIDENED)
def test_what_lets_more_happen_is_told(name: str) -> None:
    changes, (resources, reason) = WIDENED[name]

    widened = [it for it in told(*changes) if it[0] == "access-widened"]

    assert widened == [("access-widened", resources, f"allows more than before: {reason}")]


NEW: dict[str, tuple[tuple[Change, ...], tuple[str, str]]] = {
    "AWS: a role with a policy": (
        (
            kept(trusting("idp", "old")),
            made(trusting("idp")),
            made(may("s3:PutObject", "arn:aws:s3:::meta/*")),
        ),
        ("policy", "a new identity may use what exists already: arn:aws:s3:::meta"),
    ),
    "AWS: a role with a policy about part of a bucket, a new secret, and what has no name": (
        (
            kept(trusting("idp", "old")),
            made(trusting("idp")),
            made(thing("aws:secretsmanager/secret:Secret", "s", {"name": "acme/new"})),
            made(
                thing(
                    POLICY,
                    "policy",
                    {
                        "role": "role",
                        "policy": document(
                            {
                                "Effect": "Allow",
                                "Action": "s3:PutObject",
                                "Resource": ["arn:aws:s3:::meta", "arn:aws:s3:::meta/logs/*"],
                            },
                            {
                                "Effect": "Allow",
                                "Action": "secretsmanager:GetSecretValue",
                                "Resource": "arn:aws:secretsmanager:x:1:secret:acme/new-??????",
                            },
                            {
                                "Effect": "Allow",
                                "Action": "ecr:GetAuthorizationToken",
                                "Resource": "*",
                            },
                        ),
                    },
                )
            ),
        ),
        (
            "policy",
            "a new identity may use what exists already: anything (ecr:GetAuthorizationToken), "
            "arn:aws:s3:::meta",
        ),
    ),
    "AWS: a role that trusts a cluster that nothing trusted": (
        (kept(trusting("idp", "old")), made(trusting("idp-2"))),
        ("role", "a new identity trusts whom nothing trusted so far: idp-2"),
    ),
    "GCP: an account with roles, told at once": (
        (
            made(account("robot")),
            made(member("roles/storage.objectUser", "serviceAccount:robot@p.x", "b", bucket="b")),
            made(member("roles/storage.objectUser", "serviceAccount:robot@p.x", "a", bucket="a")),
        ),
        ("members", "a new identity may use what exists already: a, b"),
    ),
    "GCP: an account that a pool of another project may be": (
        (made(account("robot")), made(impersonates("union/a", "robot@p.x"))),
        ("member", f"a new identity trusts whom nothing trusted so far: {POOL}"),
    ),
    "Azure: an identity with a role": (
        (made(identity("worker")), made(assignment(STORAGE, principal=UNKNOWN))),
        (
            "may",
            "a new identity may use what exists already: storageAccounts/acme",
        ),
    ),
    "Azure: an identity of a cluster that nothing trusted": (
        (
            kept(credential("union:a", "old")),
            made(identity("worker")),
            made(credential("union:b", issuer="https://two/")),
        ),
        (
            "credential-union:b",
            "a new identity trusts whom nothing trusted so far: https://two/",
        ),
    ),
}


@pytest.mark.parametrize("name", NEW)
def test_what_a_new_identity_may_use_is_told(name: str) -> None:
    changes, (resources, reason) = NEW[name]

    assert told(*changes) == [("access-new", resources, reason)]


QUIET: dict[str, tuple[Change, ...]] = {
    "AWS: a role, a bucket, and the one for the other": (
        kept(trusting("idp", "old")),
        made(trusting("idp")),
        made(thing("aws:s3/bucket:Bucket", "b", {"bucket": "new"})),
        made(may("s3:GetObject", "arn:aws:s3:::new/*")),
    ),
    "AWS: a policy that stays when it leaves the program": (gone(tls_only(retained=True)),),
    "GCP: a grant that another resource makes": (
        gone(member("r", "user:ann@acme.com", "old")),
        made(member("r", "user:ann@acme.com", "new")),
    ),
    "GCP: a condition more": (
        turned(
            member("r", "user:ann@acme.com"),
            member("r", "user:ann@acme.com", condition={"expression": "x"}),
            Op.REPLACE,
        ),
    ),
    "GCP: permissions in another order": (turned(custom_role("a", "b"), custom_role("b", "a")),),
    "GCP: an account that pods of the same pool may be": (
        kept(impersonates("union/a", "old@p")),
        made(account("robot")),
        made(impersonates("union/b", "robot@p", "new")),
    ),
    "Azure: a container of what was a whole account": (
        turned(assignment(STORAGE), assignment(CONTAINER), Op.REPLACE),
    ),
    "Azure: a subject less": (gone(credential("union:a")),),
    "Okta: a group for an app that is new": (
        made(thing("okta:app/oAuth:OAuth", "web")),
        made(
            thing(
                "okta:app/groupAssignment:GroupAssignment",
                "assignment",
                {"appId": UNKNOWN, "groupId": "00g1"},
                flows={"appId": (thing("okta:app/oAuth:OAuth", "web").urn,)},
            )
        ),
    ),
    "Okta: a rule of a policy that is new": (
        made(thing("okta:auth/serverPolicy:ServerPolicy", "policy")),
        made(
            thing(
                "okta:auth/serverPolicyRule:ServerPolicyRule",
                "rule",
                {"policyId": UNKNOWN, "groupWhitelists": ["00g1"]},
                flows={"policyId": (thing("okta:auth/serverPolicy:ServerPolicy", "policy").urn,)},
            )
        ),
    ),
}


@pytest.mark.parametrize("name", QUIET)
def test_what_lets_no_more_happen_is_not_told(name: str) -> None:
    assert [it for it in told(*QUIET[name]) if it[0].startswith("access")] == []


def test_a_name_that_is_only_a_word_hides_nobody() -> None:
    """A node pool called `worker` makes nobody called so new."""
    pool = made(thing("gcp:container/nodePool:NodePool", "pool", {"name": "worker"}))

    assert [it[0] for it in told(pool, made(impersonates("union/worker", "worker@p")))] == [
        "access-widened"
    ]


def test_a_name_in_one_cloud_hides_nothing_in_another() -> None:
    """Buckets of two clouds may be called the same."""
    bucket = made(thing("gcp:storage/bucket:Bucket", "raw", {"name": "raw"}))

    found = told(bucket, kept(trusting("idp")), made(may("s3:GetObject", "arn:aws:s3:::raw/*")))

    assert found == [
        ("access-widened", "policy", "allows more than before: s3:GetObject on arn:aws:s3:::raw/*")
    ]


def test_a_grant_to_who_is_not_known_yet_is_told_unless_all_of_it_is_new() -> None:
    new = made(account("robot"))
    grant = thing(
        "gcp:storage/bucketIAMMember:BucketIAMMember",
        "grant",
        {"bucket": "raw", "role": "r", "member": UNKNOWN},
        flows={"member": (new.resource.urn, HERE.resource.urn)},
    )

    assert [it[0] for it in told(new, made(grant))] == ["access-widened"]
