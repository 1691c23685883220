"""References to secrets."""

from .stack import ONE, mistakes, problem


def test_a_secret_has_one_source() -> None:
    assert mistakes(
        {
            "registry": {},
            "controlPlane.database.password": {"config": "databasePassword", "store": "db"},
        }
    ) == [
        problem(
            "union:controlPlane.database.password",
            "says config: and store:",
            "write config: or store:",
        ),
        problem(
            "union:registry",
            "says neither config: nor store:",
            "write config: or store:",
        ),
    ]


def test_a_property_belongs_to_a_secret_of_the_store() -> None:
    assert mistakes({"registry": {"config": "registryCredentials", "property": "x"}}) == [
        problem(
            "union:registry",
            "says property: without store:",
            "leave property: out",
        ),
    ]


def test_an_object_of_the_users_own_is_no_reference() -> None:
    own = {"config": "mine", "store": "mine"}

    assert not mistakes({"accounts.prod.tags": own, "controlPlane.values": {"services": own}})


def test_the_store_has_a_reader_under_option_a() -> None:
    assert not mistakes(
        {
            "registry": {"store": "union/registry"},
            "controlPlane.database.password": {"config": "registryCredentials"},
            ONE + ".monitoring.clusterHealth.grafana.adminPassword": {"config": "databasePassword"},
        }
    )


def test_the_store_has_no_reader_under_option_b() -> None:
    assert mistakes(
        {
            "controlPlane.database.password": {"store": "union/db", "property": "password"},
            "secretDelivery": {"kubernetes": True},
        }
    ) == [
        problem(
            "union:controlPlane.database.password",
            "names a secret of the cloud's store, which only the External Secrets Operator reads",
            "write config: with the key of a stack secret, or secretDelivery: "
            "{externalSecrets: {}}",
        ),
    ]


def test_a_secret_has_no_key_of_a_section() -> None:
    assert mistakes({"registry": {"config": "registry"}}) == [
        problem(
            "union:registry.config",
            "names union:registry, which is a section",
            "write another key",
        ),
    ]


def test_secret_manager_is_asked_for_names_of_the_accounts_own_project() -> None:
    path = "controlPlane.database.password"
    full = {"store": "projects/acme-union-prod/secrets/database"}

    assert mistakes({path: full}, "prod-gcp") == [
        problem(
            f"union:{path}.store",
            "is read in cluster union-prod, and Secret Manager has names of letters, digits, "
            "hyphens and underscores",
            "write a name that the store of each cloud with a reader has, or config: with the key "
            "of a stack secret",
        )
    ]
