"""IAM policy documents. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pulumi

from ...config.accounts import Account, AwsAccount
from ...contracts import ServiceAccount
from ..args import RepositoryUsers
from . import naming

VERSION = "2012-10-17"
AUDIENCE = "sts.amazonaws.com"
"""What EKS puts into the `aud` claim of a service account's token."""
USUAL_ISSUER = "https://oidc.eks.{region}.amazonaws.com/id/" + "0" * 32

Statement = dict[str, Any]
"""One statement; a resource may be an Output until `document` sees it."""


def allow(
    actions: Sequence[str],
    *resources: pulumi.Input[str],
    condition: dict[str, Any] | None = None,
) -> Statement:
    """Allow `actions` on `resources`."""
    statement: Statement = {
        "Effect": "Allow",
        "Action": sorted(actions),
        "Resource": list(resources),
    }
    return statement if condition is None else {**statement, "Condition": condition}


def below(arn: pulumi.Input[str], path: str) -> pulumi.Input[str]:
    """`arn` followed by `path`; a string when `arn` is one."""
    return f"{arn}{path}" if isinstance(arn, str) else pulumi.Output.concat(arn, path)


def _dump(statements: Sequence[Statement]) -> str:
    return json.dumps({"Version": VERSION, "Statement": statements}, separators=(",", ":"))


def document(statements: Iterable[Statement]) -> str:
    """A policy document; statements that differ in their resources only are one."""
    merged: dict[str, Statement] = {}
    for statement in statements:
        rest = {key: value for key, value in statement.items() if key != "Resource"}
        one = merged.setdefault(json.dumps(rest, sort_keys=True), {**rest, "Resource": set()})
        one["Resource"].update(statement["Resource"])
    return _dump([{**one, "Resource": sorted(one["Resource"])} for one in merged.values()])


def _one(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _subject(account: ServiceAccount) -> str:
    return f"system:serviceaccount:{account.namespace}:{account.name}"


def trust(provider_arn: str, subjects: Iterable[ServiceAccount]) -> str:
    """Trust in exactly these service accounts of the cluster whose OIDC provider is `provider_arn`.

    IAM takes `*` for itself under StringEquals, so patterns stand apart, under StringLike.
    """
    issuer = provider_arn.partition(":oidc-provider/")[2]
    audience = {f"{issuer}:aud": AUDIENCE}
    names = sorted({_subject(account) for account in subjects})
    patterns = [name for name in names if set(name) & set("*?")]
    exact = [name for name in names if name not in patterns]
    conditions: list[dict[str, Any]] = []
    if exact:
        conditions.append({"StringEquals": {**audience, f"{issuer}:sub": _one(exact)}})
    if patterns:
        like = {f"{issuer}:sub": _one(patterns)}
        conditions.append({"StringEquals": audience, "StringLike": like})
    return _dump([_web_identity(provider_arn, condition) for condition in conditions])


def _web_identity(provider_arn: str, condition: dict[str, Any]) -> Statement:
    return {
        "Effect": "Allow",
        "Principal": {"Federated": provider_arn},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": condition,
    }


def trust_size_problem(
    account: AwsAccount, issuer: str | None, subjects: Sequence[ServiceAccount]
) -> str | None:
    """Why IAM would refuse a trust document for `subjects`, and what to do; None if it fits."""
    provider = naming.oidc_provider_arn(
        account, issuer or USUAL_ISSUER.format(region=account.region)
    )
    size = len(trust(provider, subjects))
    if size <= account.trust_policy_length:
        return None
    return (
        f"the trust document of {len(set(subjects))} service accounts has {size} characters, and "
        f"the account's quota is {account.trust_policy_length}: leave union:projects out, so that "
        "one pattern stands for all of them, or have IAM's quota 'Role trust policy length' raised "
        "(4096 or 8192) and say trustPolicyLength for the account"
    )


def node_trust(account: AwsAccount) -> str:
    """Trust in EC2, for the role of nodes."""
    principal = {"Service": f"ec2.{naming.domain(account.region)}"}
    return _dump([{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}])


def tls_only(bucket_arn: str) -> str:
    """Refuse every request to a bucket that does not come over TLS."""
    return _dump(
        [
            {
                "Sid": "DenyInsecureTransport",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [bucket_arn, f"{bucket_arn}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        ]
    )


REPOSITORY_POLICY_LENGTH = 10_240
"""https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html."""
PULL = ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
PUSH = (
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
)


def repository(*, pull: Iterable[str], push: Iterable[str], describe: Iterable[str]) -> str:
    """Policy of an ECR repository for principals of other accounts.

    Page: configuration/image-builder, *AWS Cross Account access*.
    """
    wanted = (
        ("AllowPull", PULL, pull),
        ("AllowDescribeImages", ("ecr:DescribeImages",), describe),
        ("ManageRepositoryContents", PUSH, push),
    )
    return _dump(
        [
            {
                "Sid": sid,
                "Effect": "Allow",
                "Principal": {"AWS": principals},
                "Action": list(actions),
            }
            for sid, actions, who in wanted
            if (principals := sorted(set(who)))
        ]
    )


def repository_size_problem(users: RepositoryUsers) -> str | None:
    """Why ECR would refuse the policy that lets `users` in, and what to do; None if it fits."""

    def roles(identities: Mapping[str, Account]) -> list[str]:
        return [
            naming.role_arn(account, naming.role(users.owner, name), account.role_path)
            for name, account in identities.items()
            if isinstance(account, AwsAccount)
        ]

    nodes = [
        naming.role_arn(account, naming.role(users.owner, name))
        for name, account in users.nodes.items()
        if isinstance(account, AwsAccount)
    ]
    document = repository(
        pull=[*roles(users.workers), *nodes, *users.existing_nodes],
        push=roles(users.builders),
        describe=roles(users.proxies),
    )
    if len(document) <= REPOSITORY_POLICY_LENGTH:
        return None
    return (
        f"would get a policy of {len(document)} characters for {len(users.workers)} data planes of "
        f"other accounts, and ECR takes at most {REPOSITORY_POLICY_LENGTH}: write another "
        "repository for some of them, or one in the account of their clusters, which needs no "
        "policy, in imageBuilder: of each"
    )
