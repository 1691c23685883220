"""The provider protocol over loopback: instances, and what travels."""

from __future__ import annotations

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2 as pb

from emulator.values import UNKNOWN, Props, Secret, decode, encode

from .dialling import AWS, OKTA, Dial, configure, create, urn


def test_a_provider_used_before_it_is_configured_is_refused(dial: Dial) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        dial("aws").Check(pb.CheckRequest(urn=urn("aws:s3/bucket:Bucket"), news=encode({})))
    assert "before it was configured" in refused.value.details()


def test_two_instances_are_told_apart_by_their_connections(dial: Dial) -> None:
    prod, images = dial("aws"), dial("aws")
    configure(prod, AWS)
    configure(images, {"region": "eu-west-1", "allowedAccountIds": ["210987654321"]})
    token = "aws:ecr/repository:Repository"  # noqa: S105
    first = decode(create(prod, token, {"name": "images"}).properties)
    second = decode(create(images, token, {"name": "images"}).properties)
    assert first["arn"] == "arn:aws:ecr:us-east-2:123456789012:repository/images"
    assert second["arn"] == "arn:aws:ecr:eu-west-1:210987654321:repository/images"


def test_secrets_stay_marked_on_the_way_back(dial: Dial) -> None:
    okta = dial("okta")
    configure(okta, OKTA)
    inputs: Props = {"label": "s", "type": "service", "grantTypes": ["client_credentials"]}
    answer = create(okta, "okta:app/oAuth:OAuth", {**inputs, "responseTypes": ["token"]})
    assert isinstance(decode(answer.properties)["clientSecret"], Secret)


def test_the_credential_of_a_provider_is_a_known_secret(dial: Dial) -> None:
    okta, cluster = dial("okta"), dial("kubernetes")
    configure(okta, OKTA)
    configure(cluster, {"clusterIdentifier": "union-prod"})
    token = "kubernetes:core/v1:ConfigMap"  # noqa: S105
    inputs = {"metadata": {"name": "x"}, "data": {"token": "dummy-token"}}
    with pytest.raises(grpc.RpcError) as refused:
        create(cluster, token, inputs)
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
