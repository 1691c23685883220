"""The emulated clouds without the engine: what a provider would be asked, asked directly."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from emulator.cloud import load
from emulator.faults import Faults
from emulator.leaks import Leaks
from emulator.operations import Ask, Difference, Operations
from emulator.places import Place
from emulator.refusals import refuse
from emulator.schema import package_of
from emulator.seeds import Seed, read_seed
from emulator.store import Store
from emulator.values import Props, put

from .examples_azure import SUBSCRIPTION, TENANT, THINGS

CONFIGS: dict[str, Props] = {
    "aws": {"region": "us-east-2", "allowedAccountIds": ["123456789012"]},
    "okta": {"orgName": "acme", "baseUrl": "okta.com", "apiToken": "dummy"},
    "kubernetes": {"clusterIdentifier": "union-prod"},
    "azure-native": {"subscriptionId": SUBSCRIPTION, "tenantId": TENANT},
    "gcp": {"project": "acme-union-prod", "region": "us-central1"},
}
SEED = Path(__file__).parents[2] / "emulator" / "seeds" / "prod-aws.yaml"
CLUSTERS = [
    {
        "name": "union-prod",
        "location": "us-central1",
        "workloadIdentityConfig": {"workloadPool": "acme-union-prod.svc.id.goog"},
    },
    {"name": "union-plain", "location": "us-central1"},
]
PLAIN_BUCKET = {"name": "acme-fine-grained", "location": "US", "uniformBucketLevelAccess": False}
GOOGLE = Seed(
    things={
        "gcp/acme-union-prod": {
            "gcp:container/cluster:Cluster": CLUSTERS,
            "gcp:storage/bucket:Bucket": [PLAIN_BUCKET],
        }
    }
)
"""Clusters of Google Cloud, with workload identity and without; a bucket with ACLs."""

AZURE = Seed(things=THINGS)
"""A resource group of Azure with a cluster."""


@dataclass
class Desk:
    """Every package over one store, with one place a package."""

    folder: Path
    seed: Seed = field(default_factory=lambda: read_seed(SEED))
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.leaks = Leaks()
        self.store = Store(
            self.folder / "state", [*self.seed.records(), *GOOGLE.records(), *AZURE.records()]
        )
        self.places = {
            name: load(name).place(config, self.seed) for name, config in CONFIGS.items()
        }

    def operations(self, token: str) -> Operations:
        """The operations of a token's package."""
        cloud = load(package_of(token))
        return Operations(cloud=cloud, store=self.store, faults=self.faults, leaks=self.leaks)

    def ask(self, token: str, name: str, identity: str = "", place: Place | None = None) -> Ask:
        """What the engine sends with every request."""
        there = place or self.places[package_of(token)]
        return Ask(token=token, name=name, place=there, id=identity)

    def make(
        self, token: str, inputs: Props, name: str = "one", place: Place | None = None
    ) -> tuple[str, Props]:
        """Check and create; a refusal is raised."""
        operations, ask = self.operations(token), self.ask(token, name, place=place)
        checked, failures = operations.check(ask, {}, deepcopy(inputs), b"")
        refuse(failures)
        return operations.create(ask, checked, preview=False)

    def foresee(self, token: str, inputs: Props, name: str = "one") -> Props:
        """Check and create in a preview."""
        operations, ask = self.operations(token), self.ask(token, name)
        checked, failures = operations.check(ask, {}, deepcopy(inputs), b"")
        refuse(failures)
        return operations.create(ask, checked, preview=True)[1]

    def change(
        self, token: str, identity: str, olds: Props, inputs: Props, name: str = "one"
    ) -> tuple[Difference, Props]:
        """Check, diff and update."""
        operations, ask = self.operations(token), self.ask(token, name, identity)
        checked, failures = operations.check(ask, olds, deepcopy(inputs), b"")
        refuse(failures)
        difference = operations.diff(ask, olds, olds, checked)
        return difference, operations.update(ask, olds, checked, preview=False)

    def difference(self, token: str, identity: str, olds: Props, news: Props) -> Difference:
        """The answer to a diff of two sets of inputs, both checked."""
        operations, ask = self.operations(token), self.ask(token, "one", identity)
        before, _ = operations.check(ask, {}, deepcopy(olds), b"")
        after, _ = operations.check(ask, before, deepcopy(news), b"")
        return operations.diff(ask, before, before, after)

    def unmake(self, token: str, identity: str, olds: Props, name: str = "one") -> None:
        """Delete."""
        self.operations(token).delete(self.ask(token, name, identity), olds)


def planted(inputs: Props, changes: Props) -> Props:
    """A copy of inputs with some paths set, or taken away where the value is None."""
    result = deepcopy(inputs)
    for path, value in changes.items():
        put(result, path, deepcopy(value))
    return result


def trust(*statements: dict[str, Any]) -> dict[str, Any]:
    """A policy document of these statements."""
    return {"Version": "2012-10-17", "Statement": list(statements)}
