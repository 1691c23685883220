"""Microsoft Azure: subscriptions."""

from __future__ import annotations

from typing import Final

from ...cloud import Cloud
from ...places import Place
from ...refusals import Refusal
from ...seeds import Seed
from ...values import Props
from . import containers, identity, storage, vaults
from .arm import GUID
from .functions import FUNCTIONS


def _place(config: Props, seed: Seed) -> Place:  # noqa: ARG001
    """The subscription and tenant; a configuration that does not tell both is refused."""
    subscription, tenant = config.get("subscriptionId"), config.get("tenantId")
    for what, given in (("subscriptionId", subscription), ("tenantId", tenant)):
        if not isinstance(given, str) or not GUID.fullmatch(given):
            raise Refusal(f"the provider's {what} is {given!r}; it must be a GUID")
    return _made(str(subscription), str(tenant))


def _made(subscription: str, tenant: str) -> Place:
    return Place(
        package="azure-native",
        realm=f"azure-native/{subscription}",
        facts={"subscription": subscription, "tenant": tenant},
    )


def _place_of(realm: str) -> Place:
    return _made(realm.partition("/")[2], "00000000-0000-0000-0000-000000000000")


CLOUD: Final = Cloud(
    package="azure-native",
    rows={**identity.ROWS, **storage.ROWS, **containers.ROWS, **vaults.ROWS},
    functions=FUNCTIONS,
    place=_place,
    place_of=_place_of,
    secret_config=frozenset({"clientSecret", "clientCertificatePassword", "oidcToken"}),
    replacing_config=frozenset({"subscriptionId"}),
)
