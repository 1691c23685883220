"""Where the two delivery options keep a plane's secrets."""

from typing import Any

import pulumi
import pytest

from components.cloud.platform import StoreSecretArgs
from components.config.secrets import SecretSource
from components.contracts import OidcClient, SecretRef, SecretValue
from components.planes.vault import Vault, VaultArgs, confidential, secret, with_kept

from ..config.stack import Changes
from ..engine import Engine, Hidden
from ..fakes import FakePlatform, stored
from .settings import OPTION_B, provider, settings

THEIRS = SecretRef(key="theirs", property="password", arn="arn:theirs")


def kept(*changes: Changes, retired: bool = False) -> tuple[FakePlatform, Any]:
    """What the platform was asked, and what the vault kept of one secret of each kind."""
    platform, engine = FakePlatform(), Engine()

    def program() -> Any:
        args = VaultArgs(
            settings=settings(*changes),
            platform=platform,
            plane="control-plane",
            sources={"web-client": SecretValue.of("planted"), "database": THEIRS},
            retired=retired,
        )
        stored_ = Vault("vault", args).kept
        asked = platform.told("store_secret")
        return stored_, asked

    engine.run(program)
    return platform, engine.result


def test_option_a_stores_values_under_the_organizations_and_the_planes_name() -> None:
    _, (found, asked) = kept()

    assert found == {
        "web-client": stored("acme/union/control-plane/web-client"),
        "database": THEIRS,
    }
    assert asked == {
        "vault-web-client": StoreSecretArgs(
            key="acme/union/control-plane/web-client",
            value=SecretValue(value=Hidden("planted")),
        )
    }


def test_option_b_stores_nothing_and_keeps_values_secret() -> None:
    platform, (found, _) = kept(OPTION_B)

    assert platform.asked == []
    assert found == {"web-client": SecretValue(value=Hidden("planted")), "database": THEIRS}


def test_a_retired_plane_lets_go_of_what_it_stored() -> None:
    _, (_, asked) = kept(retired=True)

    assert [it.retired for it in asked.values()] == [True]


def test_a_secret_is_the_stacks_own_or_one_that_the_clouds_store_has() -> None:
    def program() -> Any:
        stack = {"databasePassword": pulumi.Output.secret("planted")}
        ours = SecretSource(config="databasePassword")
        theirs = SecretSource(store="theirs", property="password")
        return [secret(source, FakePlatform(), stack) for source in (ours, theirs)]

    engine = Engine()
    engine.run(program)

    assert engine.result == [SecretValue(value=Hidden("planted")), THEIRS]


def test_a_client_that_must_be_confidential_and_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a confidential client has no secret$"):
        confidential(OidcClient(client_id="0oanative"))


def test_clients_carry_what_the_vault_kept_of_them() -> None:
    keys = {"web-client": "web", "service-client": "service", "eager-client": "eager"}

    def program() -> Any:
        found = with_kept(provider(), {what: stored(key) for what, key in keys.items()})
        return {"web": found.web, "service": found.control_plane, "eager": found.eager}

    engine = Engine()
    engine.run(program)

    assert engine.result == {
        role: OidcClient(client_id=f"0oa{role}", secret=stored(role)) for role in keys.values()
    }
