"""Page: configuration/node-pools. Service and worker node pools."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import Field, model_validator

from .accounts import ServiceAccountEmail
from .iam import RoleArn
from .model import Distinct, Model, Whole, mistake
from .texts import Line, Text

Role = Literal["services", "worker", "system"]
ROLES: tuple[Role, ...] = get_args(Role)

MOST_NODES = 5000
"""What Kubernetes is made for, in a whole cluster."""

InstanceType = Annotated[
    str, Text(r"^[a-z][a-z0-9-]*\.[a-z0-9-]+$", "an EC2 instance type, e.g. m6i.2xlarge")
]
AmiType = Annotated[
    str,
    Text(
        r"^(AL2|AL2023|BOTTLEROCKET)_(x86_64|ARM_64)(_[A-Z0-9]+)*$",
        "a Linux AMI type of EKS, e.g. AL2023_ARM_64_STANDARD",
    ),
]
DiskType = Annotated[str, Text(r"^(pd|hyperdisk)-[a-z]+(-[a-z]+)*$", "a type of disk, e.g. pd-ssd")]
VmSize = Annotated[str, Text(r"^Standard_\w+$", "a size of virtual machines, e.g. Standard_D8s_v5")]
MachineType = Annotated[
    str, Text(r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$", "a machine type, e.g. n2-standard-8")
]


class NewNodePool(Model):
    """A pool of ours, on any cloud."""

    examples: ClassVar[Mapping[Role, str]] = {}
    """One a role, as an error suggests it."""

    min: Annotated[Whole, Field(ge=0, le=MOST_NODES)]
    """Fewest nodes; a pool of 0 scales up again by itself."""
    max: Annotated[Whole, Field(ge=1, le=MOST_NODES)]
    """Most nodes."""

    @model_validator(mode="after")
    def _min_below_max(self) -> Self:
        if self.min > self.max:
            raise mistake(f"has min {self.min} above max {self.max}", "write a min up to the max")
        return self


class AwsNewNodePool(NewNodePool):
    """An EKS managed node group of ours."""

    examples: ClassVar[Mapping[Role, str]] = {
        "services": "create: {instanceTypes: [m6i.2xlarge], min: 2, max: 4}",
        "worker": "create: {instanceTypes: [m6i.8xlarge], min: 0, max: 50}",
        "system": "create: {instanceTypes: [m6i.2xlarge], min: 2, max: 4}",
    }

    instance_types: Annotated[Distinct[InstanceType], Field(min_length=1)]
    """EC2 instance types, most wanted first."""
    disk_gib: Annotated[Whole, Field(ge=20, le=16_384)] = 100
    """Root volume, GiB. Default: 100."""
    capacity: Literal["onDemand", "spot"] = "onDemand"
    """Purchase option; beside workers on demand, `spot` takes interruptible tasks alone. Default:
    `onDemand`."""
    ami_type: AmiType = "AL2023_x86_64_STANDARD"
    """EKS AMI type. Default: `AL2023_x86_64_STANDARD`."""


class GcpNewNodePool(NewNodePool):
    """A GKE node pool of ours."""

    examples: ClassVar[Mapping[Role, str]] = {
        "services": "create: {machineType: n2-standard-8, min: 2, max: 4}",
        "worker": "create: {machineType: n2-standard-32, min: 0, max: 50}",
        "system": "create: {machineType: n2-standard-8, min: 2, max: 4}",
    }

    machine_type: MachineType
    """Compute Engine machine type."""
    disk_gib: Annotated[Whole, Field(ge=20, le=65_536)] = 100
    """Boot disk, GiB. Default: 100."""
    disk_type: DiskType = "pd-balanced"
    """Type of the boot disk. Default: `pd-balanced`."""
    capacity: Literal["onDemand", "spot"] = "onDemand"
    """Purchase option; beside workers on demand, `spot` takes interruptible tasks alone. Default:
    `onDemand`."""
    image_type: Literal["COS_CONTAINERD", "UBUNTU_CONTAINERD"] = "COS_CONTAINERD"
    """Image of the nodes. Default: `COS_CONTAINERD`."""


class AzureNewNodePool(NewNodePool):
    """An AKS agent pool of ours, of mode User."""

    examples: ClassVar[Mapping[Role, str]] = {
        "services": "create: {vmSize: Standard_D8s_v5, min: 2, max: 4}",
        "worker": "create: {vmSize: Standard_D32s_v5, min: 0, max: 50}",
        "system": "create: {vmSize: Standard_D8s_v5, min: 2, max: 4}",
    }

    vm_size: VmSize
    """Size of its virtual machines."""
    disk_gib: Annotated[Whole, Field(ge=30, le=2048)] = 128
    """OS disk, GiB. Default: 128."""
    capacity: Literal["onDemand", "spot"] = "onDemand"
    """Purchase option; `spot` for workers only, up to the price of `onDemand`, and where others are
    on demand, for interruptible tasks alone. Default: `onDemand`."""
    os_sku: Literal["AzureLinux", "Ubuntu"] = "Ubuntu"
    """Operating system of the nodes. Default: `Ubuntu`."""
    zones: Distinct[Literal["1", "2", "3"]] = Field(default_factory=list)
    """Availability zones, e.g. `["1", "2", "3"]`. Default: none in particular."""


class ExistingNodePool(Model):
    """A node pool that somebody else keeps; its labels and taints must be the page's."""

    principal_key: ClassVar[str] = ""
    """Key of `principal` in the stack file; empty: the pools of this cloud have none."""
    principal_said: ClassVar[str] = ""
    """What to write there, in words."""

    name: Line
    """Its name in the cloud."""

    @property
    def principal(self) -> str | None:
        """Identity with which its nodes pull images, where the file says it."""
        return None


class AwsExistingNodePool(ExistingNodePool):
    """A node pool that somebody else keeps; its labels and taints must be the page's."""

    principal_key: ClassVar[str] = "nodeRoleArn"
    principal_said: ClassVar[str] = "the ARN of the role of its nodes"

    node_role_arn: RoleArn | None = None
    """Role of its nodes, for pulls from another account's repository. Default: not granted."""

    @property
    def principal(self) -> str | None:
        """The role of its nodes."""
        return self.node_role_arn


class GcpExistingNodePool(ExistingNodePool):
    """A node pool that somebody else keeps; its labels and taints must be the page's."""

    principal_key: ClassVar[str] = "serviceAccount"
    principal_said: ClassVar[str] = "the e-mail of the service account of its nodes"

    service_account: ServiceAccountEmail | None = None
    """Account of its nodes, for pulls from another project's repository. Default: not granted."""

    @property
    def principal(self) -> str | None:
        """The account of its nodes."""
        return self.service_account


class AzureExistingNodePool(ExistingNodePool):
    """An agent pool that somebody else keeps; its labels and taints must be the page's.

    Pods of a system-mode pool are AKS's own, so such a pool is not ours to taint: role `system`.
    """

    mode: Literal["System", "User"] = "User"
    """Its mode. Default: `User`."""
    capacity: Literal["onDemand", "spot"] = "onDemand"
    """Purchase option; pods tolerate the taint that AKS puts on `spot`. Default: `onDemand`."""


class NodePool(Model):
    """One pool: exactly one of `create` and `existing`."""

    one_of: ClassVar[tuple[str, ...]] = ("create", "existing")

    role: Role | None = None
    """What runs there. `services` and `worker` are tainted, as the page has it; `system` carries
    the services label without a taint, for pods that no chart value can make tolerate one.
    Default: the pool's own name, where it is a role."""


class AwsNodePool(NodePool):
    """One pool: exactly one of `create` and `existing`."""

    create: AwsNewNodePool | None = None
    """A pool of ours."""
    existing: AwsExistingNodePool | None = None
    """A pool that somebody else keeps."""


class GcpNodePool(NodePool):
    """One pool: exactly one of `create` and `existing`."""

    create: GcpNewNodePool | None = None
    """A pool of ours."""
    existing: GcpExistingNodePool | None = None
    """A pool that somebody else keeps."""


class AzureNodePool(NodePool):
    """One pool: exactly one of `create` and `existing`."""

    create: AzureNewNodePool | None = None
    """A pool of ours."""
    existing: AzureExistingNodePool | None = None
    """A pool that somebody else keeps."""

    @model_validator(mode="after")
    def _not_ours_to_taint(self) -> Self:
        system = self.existing is not None and self.existing.mode == "System"
        if system and self.role in {"services", "worker"}:
            raise mistake(
                f"has role {self.role}, whose nodes are tainted, and is a system-mode pool, where "
                "AKS runs pods of its own",
                "write role: system, or the name of a pool of mode User",
            )
        return self
