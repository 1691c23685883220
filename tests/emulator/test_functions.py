"""Provider functions over the protocol."""

from __future__ import annotations

import json
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2 as pb

from emulator.values import Props, decode, encode

from .dialling import AWS, ENDPOINT, OKTA, Dial, configure


def test_functions_answer_from_the_seed(dial: Dial) -> None:
    aws, okta = dial("aws"), dial("okta")
    configure(aws, AWS)
    configure(okta, OKTA)

    def ask(stub: Any, token: str, **arguments: Any) -> Props:
        answer = stub.Invoke(pb.InvokeRequest(tok=token, args=encode(arguments)))
        assert not answer.failures
        return decode(getattr(answer, "return"))

    cluster = ask(aws, "aws:eks/getCluster:getCluster", name="union-prod")
    issuer = cluster["identities"][0]["oidcs"][0]["issuer"]
    assert cluster["endpoint"] == ENDPOINT
    assert len(cluster["vpcConfig"]["subnetIds"]) == 3
    found = ask(aws, "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider", url=issuer)
    assert found["arn"].startswith("arn:aws:iam::123456789012:oidc-provider/oidc.eks")
    assert ask(aws, "aws:index/getCallerIdentity:getCallerIdentity")["accountId"] == "123456789012"
    assert ask(aws, "aws:index/getRegion:getRegion")["region"] == "us-east-2"
    assert ask(aws, "aws:index/getPartition:getPartition")["partition"] == "aws"
    assert len(ask(aws, "aws:ec2/getSubnets:getSubnets")["ids"]) == 6
    filtered = [{"name": "vpc-id", "values": ["vpc-0aaa0000000000000"]}]
    assert len(ask(aws, "aws:ec2/getSubnets:getSubnets", filters=filtered)["ids"]) == 3
    group = ask(okta, "okta:group/getGroup:getGroup", name="platform-team")
    assert group["id"] == "00gPlatformTeam001"
    assert ask(okta, "okta:group/getEveryoneGroup:getEveryoneGroup")["id"].startswith("00g")
    server = ask(okta, "okta:auth/getServer:getServer", name="default")
    assert server["issuer"] == "https://acme.okta.com/oauth2/default"
    scopes = ask(okta, "okta:auth/getServerScopes:getServerScopes", authServerId="default")
    assert scopes["scopes"] == []


@pytest.mark.parametrize(
    ("package", "token", "arguments", "said"),
    [
        ("aws", "aws:sqs/getQueue:getQueue", {}, "does not know the function"),
        ("aws", "aws:eks/getCluster:getCluster", {"name": "x"}, "there is no Cluster 'x'"),
        ("aws", "aws:iam/getRole:getRole", {"name": "x"}, "there is no role x"),
        (
            "aws",
            "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
            {"url": "https://x"},
            "there is no OpenID Connect provider x",
        ),
        (
            "aws",
            "aws:ec2/getSubnets:getSubnets",
            {"filters": [{"name": "tag:x", "values": ["y"]}]},
            "does not know the filter tag:x",
        ),
        (
            "aws",
            "aws:iam/getPolicyDocument:getPolicyDocument",
            {"overrideJson": "{}"},
            "does not know overrideJson",
        ),
        ("okta", "okta:group/getGroup:getGroup", {"name": "x"}, "there is no Group with name 'x'"),
        ("okta", "okta:group/getGroup:getGroup", {}, "one of id and name is required"),
    ],
)
def test_a_function_refuses_what_is_not_there(
    dial: Dial, package: str, token: str, arguments: Props, said: str
) -> None:
    stub = dial(package)
    configure(stub, {"aws": AWS, "okta": OKTA}[package])
    with pytest.raises(grpc.RpcError) as refused:
        stub.Invoke(pb.InvokeRequest(tok=token, args=encode(arguments)))
    assert said in refused.value.details()


def test_a_function_refuses_an_unknown_argument(dial: Dial) -> None:
    stub = dial("aws")
    configure(stub, AWS)
    request = pb.InvokeRequest(tok="aws:eks/getCluster:getCluster", args=encode({"nam": "x"}))
    assert "did you mean 'name'" in stub.Invoke(request).failures[0].reason


def test_a_policy_document_is_composed(dial: Dial) -> None:
    stub = dial("aws")
    configure(stub, AWS)
    statement = {
        "sid": "Read",
        "actions": ["s3:GetObject"],
        "resources": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
        "principals": [{"type": "AWS", "identifiers": ["*"]}],
        "conditions": [{"test": "StringEquals", "variable": "aws:x", "values": ["y"]}],
    }
    request = pb.InvokeRequest(
        tok="aws:iam/getPolicyDocument:getPolicyDocument", args=encode({"statements": [statement]})
    )
    answer = decode(getattr(stub.Invoke(request), "return"))
    assert json.loads(answer["json"]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
                "Principal": {"AWS": "*"},
                "Condition": {"StringEquals": {"aws:x": "y"}},
            }
        ],
    }
