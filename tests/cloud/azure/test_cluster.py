"""Existing AKS clusters."""

from typing import Any

import pulumi
import pytest

from components.cloud.args import ClusterArgs
from components.config.clusters import AzureCluster
from components.config.node_pools import AzureNewNodePool, AzureNodePool
from tests.engine import Engine

from .facts import ISSUER, platform

SAID = {"endpoint": "https://aks.acme.com", "certificate_authority_data": "Y2E="}
POOLS = {"worker": AzureNodePool(create=AzureNewNodePool(vm_size="Standard_D8s_v5", min=0, max=4))}
FOUND = {
    "oidcIssuerProfile": {"enabled": True, "issuerURL": ISSUER},
    "identityProfile": {"kubeletidentity": {"objectId": "kubelet"}},
    "agentPoolProfiles": [{"name": "agentpool", "vnetSubnetID": "/subnet"}],
}
LOOKUP = "azure-native:containerservice:getManagedCluster"


def _engine(found: Any, **said: Any) -> Engine:
    settings = AzureCluster(provider="azure", account="prod", node_pools=POOLS, **SAID, **said)
    engine = Engine(answers={LOOKUP: found})
    args = ClusterArgs(cluster="union-azure", settings=settings)
    engine.run(lambda: platform().cluster("prod", args))
    return engine


def test_one_lookup_finds_what_is_left_out() -> None:
    engine = _engine(FOUND)
    told = {"resourceGroupName": "union-prod", "resourceName": "union-azure"}
    found = engine.result

    assert engine.calls == [(LOOKUP, told)]
    assert (found.oidc_issuer, found.node_principal, found.subnet_ids) == (
        ISSUER,
        "kubelet",
        ["/subnet"],
    )
    assert found.subnets_looked_up


def test_a_subnet_that_is_said_is_not_looked_up() -> None:
    subnet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"
    found = _engine(FOUND, subnet_id=f"{subnet}/subnets/nodes").result

    assert found.subnet_ids == [f"{subnet}/subnets/nodes"]
    assert not found.subnets_looked_up


@pytest.mark.parametrize("profile", [None, {"enabled": False}])
def test_a_cluster_without_an_issuer_is_told_how_to_get_one(profile: Any) -> None:
    wanted = (
        r"^cluster union-azure has no OIDC issuer, .* `az aks update --resource-group union-prod "
        r"--name union-azure --enable-oidc-issuer --enable-workload-identity`$"
    )

    with pytest.raises(pulumi.RunError, match=wanted):
        _engine({**FOUND, "oidcIssuerProfile": profile})


@pytest.mark.parametrize("profile", [None, {}])
def test_a_cluster_without_a_kubelet_identity_is_told_how_to_get_one(profile: Any) -> None:
    wanted = (
        r"^cluster union-azure has no kubelet identity, .* `az aks update --resource-group "
        r"union-prod --name union-azure --enable-managed-identity`, or write kubeletIdentity: "
    )

    with pytest.raises(pulumi.RunError, match=wanted):
        _engine({**FOUND, "identityProfile": profile})
