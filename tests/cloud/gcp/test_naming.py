"""Names that Google takes, and that stay the same."""

import re

import pytest

from components.cloud.gcp import naming
from components.cloud.names import Owner

from .facts import ACCOUNT

ACME = Owner(organization="acme")
LONG = "union-production-cluster-1-identities-operator-proxy"


@pytest.mark.parametrize("logical", ["union-a", LONG, "union-b" * 20])
def test_an_account_id_is_legal(logical: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9-]{4,28}[a-z0-9]", naming.service_account(ACME, logical))


def test_long_names_stay_apart_and_keep_their_end() -> None:
    one, two = (naming.service_account(ACME, name) for name in (LONG, LONG.replace("1", "2")))

    assert one != two
    assert one.endswith("-proxy")
    assert naming.service_account(ACME, LONG) == one


def test_people_read_the_whole_name() -> None:
    assert naming.display(ACME, LONG) == f"acme {LONG}"


def test_a_pool_of_other_machines_has_another_name() -> None:
    names = {naming.node_pool(ACME, "union-prod-worker", it) for it in ("n2", "n4")}

    assert len(names) == 2
    assert all(re.fullmatch(r"[a-z]([a-z0-9-]{0,38}[a-z0-9])?", it) for it in names)


def test_a_secret_has_no_slashes_and_stays_apart_from_its_neighbours() -> None:
    one, two = naming.secret("acme/union/a"), naming.secret("acme/union-a")

    assert one != two
    assert re.fullmatch(r"[A-Za-z0-9_-]+", one)


def test_a_secret_is_of_the_accounts_project() -> None:
    assert naming.secret_name(ACCOUNT, "a") == "projects/acme-union/secrets/a"


def test_a_repository_may_have_a_prefix_for_its_images() -> None:
    assert naming.repository_uri(ACCOUNT, "union/images") == (
        "us-central1-docker.pkg.dev/acme-union/union/images"
    )
    assert naming.repository_name(ACCOUNT, "union/images") == (
        "projects/acme-union/locations/us-central1/repositories/union"
    )
