"""Connections to the emulated providers, as the engine makes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pulumi.runtime.proto import provider_pb2 as pb

from emulator.values import Props, Secret, encode

Dial = Callable[[str], Any]


AWS: Props = {"region": "us-east-2", "allowedAccountIds": ["123456789012"]}
OKTA: Props = {"orgName": "acme", "baseUrl": "okta.com", "apiToken": Secret("dummy-token")}


ENDPOINT = "https://1111AAAA2222BBBB3333CCCC4444DDDD.gr7.us-east-2.eks.amazonaws.com"


def configure(stub: Any, config: Props) -> Any:
    """Configure as the SDKs do: all but text is JSON."""
    told = {
        key: value if isinstance(value, (str, Secret)) else json.dumps(value)
        for key, value in config.items()
    }
    return stub.Configure(pb.ConfigureRequest(args=encode(told), acceptSecrets=True))


def urn(token: str, name: str = "one") -> str:
    return f"urn:pulumi:test::test::{token}::{name}"


def create(stub: Any, token: str, inputs: Props, name: str = "one") -> Any:
    checked = stub.Check(pb.CheckRequest(urn=urn(token, name), news=encode(inputs)))
    assert not checked.failures
    return stub.Create(pb.CreateRequest(urn=urn(token, name), properties=checked.inputs))
