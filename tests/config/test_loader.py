"""What the engine hands over → settings and secrets, or one error."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pulumi
import pytest

from components.config.authentication import Oidc
from components.config.loader import load_settings

from .stack import ONE, REMOVED, SECRETS, TWO, Changes, sections, settings

PLANTED = "Planted-S3cret/hunter2"
GOLDEN = Path(__file__).parent / "golden"
Given = Callable[..., None]
Golden = Callable[[Path, str], None]


@pytest.fixture(autouse=True)
def given() -> Iterator[Given]:
    """Gives the program a configuration as the engine does: objects as JSON, secrets named."""

    def give(
        changes: Changes | None = None,
        *,
        plain: Mapping[str, Any] | None = None,
        secret: Mapping[str, str] | None = None,
    ) -> None:
        encrypted = {f"union:{key}": PLANTED for key in SECRETS} | {"okta:apiToken": PLANTED}
        encrypted = encrypted if secret is None else dict(secret)
        config = {
            f"union:{key}": value if isinstance(value, str) else json.dumps(value)
            for key, value in sections(changes).items()
        }
        everything = {**config, **(plain or {}), **encrypted}
        pulumi.runtime.set_all_config(everything, list(encrypted))

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield give
    asyncio.set_event_loop(None)
    loop.close()
    pulumi.runtime.set_all_config({}, [])


def refusal() -> str:
    with pytest.raises(pulumi.RunError) as error:
        load_settings()
    return str(error.value)


def test_the_production_stack_is_right(given: Given) -> None:
    given()

    assert load_settings().settings == settings()


def test_the_secrets_that_the_stack_file_names_are_handed_on_marked_secret(given: Given) -> None:
    given()

    async def handed_on() -> dict[str, tuple[Any, bool]]:
        loaded = load_settings()
        return {k: (await o.future(), await o.is_secret()) for k, o in loaded.secrets.items()}

    assert asyncio.run(handed_on()) == {
        "databasePassword": (PLANTED, True),
        "grafanaPassword": (PLANTED, True),
        "registryCredentials": (PLANTED, True),
    }


def test_another_issuer_needs_no_okta_token(given: Given) -> None:
    client = {"clientId": "union", "secret": {"store": "union/client"}}
    oidc = {
        "kind": "oidc",
        "issuer": "https://login.acme.com",
        "tokenUrl": "https://login.acme.com/token",
        "audience": "api://union",
        "web": client,
        "nativeClientId": "cli",
        "service": client,
        "eager": client,
    }
    given({"identityProvider": oidc}, secret={f"union:{key}": PLANTED for key in SECRETS})

    assert load_settings().settings.identity_provider == Oidc.model_validate(oidc)


def test_the_program_reads_the_environment_that_the_command_line_sets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = {
        f"union:{key}": value if isinstance(value, str) else json.dumps(value)
        for key, value in sections().items()
    }
    secret = {f"union:{key}": PLANTED for key in SECRETS} | {"okta:apiToken": PLANTED}
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({**config, **secret}))
    monkeypatch.setenv("PULUMI_CONFIG_SECRET_KEYS", json.dumps([*secret]))

    assert load_settings().settings == settings()


def test_every_mistake_is_told_at_once(given: Given, golden: Golden) -> None:
    given(
        {
            "accounts.prod.accountId": 123456789012,
            "chartVersion": "2026.4.2",
            "dataplane": {},
            "controlPlane.database.pasword": {"config": "databasePassword"},
            "controlPlane.database.password": REMOVED,
            "clusters.union-prod.account": "prd",
            ONE + ".storage.metadata": "metdata",
            "buckets.raw.retention.days": "ninety",
            "buckets.raw.manage": "lifecycle",
            "identityProvider.kind": "octa",
            "namespaceMapping.template": "acme-{{ projekt }}",
            "secretDelivery": "externalSecrets",
            TWO + ".ingress": REMOVED,
        },
        secret={"union:databasePassword": PLANTED, "union:registryCredentials": PLANTED},
    )

    golden(GOLDEN / "every_mistake_at_once.txt", refusal() + "\n")


def test_a_stack_file_without_sections_is_told_what_it_needs(given: Given, golden: Golden) -> None:
    given(dict.fromkeys(sections(), REMOVED), secret={})

    golden(GOLDEN / "no_sections.txt", refusal() + "\n")


def test_a_secret_that_is_not_set_is_asked_for(given: Given, golden: Golden) -> None:
    given(secret={"union:registryCredentials": PLANTED, "union:grafanaPassword": PLANTED})

    golden(GOLDEN / "secrets_not_set.txt", refusal() + "\n")


def test_an_empty_secret_is_not_set(given: Given, golden: Golden) -> None:
    secrets = {f"union:{key}": PLANTED for key in SECRETS} | {"okta:apiToken": ""}
    given(secret=secrets)

    golden(GOLDEN / "empty_secret.txt", refusal() + "\n")


def test_a_slip_in_the_name_of_a_secret_is_seen(given: Given, golden: Golden) -> None:
    names = ["union:databasePasword", "union:registryCredentials", "union:grafanaPassword"]
    given(secret=dict.fromkeys([*names, "okta:apiToken"], PLANTED))

    golden(GOLDEN / "slip_in_a_secret.txt", refusal() + "\n")


def test_a_secret_that_nothing_names_is_left_alone(given: Given) -> None:
    secrets = [*(f"union:{key}" for key in SECRETS), "union:databasePassword2", "okta:apiToken"]
    given(secret=dict.fromkeys(secrets, PLANTED))

    assert sorted(load_settings().secrets) == sorted(SECRETS)


def test_a_secret_in_plain_text_is_refused_and_not_repeated(given: Given, golden: Golden) -> None:
    given(
        {
            "registry": {"auths": {"registry.unionai.cloud": {"auth": PLANTED}}},
            "controlPlane.database.password": PLANTED,
            ONE + ".monitoring.clusterHealth.grafana.adminPassword": {"config": PLANTED},
            "identityProvider.apiToken": PLANTED,
        },
        plain={
            "okta:apiToken": PLANTED,
            "union:databasePassword": PLANTED,
            "union:password": PLANTED,
        },
        secret={},
    )

    golden(GOLDEN / "secrets_in_plain_text.txt", refusal() + "\n")


def test_a_number_as_a_password_is_not_repeated(given: Given, golden: Golden) -> None:
    given({"controlPlane.database.password": 31337, "registry.config": 31337})

    golden(GOLDEN / "numbers_as_passwords.txt", refusal() + "\n")


def test_a_stack_secret_in_plain_text_is_to_be_changed(given: Given, golden: Golden) -> None:
    given(
        plain={"union:databasePassword": PLANTED},
        secret={
            "okta:apiToken": PLANTED,
            "union:registryCredentials": PLANTED,
            "union:grafanaPassword": PLANTED,
        },
    )

    golden(GOLDEN / "stack_secret_in_plain_text.txt", refusal() + "\n")


def test_a_section_with_an_encrypted_value_is_not_looked_into(given: Given, golden: Golden) -> None:
    control_plane = json.dumps(sections()["controlPlane"] | {"namespace": PLANTED})
    given(
        {"controlPlane": REMOVED},
        secret={
            "okta:apiToken": PLANTED,
            "union:controlPlane": control_plane,
            "union:databasePassword": PLANTED,
            "union:registryCredentials": PLANTED,
            "union:grafanaPassword": PLANTED,
        },
    )

    golden(GOLDEN / "encrypted_section.txt", refusal() + "\n")


@pytest.mark.parametrize("text", ["9" * 5000, "[" * 100_000], ids=["digits", "brackets"])
def test_what_is_beyond_all_bounds_is_no_traceback(given: Given, text: str) -> None:
    given({"projects": text})

    assert "  union:projects: " in refusal()


@pytest.mark.parametrize(
    "changes",
    [
        {"controlPlane": PLANTED},
        {"accounts": PLANTED},
        {"registry": PLANTED},
        {"registry.config": PLANTED},
        {"registry": {"store": f"{PLANTED} {PLANTED}"}},
        {"identityProvider.apiToken": PLANTED},
        {"secretDelivery": PLANTED},
        {"clusters.union-prod.certificateAuthorityData": f"-----{PLANTED}"},
        {ONE + ".monitoring.clusterHealth.remoteWrite.url": f"https://me:{PLANTED}@acme.com"},
    ],
    ids=str,
)
def test_no_error_repeats_a_planted_secret(given: Given, changes: Changes) -> None:
    given(changes)

    assert PLANTED not in refusal()
