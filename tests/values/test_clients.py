import asyncio

import yaml

from components.config.image_builder import PrivateRegistry
from components.values.clients import (
    ci_config,
    ci_environment,
    image_pull_secret_commands,
    sdk_config,
)


def test_people_log_in_with_pkce_and_build_remotely() -> None:
    assert yaml.safe_load(sdk_config("union.acme.com", "acme", builds=True)) == {
        "admin": {"endpoint": "dns:///union.acme.com", "authType": "Pkce", "insecure": False},
        "image": {"builder": "remote"},
        "task": {"org": "acme"},
    }


def test_a_pipeline_reads_its_secret_from_a_file(loop: asyncio.AbstractEventLoop) -> None:
    text = loop.run_until_complete(
        ci_config("union.acme.com", "acme", "0oaci", builds=True).future()
    )

    assert yaml.safe_load(text or "") == {
        "admin": {
            "endpoint": "dns:///union.acme.com",
            "authType": "ClientSecret",
            "clientId": "0oaci",
            "clientSecretLocation": "/path/to/client_secret",
            "insecure": False,
        },
        "image": {"builder": "remote"},
        "task": {"org": "acme"},
    }


def test_a_pipeline_without_a_file_exports_the_pages_names_and_todays(
    loop: asyncio.AbstractEventLoop,
) -> None:
    text = loop.run_until_complete(ci_environment("union.acme.com", "0oaci", builds=True).future())

    assert text == "\n".join(
        [
            ': "${FLYTE_CREDENTIALS_CLIENT_SECRET:?holds the client secret}"',
            "export FLYTE_CREDENTIALS_CLIENT_SECRET",
            'export FLYTE_CREDENTIALS_CLIENT_ID="0oaci"',
            'export FLYTE_CREDENTIALS_AUTH_MODE="basic"',
            'export FLYTE_ADMIN_ENDPOINT="dns:///union.acme.com"',
            'export FLYTE_ADMIN_AUTHTYPE="ClientSecret"',
            'export FLYTE_ADMIN_CLIENTID="0oaci"',
            'export FLYTE_ADMIN_CLIENTSECRETENVVAR="FLYTE_CREDENTIALS_CLIENT_SECRET"',
            'export FLYTE_IMAGE_BUILDER="remote"',
            "",
        ]
    )


def test_where_nothing_builds_images_nobody_is_told_to_build_them_remotely(
    loop: asyncio.AbstractEventLoop,
) -> None:
    people = sdk_config("union.acme.com", "acme", builds=False)
    pipeline = ci_config("union.acme.com", "acme", "0oaci", builds=False)
    environment = ci_environment("union.acme.com", "0oaci", builds=False)
    said = [people, *(loop.run_until_complete(it.future()) for it in (pipeline, environment))]

    assert [it for it in said if "remote" in str(it) or "BUILDER" in str(it)] == []
    assert yaml.safe_load(people)["task"] == {"org": "acme"}


def test_a_private_registry_has_the_pages_command() -> None:
    ghcr = PrivateRegistry(registry="ghcr.io", secret_name="GHCR")  # noqa: S106

    assert image_pull_secret_commands([ghcr]) == [
        "flyte create secret --type image_pull --from-docker-config --registries ghcr.io GHCR"
    ]
