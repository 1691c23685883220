"""What the tests of whole stacks must know of each stack file: a case a stack.

Another stack joins by its name here; `test_every_stack_file_has_a_case` asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..programs import SECRETS


@dataclass(frozen=True, kw_only=True)
class Drift:
    """A change that somebody makes by hand, in a file of the emulated clouds."""

    file: str
    """Path below the emulator's state folder."""
    path: tuple[str | int, ...]
    """Where in the file."""
    value: Any
    """What stands there afterwards."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One stack."""

    packages: frozenset[str]
    """Clouds' SDKs that its program may load."""
    computed: frozenset[str]
    """Outputs that only a cloud computes and that reach Helm values: type and property."""
    drift: Drift
    rotated: str
    """The stack secret that gets another value."""
    leaving: tuple[str, str]
    """The data plane that is removed, and its cluster, in which nothing else lives."""
    twin: Mapping[str, str]
    """Parts of words that make of that data plane, its cluster and what is found there another."""
    fault: str
    """An order to fail, which hits once while that other data plane is brought up."""


CASES: Final[Mapping[str, Case]] = {
    "fleet-aws": Case(
        packages=frozenset({"aws", "kubernetes"}),
        computed=frozenset(
            {
                "aws:secretsmanager/secretVersion:SecretVersion.versionId",
                "okta:app/oAuth:OAuth.id",
            }
        ),
        drift=Drift(
            file="aws/123456789012/us-east-2/s3.bucketCorsConfiguration.BucketCorsConfiguration/"
            "acme-union-research.json",
            path=("properties", "corsRules", 0, "allowedOrigins", 0),
            value="https://elsewhere.example.com",
        ),
        rotated="union:grafanaPassword",
        leaving=("burst", "union-burst"),
        twin={
            "burst": "surge",
            "EXAMPLE3": "EXAMPLE5",
            "0ccc": "0eee",
            "6666AAAA": "8888AAAA",
        },
        fault="aws:iam/role:Role::*surge-identities-backend*",
    ),
    "prod-aws": Case(
        packages=frozenset({"aws", "kubernetes", "okta"}),
        computed=frozenset(
            {
                "aws:amp/workspace:Workspace.id",
                "aws:secretsmanager/secretVersion:SecretVersion.versionId",
                "okta:app/oAuth:OAuth.id",
                "okta:auth/server:Server.issuer",
            }
        ),
        drift=Drift(
            file="aws/123456789012/us-east-2/s3.bucketCorsConfiguration.BucketCorsConfiguration/"
            "acme-union-code.json",
            path=("properties", "corsRules", 0, "allowedOrigins", 0),
            value="https://elsewhere.example.com",
        ),
        rotated="union:databasePassword",
        leaving=("production-cluster-2", "union-prod-2"),
        twin={
            "production-cluster-2": "production-cluster-3",
            "union-prod-2": "union-prod-3",
            "dataplane-2": "dataplane-3",
            "EXAMPLE2": "EXAMPLE3",
            "0bbb": "0ccc",
            "5555EEEE": "9999EEEE",
        },
        fault="aws:secretsmanager/secretVersion:SecretVersion::*production-cluster-3*",
    ),
    "prod-gcp": Case(
        packages=frozenset({"gcp", "kubernetes", "okta"}),
        computed=frozenset(
            {
                "okta:app/oAuth:OAuth.id",
                "okta:auth/server:Server.issuer",
            }
        ),
        drift=Drift(
            file="gcp/acme-union-prod/storage.bucket.Bucket/acme-union-code.json",
            path=("properties", "cors", 0, "origins", 0),
            value="https://elsewhere.example.com",
        ),
        rotated="union:databasePassword",
        leaving=("production-cluster-2", "union-prod-2"),
        twin={
            "production-cluster-2": "production-cluster-3",
            "union-prod-2": "union-prod-3",
            "dataplane-2": "dataplane-3",
            "203.0.113.20": "203.0.113.30",
        },
        fault="gcp:secretmanager/secretVersion:SecretVersion::*production-cluster-3*",
    ),
    "prod-azure": Case(
        packages=frozenset({"azure_native", "kubernetes"}),
        computed=frozenset(
            {
                "azure-native:keyvault:Secret.properties.secretUriWithVersion",
                "azure-native:managedidentity:UserAssignedIdentity.clientId",
            }
        ),
        drift=Drift(
            file="azure-native/0b1f6471-1bf0-4dda-aec3-cb9272f09590/"
            "storage.BlobServiceProperties/%2Fsubscriptions%2F0b1f6471-1bf0-4dda-aec3-cb9272f09590"
            "%2FresourceGroups%2Funion-prod%2Fproviders%2FMicroso-52a5f0816b67.json",
            path=("properties", "cors", "corsRules", 0, "allowedOrigins", 0),
            value="https://elsewhere.example.com",
        ),
        rotated="union:grafanaPassword",
        leaving=("production-azure-2", "union-azure-2"),
        twin={
            "production-azure-2": "production-azure-3",
            "union-azure-2": "union-azure-3",
            "dataplane-azure-2": "dataplane-azure-3",
            "6e4a2d1b": "7f5b3e2c",
            "a0b1c2d3": "b1c2d3e4",
        },
        fault="azure-native:keyvault:Secret::*production-azure-3*",
    ),
    "mixed": Case(
        packages=frozenset({"aws", "azure_native", "gcp", "kubernetes", "okta"}),
        computed=frozenset(
            {
                "aws:amp/workspace:Workspace.id",
                "aws:secretsmanager/secretVersion:SecretVersion.versionId",
                "azure-native:keyvault:Secret.properties.secretUriWithVersion",
                "azure-native:managedidentity:UserAssignedIdentity.clientId",
                "okta:app/oAuth:OAuth.id",
                "okta:auth/server:Server.issuer",
            }
        ),
        drift=Drift(
            file="gcp/acme-union-prod/storage.bucket.Bucket/acme-union-metadata.json",
            path=("properties", "cors", 0, "origins", 0),
            value="https://elsewhere.example.com",
        ),
        rotated="union:grafanaPassword",
        leaving=("production-gke", "union-gke"),
        twin={
            "production-gke": "production-gke-2",
            "union-gke": "union-gke-2",
            "dataplane-gke": "dataplane-gke-2",
            "grafana-gke": "grafana-gke-2",
            "203.0.113.10": "203.0.113.20",
        },
        fault="gcp:secretmanager/secretVersion:SecretVersion::*production-gke-2*service-client*",
    ),
}
"""Every stack that is brought up, by its name."""


def planted(keys: tuple[str, ...]) -> dict[str, str]:
    """A value for each stack secret, all with the same word in it."""
    return {key: SECRETS.get(key, f"planted-{key.replace(':', '-')}") for key in keys}
