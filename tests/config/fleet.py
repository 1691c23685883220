"""The fleet-aws stack file, with slips of the pen in it, beside what stack prod-aws tells."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from components.config.attachment import OtherStack
from components.config.problems import Problem
from components.config.reading import Reading, StackFile, read
from components.config.settings import Settings

from .stack import REMOVED, STACKS, Changes

HOME = {"provider": "aws", "accountId": "123456789012", "region": "us-east-2"}
ATTACHMENT: Mapping[str, Any] = {
    "version": 1,
    "organization": "acme",
    "hosts": ["union.acme.com", "union.acme.net"],
    "issuer": "https://acme.okta.com/oauth2/aus1",
    "tokenUrl": "https://acme.okta.com/oauth2/aus1/v1/token",
    "audience": "https://union.acme.com",
    "scope": "all",
    "clientId": "0oaservice",
    "clientSecret": {"home": HOME, "store": "acme/union/control-plane/service", "version": "v1"},
    "mode": "multiNamespace",
    "namespaceTemplate": "acme-{{ project }}-{{ domain }}",
    "projects": [],
    "domains": ["development", "production"],
    "buckets": {
        "code": {"home": HOME, "name": "acme-union-code"},
        "metadata": {"home": HOME, "name": "acme-union-metadata"},
        "raw": {
            "home": HOME,
            "name": "acme-union-raw",
            "retention": {"days": 90, "noncurrentDays": 7},
        },
    },
    "metadata": {"production-cluster-1": {"bucket": "metadata"}},
    "clusterPools": {"default": ["production-cluster-1"]},
}
"""Output `attachment` of stack prod-aws."""


def reading(
    changes: Changes | None = None, told: Changes | None = None, *, outputs: Any = None
) -> Reading:
    """Fleet-aws with `changes`, beside an attachment with changes of its own.

    `outputs`: all outputs of the other stack in its place, `REMOVED` where it cannot be read.
    """
    given = {"attachment": changed(ATTACHMENT, told)} if outputs is None else outputs
    other = OtherStack(name="prod-aws", outputs=None if given is REMOVED else given)
    file = changed(_fleet_aws(), changes)
    return read(StackFile(values=file, encrypted=frozenset({"grafanaPassword"}), other=other))


def settings(changes: Changes | None = None, told: Changes | None = None) -> Settings:
    """The settings, which must be right."""
    found = reading(changes, told)
    assert found.problems == ()
    assert found.settings is not None
    return found.settings


def mistakes(
    changes: Changes | None = None, told: Changes | None = None, *, outputs: Any = None
) -> list[Problem]:
    """What is wrong, in the order in which it is reported."""
    return sorted(set(reading(changes, told, outputs=outputs).problems))


def changed(raw: Mapping[str, Any], changes: Changes | None) -> dict[str, Any]:
    """A copy with other values, or none, at dotted paths."""
    result = json.loads(json.dumps(raw))
    for path, value in (changes or {}).items():
        *way, last = path.split(".")
        container = result
        for key in way:
            container = container[key]
        if value is REMOVED:
            del container[last]
        else:
            container[last] = value
    return result


@cache
def _fleet_aws() -> dict[str, Any]:
    config = yaml.safe_load((STACKS / "Pulumi.fleet-aws.yaml").read_text())["config"]
    return {key.removeprefix("union:"): value for key, value in config.items()}
