"""Managed identities of service accounts."""

import uuid

import pulumi
import pytest

from components.cloud.args import BucketArgs, WorkloadIdentityArgs
from components.config.storage import BucketSettings
from components.contracts import (
    Grant,
    Location,
    PushImages,
    ReadWriteData,
    ServiceAccount,
    SignUrls,
    WorkloadIdentity,
    WriteLogs,
)
from tests.engine import Engine

from .facts import IMAGES, ISSUER, METADATA, OPERATOR, OUTPUTS, PROXY, STORAGE_ID, cluster, platform

CREDENTIAL = "azure-native:managedidentity:FederatedIdentityCredential"
ASSIGNMENT = "azure-native:authorization:RoleAssignment"
DATA = ReadWriteData(location=Location(bucket=METADATA))


def _engine(*grants: Grant, subjects: tuple[ServiceAccount, ...] = (PROXY, OPERATOR)) -> Engine:
    def program() -> WorkloadIdentity:
        args = WorkloadIdentityArgs(cluster=cluster(), subjects=subjects, grants=grants)
        return platform().workload_identity("union-backend", args)

    engine = Engine(OUTPUTS)
    engine.run(program)
    return engine


def test_credentials_are_exact_and_made_one_after_the_other() -> None:
    credentials = _engine().of_type(CREDENTIAL)

    assert [it.inputs for it in credentials] == [
        {
            "federatedIdentityCredentialResourceName": name,
            "resourceGroupName": "union-prod",
            "resourceName": "acme-union-backend",
            "issuer": ISSUER,
            "subject": f"system:serviceaccount:union:{account}",
            "audiences": ["api://AzureADTokenExchange"],
        }
        for name, account in (
            (credentials[0].inputs["federatedIdentityCredentialResourceName"], "operator-system"),
            (credentials[1].inputs["federatedIdentityCredentialResourceName"], "proxy-system"),
        )
    ]
    first, second = credentials
    assert first.name not in first.dependencies
    assert first.name in second.depends_on


def test_roles_are_assigned_by_names_that_are_the_same_every_time() -> None:
    (assignment,) = _engine(DATA).of_type(ASSIGNMENT)

    assert assignment.inputs == {
        "roleAssignmentName": assignment.inputs["roleAssignmentName"],
        "scope": METADATA.arn,
        "roleDefinitionId": "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/providers/"
        "Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        "principalId": "principal-of-acme-union-backend",
        "principalType": "ServicePrincipal",
    }
    assert uuid.UUID(assignment.inputs["roleAssignmentName"]).version == 5
    (again,) = _engine(DATA).of_type(ASSIGNMENT)
    assert again.inputs["roleAssignmentName"] == assignment.inputs["roleAssignmentName"]


def test_logs_are_written_on_the_whole_storage_account() -> None:
    (assignment,) = _engine(WriteLogs(bucket=METADATA)).of_type(ASSIGNMENT)

    assert assignment.inputs["scope"] == STORAGE_ID


def test_pods_name_the_identity_by_annotation_and_label() -> None:
    client = "client-of-acme-union-backend"

    assert _engine(DATA).result == WorkloadIdentity(
        principal=client,
        annotations={"azure.workload.identity/client-id": client},
        pod_labels={"azure.workload.identity/use": "true"},
    )


def test_whoever_uses_an_identity_waits_for_its_roles_and_credentials() -> None:
    def program() -> None:
        args = WorkloadIdentityArgs(
            cluster=cluster(), subjects=(PROXY,), grants=(PushImages(registry=IMAGES),)
        )
        identity = platform().workload_identity("union-proxy", args)
        pulumi.ProviderResource("test", "waits", {"client": identity.principal})

    engine = Engine(OUTPUTS)
    engine.run(program)

    assert set(engine.named("waits").dependencies) == {
        "union-proxy-identity",
        "union-proxy-roles-acrpush-acmeimages",
        "union-proxy-credentials-union-proxy-system",
    }


def test_urls_are_signed_only_once_the_storage_account_is_there() -> None:
    wanted = BucketArgs(settings=BucketSettings(account="prod", create="union-metadata"))

    def program() -> None:
        azure = platform()
        bucket = azure.buckets("stores", {"metadata": wanted})["metadata"]
        sign = SignUrls(locations=[Location(bucket=bucket)])
        args = WorkloadIdentityArgs(cluster=cluster(), subjects=(PROXY,), grants=(sign,))
        azure.workload_identity("union-proxy", args)

    engine = Engine(OUTPUTS)
    engine.run(program)
    signs = engine.named("union-proxy-roles-storage-blob-delegator-acmeunion")

    assert signs.inputs["scope"] == STORAGE_ID
    assert "stores-metadata-container" in signs.dependencies


def test_too_many_accounts_are_refused_before_their_identity_is_registered() -> None:
    many = tuple(ServiceAccount(namespace=f"acme-{n}", name="default") for n in range(21))

    with pytest.raises(pulumi.RunError, match=r"^union-backend would give one managed identity 21"):
        _engine(DATA, subjects=many)
