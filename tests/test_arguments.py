"""What a program hands to an installation, and what is wrong with it."""

from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components import ClusterInputs, InstallationArgs, load_settings

from .engine import Engine
from .in_python import (
    SECRETS,
    account,
    cluster,
    control_plane,
    data_plane,
    database,
    settings,
)
from .programs import engine_for


def refused(program: Callable[[], Any]) -> str:
    """What is told of a program that registers nothing of ours."""
    engine = Engine()
    with pytest.raises(pulumi.RunError) as error:
        engine.run(program)
    assert [it.type for it in engine.registrations if it.type.startswith("union:")] == []
    return str(error.value)


def test_every_mistake_in_the_settings_is_told_at_once_with_its_path() -> None:
    wrong = settings(
        organization="Acme",
        accounts={"prod": account(account_id="12", profil="prod")},
        data_planes={"production": data_plane(cluster="union-dev")},
    )

    told = refused(lambda: InstallationArgs(settings=wrong, secrets=SECRETS))

    assert told == (
        "the installation has 5 mistakes:\n"
        '  union:accounts.prod.accountId: found "12"\n'
        "      write the twelve digits of the account in quotes\n"
        "  union:accounts.prod.profil: is an unknown key\n"
        '      did you mean "profile"? known: accountId, assumeRole, permissionsBoundary, '
        "profile, provider, region, rolePath, tags, trustPolicyLength\n"
        '  union:dataPlanes.production.cluster: found "union-dev", which union:clusters does not '
        "have\n"
        '      did you mean "union-prod"? known: union-prod\n'
        "  union:dataPlanes.production.ingress: is missing, and the control plane is in another "
        "cluster, union-prod\n"
        "      write ingress: {host: …, tlsSecret: …}, with the host that the control plane dials\n"
        '  union:organization: found "Acme"\n'
        "      write 2 to 40 lower-case letters, digits and hyphens, with a letter first and no "
        "hyphen last"
    )


def test_rules_between_sections_are_the_stack_files() -> None:
    forgotten = settings(
        data_planes={"production": data_plane(), "staging": data_plane(cluster="union-staging")},
        clusters={"union-prod": cluster(), "union-staging": cluster()},
    )

    told = refused(lambda: InstallationArgs(settings=forgotten, secrets=SECRETS))

    assert "  union:clusterPools: " in told
    assert "staging" in told


def test_a_secret_that_nobody_gave_is_missed() -> None:
    told = refused(lambda: InstallationArgs(settings=settings(), secrets={"databasePasword": "x"}))

    assert told == (
        "the installation has 3 mistakes:\n"
        "  secrets.databasePassword: is not given, and union:controlPlane.database.password names "
        "it\n"
        "      give it in `secrets`\n"
        "  secrets.databasePasword: is a secret that nothing names\n"
        '      did you mean "databasePassword"? known: databasePassword, registryCredentials\n'
        "  secrets.registryCredentials: is not given, and union:registry names it\n"
        "      give it in `secrets`"
    )


def test_what_is_given_for_nothing_of_the_settings_is_refused() -> None:
    def program() -> InstallationArgs:
        return InstallationArgs(
            settings=settings(),
            secrets=SECRETS,
            accounts={"prd": aws.Provider("aws")},
            clusters={"main": ClusterInputs()},
        )

    assert refused(program) == (
        "the installation has 2 mistakes:\n"
        "  accounts.prd: is given, and union:accounts has none of that name\n"
        '      did you mean "prod"? known: prod\n'
        "  clusters.main: is given, and union:clusters has none of that name\n"
        "      known: union-prod"
    )


def test_an_output_in_the_settings_is_told_where_it_stands() -> None:
    def program() -> InstallationArgs:
        host = pulumi.Output.from_input("db.acme.com")
        later = settings(
            control_plane=control_plane(database(host=host)),
            registry=pulumi.Output.secret("planted"),
        )
        return InstallationArgs(settings=later, secrets=SECRETS)

    assert refused(program) == (
        "the installation has 2 mistakes:\n"
        "  union:controlPlane.database.host: found an Output, which is known only once the "
        "program runs\n"
        "      write plain text; what a program makes it gives in `secrets`, `clusters` or "
        "`database_host`\n"
        "  union:registry: found an Output, which is known only once the program runs\n"
        "      write config.SecretSource(config=<key>), and give the secret in `secrets`"
    )


def test_settings_that_hold_themselves_are_no_traceback() -> None:
    values: dict[str, Any] = {}
    values["again"] = values
    endless = settings(data_planes={"production": data_plane(values=values)})

    assert "is nested in itself, or deeper than 40" in refused(
        lambda: InstallationArgs(settings=endless, secrets=SECRETS)
    )


def test_arguments_of_another_kind_are_told_at_once() -> None:
    def program() -> InstallationArgs:
        given: dict[str, Any] = {
            "settings": {"organization": "acme"},
            "secrets": {"databasePassword": "", "registryCredentials": None, 1: "planted"},
            "accounts": {"prod": "planted"},
            "clusters": {"union-prod": {"name": "x"}},
            "database_host": 5432,
        }
        return InstallationArgs(**given)

    secret = "give the secret, a text or an Output"  # noqa: S105
    assert refused(program) == (
        "the installation has 7 mistakes:\n"
        "  accounts.prod: found a str\n"
        "      give a provider of the account's cloud\n"
        "  clusters.union-prod: found a dict\n"
        "      give ClusterInputs(…)\n"
        "  database_host: found an int\n"
        "      give the host, a text or an Output\n"
        "  secrets: found an int\n"
        "      write a text in the place of its name\n"
        f"  secrets.databasePassword: is empty\n      {secret}\n"
        f"  secrets.registryCredentials: found nothing\n      {secret}\n"
        "  settings: found a dict\n"
        "      write config.Settings(…)"
    )


@pytest.mark.parametrize("argument", ["settings", "secrets", "accounts", "clusters"])
def test_nothing_is_no_argument(argument: str) -> None:
    given: dict[str, Any] = {"settings": settings(), "secrets": SECRETS, argument: None}

    assert f"  {argument}: found nothing\n" in refused(lambda: InstallationArgs(**given))


def test_nobody_says_where_the_database_is() -> None:
    nowhere = settings(control_plane=control_plane(database(host=None)))

    assert refused(lambda: InstallationArgs(settings=nowhere, secrets=SECRETS)) == (
        "the installation has 1 mistake:\n"
        "  union:controlPlane.database.host: is missing\n"
        "      write the host of the server; a program may give `database_host`"
    )


def test_settings_and_program_both_say_where_the_database_is() -> None:
    def program() -> InstallationArgs:
        return InstallationArgs(
            settings=settings(), secrets=SECRETS, database_host="rds.example.com"
        )

    assert refused(program) == (
        "the installation has 1 mistake:\n"
        "  database_host: is given, and union:controlPlane.database.host says db.acme.com\n"
        "      leave out one of them"
    )


def test_a_database_is_given_for_a_control_plane_that_is_elsewhere() -> None:
    def program() -> InstallationArgs:
        return load_settings(database_host="rds.example.com")

    engine = engine_for("prod-azure")
    with pytest.raises(pulumi.RunError) as error:
        engine.run(program)

    assert str(error.value) == (
        "the stack file has 1 mistake:\n"
        "  database_host: is given, and the control plane is elsewhere, with its database\n"
        "      leave it out"
    )


def test_secrets_do_not_show_where_arguments_are_printed() -> None:
    args = InstallationArgs(settings=settings(), secrets=SECRETS)

    assert "planted" not in repr(args)


def test_the_stack_file_makes_the_same_arguments() -> None:
    engine = engine_for("prod-aws")
    engine.run(lambda: {"secrets": sorted(load_settings().secrets)})

    assert engine.result == {
        "secrets": ["databasePassword", "grafanaPassword", "registryCredentials"]
    }
