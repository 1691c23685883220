"""Page: configuration/node-pools. Service and worker node pools."""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from .accounts import RoleArn
from .model import Distinct, Line, Model, Text, exactly_one, mistake

Role = Literal["services", "worker", "system"]
ROLES: tuple[Role, ...] = get_args(Role)

InstanceType = Annotated[
    str, Text(r"^[a-z][a-z0-9-]*\.[a-z0-9-]+$", "an EC2 instance type, e.g. m6i.2xlarge")
]


class NewNodePool(Model):
    """An EKS managed node group of ours."""

    instance_types: Annotated[Distinct[InstanceType], Field(min_length=1)]
    """EC2 instance types, most wanted first."""
    min: Annotated[int, Field(ge=0)]
    """Fewest nodes; 0 scales up again by the autoscaler's template tags."""
    max: Annotated[int, Field(ge=1)]
    """Most nodes."""
    disk_gib: Annotated[int, Field(ge=20)] = 100
    """Root volume, GiB. Default: 100."""
    capacity: Literal["onDemand", "spot"] = "onDemand"
    """Purchase option. Default: `onDemand`."""
    ami_type: Line = "AL2023_x86_64_STANDARD"
    """EKS AMI type. Default: `AL2023_x86_64_STANDARD`."""

    @model_validator(mode="after")
    def _min_below_max(self) -> Self:
        if self.min > self.max:
            raise mistake(f"has min {self.min} above max {self.max}", "write a min up to the max")
        return self


class ExistingNodePool(Model):
    """A node pool that somebody else keeps; its labels and taints must be the page's."""

    name: Line
    """Its name in the cloud."""
    node_role_arn: RoleArn | None = None
    """Role of its nodes, for pulls from another account's repository. Default: not granted."""


class NodePool(Model):
    """One pool: exactly one of `create` and `existing`."""

    role: Role | None = None
    """What runs there. `services` and `worker` are tainted, as the page has it; `system` carries
    the services label without a taint, for pods that no chart value can make tolerate one.
    Default: the pool's own name, where it is a role."""
    create: NewNodePool | None = None
    """A pool of ours."""
    existing: ExistingNodePool | None = None
    """A pool that somebody else keeps."""

    @model_validator(mode="after")
    def _owned_or_existing(self) -> Self:
        exactly_one(self, "create", "existing")
        return self
