"""Provider functions of Azure: lookups of what exists."""

from __future__ import annotations

import base64
import json
from hashlib import sha512
from typing import Final

from ...places import Place
from ...refusals import NotFound
from ...store import Record, Store
from ...table import Function
from ...values import Props
from .identity import CLUSTER
from .storage import ACCOUNT


def _found(place: Place, store: Store, arguments: Props) -> Record:
    for record in store.find(CLUSTER, place.realm):
        said = (record.properties["resourceName"], record.properties["resourceGroupName"].lower())
        if said == (arguments["resourceName"], str(arguments["resourceGroupName"]).lower()):
            return record
    raise NotFound(
        f"there is no AKS cluster {arguments['resourceName']} in resource group "
        f"{arguments['resourceGroupName']}"
    )


def _cluster(place: Place, store: Store, arguments: Props) -> Props:
    record = _found(place, store, arguments)
    hidden = ("certificateAuthorityData", "resourceGroupName", "resourceName")
    kept = {key: value for key, value in record.properties.items() if key not in hidden}
    return {**kept, "id": record.id}


def _credentials(place: Place, store: Store, arguments: Props) -> Props:
    """The kubeconfig of a cluster with Entra login, the only place that tells its CA."""
    given = _found(place, store, arguments).properties
    cluster = {
        "server": f"https://{given['fqdn']}:443",
        "certificate-authority-data": given["certificateAuthorityData"],
    }
    name = given["resourceName"]
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": cluster}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": name}}],
        "current-context": name,
        "users": [{"name": name, "user": {"exec": {"command": "kubelogin"}}}],
    }
    value = base64.b64encode(json.dumps(config).encode()).decode()
    return {"kubeconfigs": [{"name": "clusterUser", "value": value}]}


def _keys(place: Place, store: Store, arguments: Props) -> Props:
    """Both keys of a storage account, which are there whether it takes them or not."""
    wanted = (arguments["accountName"], str(arguments["resourceGroupName"]).lower())
    for record in store.find(ACCOUNT, place.realm):
        held = record.properties
        if (held["accountName"], str(held["resourceGroupName"]).lower()) == wanted:
            digests = (sha512(f"{record.id} key{one}".encode()).digest() for one in (1, 2))
            said = [base64.b64encode(digest).decode() for digest in digests]
            return {
                "keys": [
                    {"keyName": f"key{one}", "value": value, "permissions": "Full"}
                    for one, value in enumerate(said, start=1)
                ]
            }
    raise NotFound(f"there is no storage account {wanted[0]} in resource group {wanted[1]}")


def _client(place: Place, store: Store, arguments: Props) -> Props:  # noqa: ARG001
    """Who asks, and where."""
    subscription, tenant = place.facts["subscription"], place.facts["tenant"]
    return {"clientId": "", "objectId": "", "subscriptionId": subscription, "tenantId": tenant}


FUNCTIONS: Final = {
    one.token: one
    for one in (
        Function(
            token="azure-native:containerservice:getManagedCluster",  # noqa: S106
            source="AKS REST API, Managed clusters, Get",
            answer=_cluster,
        ),
        Function(
            token="azure-native:containerservice:listManagedClusterUserCredentials",  # noqa: S106
            source="AKS REST API, Managed clusters, List cluster user credentials",
            answer=_credentials,
        ),
        Function(
            token="azure-native:authorization:getClientConfig",  # noqa: S106
            source="Pulumi registry, azure-native.authorization.getClientConfig",
            answer=_client,
        ),
        Function(
            token="azure-native:storage:listStorageAccountKeys",  # noqa: S106
            source="Storage REST API, Storage accounts, List keys",
            answer=_keys,
        ),
    )
}
