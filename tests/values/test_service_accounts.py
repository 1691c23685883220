from pathlib import Path

import pytest
import yaml

from components.config.settings import Settings
from components.contracts import ServiceAccount
from components.values import service_accounts

STACK = Path(__file__).parents[2] / "stacks" / "Pulumi.prod-aws.yaml"


@pytest.fixture
def settings() -> Settings:
    config = yaml.safe_load(STACK.read_text())["config"]
    sections = {key.removeprefix("union:"): value for key, value in config.items()}
    return Settings.model_validate(sections)


def account(namespace: str, name: str) -> ServiceAccount:
    return ServiceAccount(namespace=namespace, name=name)


def test_components_have_accounts_of_their_own(settings: Settings) -> None:
    plane = settings.data_planes["production-cluster-1"]

    assert service_accounts.control_plane("union-cp") == (
        account("union-cp", "flyteadmin"),
        account("union-cp", "cacheservice"),
    )
    assert service_accounts.backend(settings, plane) == (
        account("union", "operator-system"),
        account("union", "leaseworker"),
    )
    assert service_accounts.operator_proxy(settings, plane) == (account("union", "proxy-system"),)
    assert service_accounts.fluentbit(plane) == (account("union", "fluentbit-system"),)
    assert service_accounts.metrics_writer(plane) == (account("union", "monitoring-prometheus"),)


def test_workers_are_any_project_of_each_domain(settings: Settings) -> None:
    plane = settings.data_planes["production-cluster-1"]

    assert service_accounts.workers(settings, plane) == (
        account("acme-*-development", "default"),
        account("acme-*-production", "default"),
        account("acme-*-staging", "default"),
    )


def test_in_one_namespace_the_backend_shares_an_account(settings: Settings) -> None:
    single = settings.model_copy(update={"mode": "singleNamespace"})
    plane = single.data_planes["production-cluster-1"]

    assert service_accounts.backend(single, plane) == (account("union", "union-system"),)
    assert service_accounts.operator_proxy(single, plane) == ()
    assert service_accounts.workers(single, plane) == (account("union", "union"),)


def test_the_v1_engine_has_an_account_too(settings: Settings) -> None:
    plane = settings.data_planes["production-cluster-1"]
    v1 = type(plane).model_validate({**plane.model_dump(by_alias=True), "propeller": {}})

    assert service_accounts.backend(settings, v1)[-1] == account("union", "flytepropeller-system")
