"""Okta: organizations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...cloud import Cloud
from ...places import Place
from ...refusals import NotFound, Refusal
from ...seeds import Seed
from ...store import Record, Store
from ...table import Function
from ...values import Props
from . import apps, servers

_HOST: Final = re.compile(r"[a-z0-9-]+\.(okta|oktapreview|okta-emea|okta-gov)\.(com|mil)")


def _place(config: Props, seed: Seed) -> Place:  # noqa: ARG001
    """The organization; without a name, a base URL and a credential the provider is refused."""
    for key in ("orgName", "baseUrl"):
        if not config.get(key):
            raise Refusal(f"the provider has no {key}")
    if not any(config.get(key) for key in ("apiToken", "accessToken", "privateKey")):
        raise Refusal("the provider has no apiToken, accessToken or privateKey")
    domain = f"{config['orgName']}.{config['baseUrl']}"
    if not _HOST.fullmatch(domain):
        raise Refusal(f"{domain!r} is not <orgName>.<baseUrl>, as in acme and okta.com")
    return _place_of(f"okta/{domain}")


def _place_of(realm: str) -> Place:
    domain = realm.partition("/")[2]
    return Place(package="okta", realm=realm, facts={"domain": domain})


def _find(place: Place, store: Store, token: str, **wanted: Any) -> Record:
    told = {key: value for key, value in wanted.items() if value}
    for record in store.find(token, place.realm):
        if all(value in (record.properties.get(key), record.id) for key, value in told.items()):
            return record
    kind = token.rpartition(":")[2]
    raise NotFound(f"there is no {kind} with {', '.join(f'{k} {v!r}' for k, v in told.items())}")


def _group(place: Place, store: Store, arguments: Props) -> Props:
    wanted = {"id": arguments.get("id"), "name": arguments.get("name")}
    if not any(wanted.values()):
        raise Refusal("one of id and name is required")
    record = _find(place, store, apps.GROUP, **wanted)
    return {
        "description": record.properties.get("description", ""),
        "id": record.id,
        "name": record.properties["name"],
        "type": record.properties.get("type", "OKTA_GROUP"),
        "users": [],
        **({"includeUsers": arguments["includeUsers"]} if "includeUsers" in arguments else {}),
    }


def _everyone(place: Place, store: Store, arguments: Props) -> Props:  # noqa: ARG001
    record = _find(place, store, apps.GROUP, name="Everyone")
    return {"description": record.properties.get("description", ""), "id": record.id}


def _server(place: Place, store: Store, arguments: Props) -> Props:
    record = _find(place, store, servers.SERVER, name=arguments["name"])
    return {**record.properties, "id": record.id}


def _scopes(place: Place, store: Store, arguments: Props) -> Props:
    wanted = arguments["authServerId"]
    found = [
        {"id": record.id, **record.properties}
        for record in store.find(servers.SCOPE, place.realm)
        if record.properties.get("authServerId") == wanted
    ]
    return {"authServerId": wanted, "id": wanted, "scopes": found}


def _functions(*functions: Function) -> Iterator[tuple[str, Function]]:
    for one in functions:
        yield one.token, one


_FUNCTIONS: Final = dict(
    _functions(
        Function(token="okta:group/getGroup:getGroup", source="Okta API, Groups", answer=_group),  # noqa: S106
        Function(
            token="okta:group/getEveryoneGroup:getEveryoneGroup",  # noqa: S106
            source="Okta API, Groups",
            answer=_everyone,
        ),
        Function(
            token="okta:auth/getServer:getServer",  # noqa: S106
            source="Okta API, Authorization servers",
            answer=_server,
        ),
        Function(
            token="okta:auth/getServerScopes:getServerScopes",  # noqa: S106
            source="Okta API, Authorization server scopes",
            answer=_scopes,
        ),
    )
)

CLOUD: Final = Cloud(
    package="okta",
    rows={**apps.ROWS, **servers.ROWS},
    functions=_FUNCTIONS,
    place=_place,
    place_of=_place_of,
    secret_config=frozenset({"apiToken", "accessToken", "privateKey"}),
    replacing_config=frozenset(),
)
