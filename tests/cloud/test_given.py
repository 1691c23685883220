"""Providers of a program, held to the account of the settings."""

import asyncio

import pulumi
import pulumi_azure_native as azure
import pulumi_gcp as gcp
import pytest

from components.cloud.given import held
from components.cloud.platform import PlatformArgs, platform
from components.config.accounts import AzureAccount, GcpAccount
from tests.engine import Engine

from .azure.facts import ACCOUNT as AZURE
from .gcp.facts import ACCOUNT as GCP

CLIENT = "azure-native:authorization:getClientConfig"


def google(**told: str) -> Engine:
    """The engine after a platform got a provider of Google Cloud."""
    assert isinstance(GCP, GcpAccount)
    engine = Engine()

    def program() -> None:
        given = gcp.Provider("theirs", **told)
        platform("prod", PlatformArgs(account=GCP, organization="acme", provider=given))

    engine.run(program)
    return engine


def microsoft(subscription: str) -> Engine:
    """The same with one of Azure, whose look-up tells a subscription."""
    assert isinstance(AZURE, AzureAccount)
    told = {"subscriptionId": subscription, "tenantId": AZURE.tenant_id}
    engine = Engine(answers={CLIENT: told})

    def program() -> None:
        given = azure.Provider("theirs")
        platform("prod", PlatformArgs(account=AZURE, organization="acme", provider=given))

    engine.run(program)
    return engine


def test_a_provider_of_the_project_is_taken_and_none_of_ours_is_registered() -> None:
    engine = google(project=GCP.project_id, region=GCP.region)

    assert [it.name for it in engine.registrations] == ["theirs"]


def test_what_a_provider_leaves_to_its_environment_is_not_held_against_it() -> None:
    assert [it.name for it in google(project=GCP.project_id).registrations] == ["theirs"]


def test_a_provider_of_another_project_is_refused() -> None:
    with pytest.raises(pulumi.RunError, match=r"prod: .* project other, and the settings say"):
        google(project="other")


def test_a_provider_of_the_subscription_is_taken() -> None:
    engine = microsoft(AZURE.subscription_id)

    assert [it.name for it in engine.registrations] == ["theirs"]


def test_a_provider_of_another_subscription_is_refused() -> None:
    with pytest.raises(pulumi.RunError, match=r"prod: .* subscription other, and the settings say"):
        microsoft("other")


async def late(told: str) -> str:
    """What a cloud tells after the program has asked for everything."""
    await asyncio.sleep(0.1)
    return told


def things(engine: Engine, project: str) -> list[str]:
    """What is made with a provider that reaches `project`, a component and its child."""

    def program() -> None:
        given = gcp.Provider("theirs")
        reach = held("prod", given, {"project": "mine"}, {"project": late(project)})
        part = pulumi.ComponentResource("test:index:Part", "part", None, reach.using(None))
        pulumi.CustomResource("test:index:Thing", "thing", {}, pulumi.ResourceOptions(parent=part))

    engine.run(program)
    return [it.name for it in engine.registrations]


def test_what_is_made_waits_until_its_provider_is_known_to_be_right() -> None:
    engine = Engine()

    assert things(engine, "mine") == ["theirs", "part", "thing"]
    assert engine.named("part").depends_on == ("theirs",)


def test_nothing_is_made_before_its_provider_is_refused() -> None:
    engine = Engine()

    with pytest.raises(pulumi.RunError, match=r"^prod: .* project other, and the settings say"):
        things(engine, "other")
    assert [it.name for it in engine.registrations] == ["theirs"]
