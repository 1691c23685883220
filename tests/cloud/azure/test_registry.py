"""Container registries and the nodes that pull from them."""

import pulumi

from components.cloud.args import RegistryAccessArgs
from components.config.image_builder import Repository
from tests.engine import Engine

from .facts import IMAGES, REGISTRY_ID, platform

OURS = Repository(account="prod", create="acmeimages/union")
ASSIGNMENT = "azure-native:authorization:RoleAssignment"


def _access(settings: Repository, **nodes: pulumi.Input[str]) -> Engine:
    """`nodes`: kubelet identities by cluster; by default one cluster has one."""
    kubelets = nodes or {"union-azure": "kubelet"}
    args = RegistryAccessArgs(registry=IMAGES, settings=settings, pull={}, nodes=kubelets)

    def program() -> object:
        here = platform()
        here.registry_access("access", args)
        return here.registry_policy(args)

    engine = Engine()
    engine.run(program)
    return engine


def test_kubelet_identities_may_pull() -> None:
    (assignment,) = _access(OURS).of_type(ASSIGNMENT)

    assert assignment.inputs["scope"] == REGISTRY_ID
    assert assignment.inputs["principalId"] == "kubelet"
    assert assignment.inputs["roleDefinitionId"].endswith("7f951dda-4ed3-4680-a7ca-43fe172d538d")


def test_an_identity_that_two_clusters_share_may_pull_once() -> None:
    engine = _access(OURS, one="shared", other="shared", third="own")

    assert [(it.name, it.inputs["principalId"]) for it in engine.of_type(ASSIGNMENT)] == [
        ("access-one-acrpull-acmeimages", "shared"),
        ("access-third-acrpull-acmeimages", "own"),
    ]


def test_the_owner_of_a_registry_is_told_what_to_run() -> None:
    engine = _access(Repository(account="prod", existing="acmeimages/union"))

    assert engine.of_type(ASSIGNMENT) == []
    assert engine.result == (
        f"az role assignment create --role AcrPull --scope {REGISTRY_ID} "
        "--assignee-object-id kubelet --assignee-principal-type ServicePrincipal"
    )
