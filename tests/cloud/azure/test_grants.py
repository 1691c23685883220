"""Grants as role assignments."""

from dataclasses import replace
from typing import get_args

import pytest

from components.cloud.azure.grants import assignments, distinct
from components.cloud.azure.reasons import REASONS
from components.config.accounts import AzureStorageAccount
from components.contracts import (
    DescribeImages,
    Grant,
    Location,
    PullImages,
    PushImages,
    ReadData,
    ReadLogs,
    ReadSecrets,
    ReadWriteData,
    RemoteWrite,
    SecretRef,
    SignUrls,
    WriteLogs,
    WriteMetrics,
)

from .facts import ACCOUNT, CONTAINER_ID, IMAGES, METADATA, REGISTRY_ID, STORAGE_ID, WORKSPACE

PLACE = Location(bucket=METADATA)
SECRET = SecretRef(key="client", arn="/vault/secrets/client", label="client")
GRANTS: tuple[tuple[Grant, str, str], ...] = (
    (ReadWriteData(location=PLACE), "Storage Blob Data Contributor", CONTAINER_ID),
    (ReadData(location=PLACE), "Storage Blob Data Reader", CONTAINER_ID),
    (WriteLogs(bucket=METADATA), "Storage Blob Data Contributor", STORAGE_ID),
    (PushImages(registry=IMAGES), "AcrPush", REGISTRY_ID),
    (PullImages(registry=IMAGES), "AcrPull", REGISTRY_ID),
    (DescribeImages(registry=IMAGES), "AcrPull", REGISTRY_ID),
    (ReadSecrets(secrets=[SECRET]), "Key Vault Secrets User", "/vault/secrets/client"),
    (SignUrls(locations=[PLACE]), "Storage Blob Delegator", STORAGE_ID),
    (ReadLogs(), "Log Analytics Reader", WORKSPACE),
    (
        WriteMetrics(remote_write=RemoteWrite(url="https://x", arn="/rule")),
        "Monitoring Metrics Publisher",
        "/rule",
    ),
)


@pytest.mark.parametrize(("grant", "role", "scope"), GRANTS, ids=lambda it: type(it).__name__)
def test_a_grant_is_one_role_on_what_it_names(grant: Grant, role: str, scope: str) -> None:
    assert [(it.role.name, it.scope) for it in assignments(ACCOUNT, grant)] == [(role, scope)]


def test_every_grant_has_one_reason() -> None:
    assert {row.grant for row in REASONS} == set(get_args(Grant))
    assert len(REASONS) == len(get_args(Grant))


def test_metrics_that_go_to_a_url_need_nothing_of_azure() -> None:
    grant = WriteMetrics(remote_write=RemoteWrite(url="https://x"))

    assert assignments(ACCOUNT, grant) == ()


def test_a_role_that_two_grants_give_is_assigned_once() -> None:
    both = [PullImages(registry=IMAGES), DescribeImages(registry=IMAGES)]

    assert [it.name for it in distinct(ACCOUNT, both)] == ["acrpull-acmeimages"]


def test_containers_of_one_name_in_two_storage_accounts_are_two_grants() -> None:
    other = CONTAINER_ID.replace("acmeunion/", "acmeother/")
    elsewhere = replace(METADATA, storage_account="acmeother", arn=other)
    grants = [ReadWriteData(location=Location(bucket=it)) for it in (METADATA, elsewhere)]

    assert [it.scope for it in distinct(ACCOUNT, grants)] == [other, CONTAINER_ID]


def test_urls_are_signed_in_the_storage_accounts_of_the_data_and_in_no_other() -> None:
    beside = replace(METADATA, name="raw", label="raw", arn=CONTAINER_ID.replace("metadata", "raw"))
    other = CONTAINER_ID.replace("acmeunion/", "acmeother/")
    elsewhere = replace(METADATA, storage_account="acmeother", arn=other)
    more = {**ACCOUNT.storage_accounts, "spare": AzureStorageAccount(existing="acmespare")}
    grant = SignUrls(locations=[Location(bucket=it) for it in (METADATA, beside, elsewhere)])

    found = assignments(ACCOUNT.model_copy(update={"storage_accounts": more}), grant)

    assert [it.scope for it in found] == [STORAGE_ID.replace("acmeunion", "acmeother"), STORAGE_ID]
