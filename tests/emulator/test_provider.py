"""The provider protocol over loopback: configuration, places, and what travels."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2 as pb
from pulumi.runtime.proto import provider_pb2_grpc as pb_grpc

from emulator.cloud import MODULES
from emulator.faults import Faults
from emulator.seeds import read_seed
from emulator.server import serve
from emulator.store import Store
from emulator.values import UNKNOWN, Props, Secret, decode, encode

from .desk import SEED

Dial = Callable[[str], Any]


@pytest.fixture(scope="module")
def dial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dial]:
    """Opens a connection of its own to a package's provider, as every instance does."""
    seed = read_seed(SEED)
    store = Store(tmp_path_factory.mktemp("provider") / "state", seed.records())
    ports, servers = serve(MODULES, store, seed, Faults())
    channels: list[grpc.Channel] = []

    def connect(package: str) -> Any:
        options = [("grpc.use_local_subchannel_pool", 1)]
        channel = grpc.insecure_channel(f"127.0.0.1:{ports[package]}", options)
        channels.append(channel)
        return pb_grpc.ResourceProviderStub(channel)

    yield connect
    for channel in channels:
        channel.close()
    for server in servers:
        server.stop(None).wait()


def _configure(stub: Any, config: Props) -> Any:
    """Configure as the SDKs do: all but text is JSON."""
    told = {
        key: value if isinstance(value, (str, Secret)) else json.dumps(value)
        for key, value in config.items()
    }
    return stub.Configure(pb.ConfigureRequest(args=encode(told), acceptSecrets=True))


def _urn(token: str, name: str = "one") -> str:
    return f"urn:pulumi:test::test::{token}::{name}"


def _create(stub: Any, token: str, inputs: Props, name: str = "one") -> Any:
    checked = stub.Check(pb.CheckRequest(urn=_urn(token, name), news=encode(inputs)))
    assert not checked.failures
    return stub.Create(pb.CreateRequest(urn=_urn(token, name), properties=checked.inputs))


AWS: Props = {"region": "us-east-2", "allowedAccountIds": ["123456789012"]}
OKTA: Props = {"orgName": "acme", "baseUrl": "okta.com", "apiToken": Secret("dummy-token")}


def _kubeconfig(server: str, **more: Any) -> str:
    content = {
        "current-context": "c",
        "contexts": [{"name": "c", "context": {"cluster": "x", "user": "u"}}],
        "clusters": [{"name": "x", "cluster": {"server": server}}],
        **more,
    }
    return yaml.safe_dump(content)


ENDPOINT = "https://1111AAAA2222BBBB3333CCCC4444DDDD.gr7.us-east-2.eks.amazonaws.com"


@pytest.mark.parametrize(
    ("package", "config", "said"),
    [
        ("aws", {"allowedAccountIds": ["123456789012"]}, "must name an AWS region"),
        ("aws", {"region": "ohio"}, "must name an AWS region"),
        ("aws", {"region": "us-east-2"}, "does not tell its account"),
        ("aws", {"region": "us-east-2", "profile": "nobody"}, "account of the profile 'nobody'"),
        (
            "aws",
            {**AWS, "assumeRoles": [{"roleArn": "arn:aws:iam::210987654321:role/x"}]},
            "210987654321 is not among allowedAccountIds",
        ),
        ("aws", {**AWS, "profile": "images"}, "210987654321 is not among allowedAccountIds"),
        ("aws", {**AWS, "forbiddenAccountIds": ["123456789012"]}, "is not among"),
        ("aws", {**AWS, "secretKey": "bare"}, "secretKey: must be a secret"),
        ("okta", {**OKTA, "orgName": ""}, "has no orgName"),
        ("okta", {**OKTA, "baseUrl": ""}, "has no baseUrl"),
        ("okta", {**OKTA, "baseUrl": "okta.org"}, "is not <orgName>.<baseUrl>"),
        ("okta", {"orgName": "acme", "baseUrl": "okta.com"}, "has no apiToken"),
        ("okta", {**OKTA, "apiToken": "bare"}, "apiToken: must be a secret"),
        ("kubernetes", {}, "does not tell its cluster"),
        ("kubernetes", {"clusterIdentifier": "other"}, "no cluster that is known as other"),
        ("kubernetes", {"kubeconfig": "/root/.kube/config"}, "is a path"),
        ("kubernetes", {"kubeconfig": _kubeconfig("https://x")}, "known as https://x"),
        (
            "kubernetes",
            {"kubeconfig": _kubeconfig(ENDPOINT), "context": "d"},
            "has no context 'd'",
        ),
        (
            "kubernetes",
            {"kubeconfig": _kubeconfig(ENDPOINT), "clusterIdentifier": "union-prod-2"},
            "name two clusters",
        ),
    ],
)
def test_a_provider_that_points_nowhere_is_refused(
    dial: Dial, package: str, config: Props, said: str
) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        _configure(dial(package), config)
    assert said in refused.value.details()


@pytest.mark.parametrize(
    ("package", "config"),
    [
        ("aws", AWS),
        (
            "aws",
            {
                "region": "us-east-2",
                "assumeRoles": [{"roleArn": "arn:aws:iam::210987654321:role/x"}],
            },
        ),
        ("aws", {"region": "us-east-2", "profile": "images"}),
        ("okta", OKTA),
        ("kubernetes", {"clusterIdentifier": "union-prod"}),
        (
            "kubernetes",
            {"clusterIdentifier": "arn:aws:eks:us-east-2:123456789012:cluster/union-prod"},
        ),
        ("kubernetes", {"kubeconfig": _kubeconfig(ENDPOINT)}),
        ("kubernetes", {"kubeconfig": _kubeconfig(ENDPOINT), "clusterIdentifier": "union-prod"}),
    ],
)
def test_a_provider_that_points_somewhere_is_taken(dial: Dial, package: str, config: Props) -> None:
    assert _configure(dial(package), config).acceptSecrets


def test_unknown_configuration_is_refused(dial: Dial) -> None:
    news = encode({**AWS, "regoin": "us-east-2"})
    answer = dial("aws").CheckConfig(pb.CheckRequest(urn=_urn("pulumi:providers:aws"), news=news))
    assert "has no property 'regoin'; did you mean 'region'?" in answer.failures[0].reason


def test_a_provider_used_before_it_is_configured_is_refused(dial: Dial) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        dial("aws").Check(pb.CheckRequest(urn=_urn("aws:s3/bucket:Bucket"), news=encode({})))
    assert "before it was configured" in refused.value.details()


def test_two_instances_are_told_apart_by_their_connections(dial: Dial) -> None:
    prod, images = dial("aws"), dial("aws")
    _configure(prod, AWS)
    _configure(images, {"region": "eu-west-1", "allowedAccountIds": ["210987654321"]})
    token = "aws:ecr/repository:Repository"  # noqa: S105
    first = decode(_create(prod, token, {"name": "images"}).properties)
    second = decode(_create(images, token, {"name": "images"}).properties)
    assert first["arn"] == "arn:aws:ecr:us-east-2:123456789012:repository/images"
    assert second["arn"] == "arn:aws:ecr:eu-west-1:210987654321:repository/images"


def test_another_cluster_replaces_the_provider(dial: Dial) -> None:
    def difference(old: Props, new: Props) -> Any:
        request = pb.DiffRequest(olds=encode(old), old_inputs=encode(old), news=encode(new))
        return dial("kubernetes").DiffConfig(request)

    one, two = {"clusterIdentifier": "union-prod"}, {"clusterIdentifier": "union-prod-2"}
    assert difference(one, two).replaces == ["clusterIdentifier"]
    assert difference({}, one).replaces == []
    assert difference(one, {**one, "kubeconfig": "x"}).replaces == []
    assert difference(one, {**one, "version": "4.35"}).changes == pb.DiffResponse.DIFF_NONE


def test_secrets_stay_marked_on_the_way_back(dial: Dial) -> None:
    okta = dial("okta")
    _configure(okta, OKTA)
    inputs: Props = {"label": "s", "type": "service", "grantTypes": ["client_credentials"]}
    answer = _create(okta, "okta:app/oAuth:OAuth", {**inputs, "responseTypes": ["token"]})
    assert isinstance(decode(answer.properties)["clientSecret"], Secret)


def test_the_credential_of_a_provider_is_a_known_secret(dial: Dial) -> None:
    okta, cluster = dial("okta"), dial("kubernetes")
    _configure(okta, OKTA)
    _configure(cluster, {"clusterIdentifier": "union-prod"})
    token = "kubernetes:core/v1:ConfigMap"  # noqa: S105
    inputs = {"metadata": {"name": "x"}, "data": {"token": "dummy-token"}}
    with pytest.raises(grpc.RpcError) as refused:
        _create(cluster, token, inputs)
    assert "data.token: a known secret" in refused.value.details()


def test_values_survive_the_wire() -> None:
    props: Props = {
        "text": "a",
        "whole": 3,
        "part": 1.5,
        "flag": True,
        "nothing": None,
        "list": [1, {"a": [True]}],
        "unknown": UNKNOWN,
        "secret": Secret({"a": [UNKNOWN, "b"]}),
    }
    assert decode(encode(props)) == props


def test_the_version_is_that_of_the_sdk(dial: Dial) -> None:
    assert dial("okta").GetPluginInfo(empty_pb2.Empty()).version == "7.0.1"


def test_functions_answer_from_the_seed(dial: Dial) -> None:
    aws, okta = dial("aws"), dial("okta")
    _configure(aws, AWS)
    _configure(okta, OKTA)

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
    _configure(stub, {"aws": AWS, "okta": OKTA}[package])
    with pytest.raises(grpc.RpcError) as refused:
        stub.Invoke(pb.InvokeRequest(tok=token, args=encode(arguments)))
    assert said in refused.value.details()


def test_a_function_refuses_an_unknown_argument(dial: Dial) -> None:
    stub = dial("aws")
    _configure(stub, AWS)
    request = pb.InvokeRequest(tok="aws:eks/getCluster:getCluster", args=encode({"nam": "x"}))
    assert "did you mean 'name'" in stub.Invoke(request).failures[0].reason


def test_a_policy_document_is_composed(dial: Dial) -> None:
    stub = dial("aws")
    _configure(stub, AWS)
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


def test_a_seed_with_an_unknown_section_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    path.write_text("thing: {}\n")
    with pytest.raises(ValueError, match="did you mean 'things'"):
        read_seed(path)
