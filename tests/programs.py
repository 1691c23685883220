"""The program of the repository, run for a stack file on the stand-in for the engine."""

import base64
import json
import re
import runpy
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .engine import Engine, Hidden, Registration

ROOT = Path(__file__).parent.parent
STACKS = sorted(p.name.split(".")[1] for p in (ROOT / "stacks").glob("Pulumi.*.yaml"))
SECRETS = {
    "okta:apiToken": "planted-okta-token",
    "union:databasePassword": "planted-database-password",
    "union:grafanaPassword": "planted-grafana-password",
    "union:serviceClientSecret": "planted-service-client-secret",
    "union:registryCredentials": '{"auths": {"registry.unionai.cloud": {"auth": "planted"}}}',
}
"""Dummies of the stack secrets; `planted` must show nowhere but as a secret."""

OUTPUTS: Mapping[str, Any] = {
    "okta:app/oAuth:OAuth": lambda it: {
        "id": f"0oa-{it['label']}",
        "clientId": f"0oa-{it['label']}",
        "clientSecret": Hidden(f"planted-{it['label']}"),
    },
    "okta:auth/server:Server": {"id": "aus1", "issuer": "https://acme.okta.com/oauth2/aus1"},
    "aws:eks/nodeGroup:NodeGroup": lambda it: {
        "resources": [{"autoscalingGroups": [{"name": f"eks-{it['nodeGroupName']}"}]}]
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {"latestVersion": 1},
    "azure-native:managedidentity:UserAssignedIdentity": lambda it: {
        "clientId": f"client-of-{it['resourceName']}",
        "principalId": f"principal-of-{it['resourceName']}",
    },
    "azure-native:keyvault:Secret": lambda it: {
        "properties": {
            "value": Hidden(it["properties"]["value"]),
            "secretUriWithVersion": f"https://vault.example.com/secrets/{it['secretName']}/v1",
        }
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {"versionId": "version-1"},
    "gcp:secretmanager/secretVersion:SecretVersion": {"version": "1"},
    "aws:amp/workspace:Workspace": {
        "id": "ws-1",
        "arn": "arn:aws:aps:us-east-2:123456789012:workspace/ws-1",
    },
}
"""What a cloud computes, where the program reads it."""

KUBECONFIG = {
    "clusters": [{"cluster": {"server": "https://aks", "certificate-authority-data": ""}}]
}

ANSWERS: Mapping[str, Any] = {
    "pulumi:pulumi:readStackOutputs": lambda it: {"outputs": exports(it["name"])},
    "gcp:container/getCluster:getCluster": lambda it: {
        "name": it["name"],
        "endpoint": f"{it['name']}.gke.example.com",
        "masterAuths": [{"clusterCaCertificate": "Y2E="}],
        "workloadIdentityConfigs": [{"workloadPool": f"{it['project']}.svc.id.goog"}],
    },
    "azure-native:containerservice:listManagedClusterUserCredentials": {
        "kubeconfigs": [
            {"name": "user", "value": base64.b64encode(json.dumps(KUBECONFIG).encode()).decode()}
        ]
    },
    "azure-native:containerservice:getManagedCluster": lambda it: {
        "oidcIssuerProfile": {"issuerURL": f"https://oidc.example.com/{it['resourceName']}/"},
        "identityProfile": {"kubeletidentity": {"objectId": f"kubelet-of-{it['resourceName']}"}},
        "agentPoolProfiles": [{"name": "agentpool", "vnetSubnetID": "/subscriptions/subnet"}],
    },
    "azure-native:storage:listStorageAccountKeys": lambda it: {
        "keys": [{"keyName": "key1", "value": f"planted-key-of-{it['accountName']}"}]
    },
    "okta:group/getGroup:getGroup": lambda it: {"id": f"group-{it['name']}", "name": it["name"]},
    "aws:eks/getCluster:getCluster": lambda it: {
        "name": it["name"],
        "endpoint": f"https://{it['name']}.eks.example.com",
        "certificateAuthorities": [{"data": "Y2E="}],
        "identities": [{"oidcs": [{"issuer": f"https://oidc.example.com/{it['name']}"}]}],
        "vpcConfig": {"subnetIds": ["subnet-0a", "subnet-0b"]},
    },
}
"""What a cloud answers."""


@cache
def exports(stack: str) -> Mapping[str, Any]:
    """What another stack of the repository exports."""
    return run_program(stack).exports


def stack_config(stack: str) -> dict[str, str]:
    """Configuration as the engine hands it on, with dummies for the secrets."""
    document = yaml.safe_load((ROOT / "stacks" / f"Pulumi.{stack}.yaml").read_text())
    return {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in document["config"].items()
    } | SECRETS


def stack_sections(stack: str) -> dict[str, Any]:
    """Sections of a stack file, as written."""
    document = yaml.safe_load((ROOT / "stacks" / f"Pulumi.{stack}.yaml").read_text())
    return {key.removeprefix("union:"): value for key, value in document["config"].items()}


def sections(stack: str) -> dict[str, Any]:
    """The same, with the mapping of the stack that has its control plane."""
    found = stack_sections(stack)
    if elsewhere := found["controlPlane"].get("stack"):
        found["namespaceMapping"] = sections(elsewhere["name"])["namespaceMapping"]
    return found


def engine_for(
    stack: str,
    config: Mapping[str, Any] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Engine:
    """The stand-in for `stack`, with `secrets` besides its own.

    `config` replaces sections; None takes one out.
    """
    changes = config or {}
    kept = {key: value for key, value in stack_config(stack).items() if key not in changes}
    new = {key: json.dumps(value) for key, value in changes.items() if value is not None}
    everything = {**SECRETS, **(secrets or {})}
    return Engine(OUTPUTS, ANSWERS, {**kept, **new, **everything}, secret_config=list(everything))


def program() -> None:
    """`__main__`, as the engine runs it."""
    runpy.run_path(str(ROOT / "__main__.py"))


def run_program(
    stack: str,
    config: Mapping[str, Any] | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Engine:
    """The engine after `__main__` ran, see `engine_for`."""
    engine = engine_for(stack, config, secrets)
    engine.run(program)
    return engine


def exposed(engine: Engine) -> list[tuple[str, str]]:
    """Type and path of every input that holds a planted secret and is not secret itself."""
    planted = (*SECRETS.values(), "planted")
    return [
        (r.type, path)
        for r in engine.registrations
        for path, value in _leaves(r.inputs)
        if any(secret in value for secret in planted)
        if not any(path == hidden or path.startswith(f"{hidden}.") for hidden in r.secrets)
    ]


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    else:
        yield path, str(value)


def tree(registrations: list[Registration]) -> str:
    """Every resource, sorted: its types from the top, and its name."""
    lines = sorted(re.sub(r"^urn:pulumi:[^:]+::[^:]+::", "", r.urn) for r in registrations)
    return "\n".join(lines) + "\n"
