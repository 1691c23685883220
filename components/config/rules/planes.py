"""What rules ask about the planes of an installation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..controlplane import ControlPlaneSettings, ours
from ..dataplanes import DataPlane
from ..shapes import ROOT

CONTROL_PLANE = "the control plane"
OPERATORS: Mapping[str, str] = {
    "cert-manager": "cert-manager",
    "default": "Kubernetes",
    "external-secrets": "the External Secrets Operator",
    "knative-operator": "Knative",
    "knative-serving": "Knative",
    "kube-node-lease": "Kubernetes",
    "kube-public": "Kubernetes",
    "kube-system": "Kubernetes",
    "scylla-operator": "the Scylla operator",
}
"""Namespaces that are never ours to choose, and whose they are."""


@dataclass(frozen=True, kw_only=True)
class Occupant:
    """Something of ours that lives in a namespace."""

    who: str
    """Whose it is, for people."""
    cluster: str
    """Name of the cluster."""
    namespace: str
    """The namespace."""
    path: str
    """Where the stack file says so."""


def active(data_planes: Mapping[str, DataPlane]) -> dict[str, DataPlane]:
    """Data planes that are not retired, in the order of their names."""
    return {name: plane for name, plane in sorted(data_planes.items()) if not plane.retired}


def data_plane(name: str) -> str:
    """A data plane, for people."""
    return f"data plane {name}"


def occupants(
    control_plane: ControlPlaneSettings, data_planes: Mapping[str, DataPlane]
) -> Iterator[Occupant]:
    """Every namespace that a plane takes."""
    if here := ours(control_plane):
        yield Occupant(
            who=CONTROL_PLANE,
            cluster=here.cluster,
            namespace=here.namespace,
            path=f"{ROOT}controlPlane.namespace",
        )
    for name, plane in active(data_planes).items():
        yield Occupant(
            who=data_plane(name),
            cluster=plane.cluster,
            namespace=plane.namespace,
            path=f"{ROOT}dataPlanes.{name}.namespace",
        )
        if plane.secrets_namespace != plane.namespace:
            yield Occupant(
                who=f"Union's secrets of {data_plane(name)}",
                cluster=plane.cluster,
                namespace=plane.secrets_namespace,
                path=f"{ROOT}dataPlanes.{name}.unionSecrets.namespace",
            )
