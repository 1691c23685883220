"""Provider functions of AWS: lookups of what exists, and the policy document composer."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from ...places import Place
from ...refusals import NotFound, Refusal
from ...store import Record, Store
from ...table import Function
from ...values import Props
from .eks import CLUSTER
from .iam import OIDC, ROLE
from .network import SUBNET

_BLANK_LISTS: Final = (
    "accessConfigs",
    "computeConfigs",
    "controlPlaneScalingConfigs",
    "enabledClusterLogTypes",
    "kubeApiServerConfigs",
    "kubeControllerManagerConfigs",
    "kubeSchedulerConfigs",
    "kubernetesNetworkConfigs",
    "outpostConfigs",
    "remoteNetworkConfigs",
    "storageConfigs",
    "upgradePolicies",
    "zonalShiftConfigs",
)


def _cluster(place: Place, store: Store, arguments: Props) -> Props:
    record = _named(place, store, CLUSTER, arguments["name"], place.region_of(arguments))
    kept = {
        key: value
        for key, value in record.properties.items()
        if key not in ("certificateAuthority", "tagsAll")
    }
    blank: Props = {name: [] for name in _BLANK_LISTS}
    return {
        "certificateAuthorities": [record.properties["certificateAuthority"]],
        "deletionProtection": False,
        "roleArn": "",
        "tags": {},
        "vpcConfig": {},
        **blank,
        **kept,
        "id": record.id,
    }


def _oidc(place: Place, store: Store, arguments: Props) -> Props:
    wanted = str(arguments.get("arn") or arguments.get("url")).removeprefix("https://")
    for record in store.find(OIDC, place.realm):
        if wanted in (record.id, record.id.partition(":oidc-provider/")[2]):
            return {
                "arn": record.id,
                "id": record.id,
                "url": str(record.properties["url"]).removeprefix("https://"),
                "clientIdLists": record.properties.get("clientIdLists", ["sts.amazonaws.com"]),
                "thumbprintLists": record.properties.get("thumbprintLists", []),
                "tags": record.properties.get("tags", {}),
            }
    raise NotFound(f"there is no OpenID Connect provider {wanted}")


def _role(place: Place, store: Store, arguments: Props) -> Props:
    for record in store.find(ROLE, place.realm):
        if record.id == arguments["name"]:
            return {**record.properties, "id": record.id, "roleLastUseds": []}
    raise NotFound(f"there is no role {arguments['name']}")


def _identity(place: Place, store: Store, arguments: Props) -> Props:  # noqa: ARG001
    account = place.facts["account"]
    arn = f"arn:{place.facts['partition']}:iam::{account}:user/emulated"
    return {"accountId": account, "arn": arn, "userId": "AIDAEMULATED", "id": account}


def _region(place: Place, store: Store, arguments: Props) -> Props:  # noqa: ARG001
    region = arguments.get("region") or arguments.get("name") or place.region
    endpoint = f"ec2.{region}.{place.facts['suffix']}"
    return {
        "name": region,
        "region": region,
        "id": region,
        "description": region,
        "endpoint": endpoint,
    }


def _partition(place: Place, store: Store, arguments: Props) -> Props:  # noqa: ARG001
    return {
        "partition": place.facts["partition"],
        "dnsSuffix": place.facts["suffix"],
        "reverseDnsPrefix": "com.amazonaws",
        "id": place.facts["partition"],
    }


def _subnets(place: Place, store: Store, arguments: Props) -> Props:
    wanted: dict[str, list[str]] = {
        one["name"]: one["values"] for one in arguments.get("filters") or []
    }
    unknown = wanted.keys() - {"vpc-id"}
    if unknown or arguments.get("tags"):
        raise Refusal(f"the emulator does not know the filter {', '.join(sorted(unknown))} or tags")
    vpcs = wanted.get("vpc-id")
    found = [
        record.id
        for record in store.find(SUBNET, f"{place.realm}/{place.region_of(arguments)}")
        if vpcs is None or record.properties.get("vpcId") in vpcs
    ]
    return {"ids": found, "id": place.region, "region": place.region_of(arguments)}


def _named(place: Place, store: Store, token: str, name: str, region: str) -> Record:
    record = store.get(token, f"{place.realm}/{region}", name)
    if record is None:
        raise NotFound(f"there is no {token.rpartition(':')[2]} {name!r} in {region}")
    return record


_ELEMENTS: Final = {
    "sid": "Sid",
    "effect": "Effect",
    "actions": "Action",
    "notActions": "NotAction",
    "resources": "Resource",
    "notResources": "NotResource",
}


def _document(place: Place, store: Store, arguments: Props) -> Props:  # noqa: ARG001
    """The composer of policy documents: one-element lists become strings, keys keep order."""
    known = {"statements", "version", "policyId"}
    more = sorted(key for key in arguments if key not in known and arguments[key] is not None)
    if more:
        raise Refusal(f"the emulator does not know {', '.join(more)} of a policy document")
    document: Props = {"Version": arguments.get("version") or "2012-10-17"}
    if arguments.get("policyId"):
        document["Id"] = arguments["policyId"]
    document["Statement"] = [_statement(one) for one in arguments.get("statements") or []]
    text = json.dumps(document, indent=2)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        **{key: value for key, value in arguments.items() if value is not None},
        "json": text,
        "minifiedJson": json.dumps(document, separators=(",", ":")),
        "id": str(int(digest[:8], 16)),
    }


def _statement(told: Props) -> Props:
    statement: Props = {}
    for wire, element in _ELEMENTS.items():
        value = told.get(wire) or ("Allow" if wire == "effect" else None)
        if value:
            statement[element] = _one_or_list(value)
    for wire, element in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        named = {one["type"]: _one_or_list(one["identifiers"]) for one in told.get(wire) or []}
        if named:
            statement[element] = "*" if named == {"*": "*"} else named
    conditions: dict[str, dict[str, Any]] = {}
    for one in told.get("conditions") or []:
        conditions.setdefault(one["test"], {})[one["variable"]] = _one_or_list(one["values"])
    if conditions:
        statement["Condition"] = conditions
    return statement


def _one_or_list(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _function(token: str, source: str, answer: Any) -> Function:
    return Function(token=token, source=source, answer=answer)


FUNCTIONS: Final = {
    one.token: one
    for one in (
        _function("aws:eks/getCluster:getCluster", "EKS API, DescribeCluster", _cluster),
        _function(
            "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
            "IAM API, GetOpenIDConnectProvider",
            _oidc,
        ),
        _function("aws:iam/getRole:getRole", "IAM API, GetRole", _role),
        _function(
            "aws:iam/getPolicyDocument:getPolicyDocument",
            "Pulumi registry, aws.iam.getPolicyDocument",
            _document,
        ),
        _function(
            "aws:index/getCallerIdentity:getCallerIdentity", "STS API, GetCallerIdentity", _identity
        ),
        _function("aws:index/getRegion:getRegion", "Pulumi registry, aws.getRegion", _region),
        _function(
            "aws:index/getPartition:getPartition", "Pulumi registry, aws.getPartition", _partition
        ),
        _function("aws:ec2/getSubnets:getSubnets", "EC2 API, DescribeSubnets", _subnets),
    )
}
