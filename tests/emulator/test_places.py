"""Where a provider works: configuration that tells it, and configuration that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from pulumi.runtime.proto import provider_pb2 as pb

from emulator.seeds import read_seed
from emulator.values import Props, encode

from .dialling import AWS, ENDPOINT, OKTA, Dial, configure, urn


def _kubeconfig(server: str, **more: Any) -> str:
    content = {
        "current-context": "c",
        "contexts": [{"name": "c", "context": {"cluster": "x", "user": "u"}}],
        "clusters": [{"name": "x", "cluster": {"server": server}}],
        **more,
    }
    return yaml.safe_dump(content)


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
        configure(dial(package), config)
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
    assert configure(dial(package), config).acceptSecrets


def test_unknown_configuration_is_refused(dial: Dial) -> None:
    news = encode({**AWS, "regoin": "us-east-2"})
    answer = dial("aws").CheckConfig(pb.CheckRequest(urn=urn("pulumi:providers:aws"), news=news))
    assert "has no property 'regoin'; did you mean 'region'?" in answer.failures[0].reason


def test_another_cluster_replaces_the_provider(dial: Dial) -> None:
    def difference(old: Props, new: Props) -> Any:
        request = pb.DiffRequest(olds=encode(old), old_inputs=encode(old), news=encode(new))
        return dial("kubernetes").DiffConfig(request)

    one, two = {"clusterIdentifier": "union-prod"}, {"clusterIdentifier": "union-prod-2"}
    assert difference(one, two).replaces == ["clusterIdentifier"]
    assert difference({}, one).replaces == []
    assert difference(one, {**one, "kubeconfig": "x"}).replaces == []
    assert difference(one, {**one, "version": "4.35"}).changes == pb.DiffResponse.DIFF_NONE


def test_a_seed_with_an_unknown_section_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    path.write_text("thing: {}\n")
    with pytest.raises(ValueError, match="did you mean 'things'"):
        read_seed(path)
