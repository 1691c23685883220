"""Names within Azure's limits."""

import re

from components.cloud.azure import naming


def test_a_secret_has_no_slash() -> None:
    name = naming.secret("acme/union/control-plane/web-client")

    assert re.fullmatch(r"[0-9A-Za-z-]{1,127}", name)
    assert name.endswith("-client")
    assert name != naming.secret("acme/union/control-plane-web/client")


def test_a_registry_has_letters_and_digits_only() -> None:
    assert naming.registry("acmeimages/union") == "acmeimages"
    assert re.fullmatch(r"acmeunion[0-9a-f]{8}", naming.registry("acme-union/images"))


def test_an_agent_pool_has_twelve_letters_and_a_new_name_for_new_facts() -> None:
    one = naming.agent_pool("services-large", "Standard_D8s_v5")

    assert re.fullmatch(r"[a-z][a-z0-9]{11}", one)
    assert one != naming.agent_pool("services-large", "Standard_D16s_v5")


def test_credentials_of_two_accounts_never_share_a_name() -> None:
    assert naming.credential("a-b", "c") != naming.credential("a", "b-c")
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{2,119}", naming.credential("n" * 63, "a" * 63))
