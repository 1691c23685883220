"""Page: configuration/node-pools. Service and worker node pools."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .model import Model

Role = Literal["services", "worker", "system"]


class NewNodePool(Model):
    """An EKS managed node group of ours."""

    instance_types: Annotated[list[str], Field(min_length=1)]
    """EC2 instance types, most wanted first."""
    min: Annotated[int, Field(ge=0)]
    """Fewest nodes; 0 scales up again by the autoscaler's template tags."""
    max: Annotated[int, Field(ge=1)]
    """Most nodes."""
    disk_gib: Annotated[int, Field(ge=20)] = 100
    """Root volume, GiB."""
    capacity: Literal["onDemand", "spot"] = "onDemand"
    """Purchase option."""
    ami_type: str = "AL2023_x86_64_STANDARD"
    """EKS AMI type."""


class ExistingNodePool(Model):
    """A node pool that somebody else keeps; its labels and taints must be the page's."""

    name: str
    """Its name in the cloud."""
    node_role_arn: str | None = None
    """Role of its nodes, for pulls from another account's repository. Default: not granted."""


class NodePool(Model):
    """One pool: exactly one of `create` and `existing`."""

    role: Role | None = None
    """What runs there: `services` and `worker` are tainted, `system` carries the services label without a taint, for
    pods that no chart value can make tolerate one. Default: the pool's own name, where it is a role."""
    create: NewNodePool | None = None
    existing: ExistingNodePool | None = None

    @model_validator(mode="after")
    def _owned_or_existing(self) -> Self:
        if (self.create is None) == (self.existing is None):
            raise ValueError("say either create: or existing:")
        return self
