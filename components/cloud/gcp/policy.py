"""Members and conditions of IAM policies. Pure.

Every grant is one additive member: an authoritative binding would take everybody else's away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pulumi

from ...contracts import ServiceAccount

if TYPE_CHECKING:
    from pulumi_gcp.storage import BucketIAMMemberConditionArgsDict

IMPERSONATE = "roles/iam.workloadIdentityUser"
"""What lets a Kubernetes account act as a Google one. Page: configuration/persistent-logs."""

On = Literal["account", "bucket", "project", "repository", "secret"]
"""What a role is granted on; `account`: the identity itself."""


@dataclass(frozen=True, kw_only=True)
class Binding:
    """One role for one identity on one thing."""

    on: On
    """What kind of thing it is on."""
    role: str
    """Role, e.g. `roles/artifactregistry.reader`."""
    target: pulumi.Input[str] = ""
    """Name of the thing; empty for the identity itself and its project."""
    label: str = ""
    """The thing's plain name, which together with the role names the resource."""
    prefix: str = ""
    """Only objects below this prefix. Default: all."""

    @property
    def name(self) -> str:
        """Last part of the resource's name: the same for the same thing, whatever stands beside.

        A label has no slash and a role's last word no hyphen, so two things never share one.
        """
        role = self.role.rpartition("/")[2].rpartition(".")[2]
        place = "/".join(part for part in (self.label, self.prefix) if part)
        return f"{place or self.on}-{role}"


def distinct(bindings: Iterable[Binding]) -> list[Binding]:
    """Each binding once, in the order of names."""
    found: dict[str, Binding] = {}
    for it in bindings:
        if found.setdefault(it.name, it) != it:
            raise ValueError(f"two bindings are called {it.name}")
    return [found[name] for name in sorted(found)]


def member(email: pulumi.Input[str]) -> pulumi.Output[str]:
    """A service account as a member of a policy."""
    return pulumi.Output.concat("serviceAccount:", email)


def workload_member(pool: str, account: ServiceAccount) -> str:
    """A Kubernetes service account as a member: exactly this one, there are no patterns."""
    return f"serviceAccount:{pool}[{account.namespace}/{account.name}]"


def below(bucket: pulumi.Input[str], prefix: str) -> BucketIAMMemberConditionArgsDict:
    """Only objects below `prefix`, and lists of them."""
    objects = pulumi.Output.concat("projects/_/buckets/", bucket, f"/objects/{prefix}/")
    listed = "api.getAttribute('storage.googleapis.com/objectListPrefix', '')"
    return {
        "title": f"below {prefix}",
        "description": f"Objects below {prefix}/, and lists of them",
        "expression": pulumi.Output.concat(
            "resource.name.startsWith('", objects, f"') || {listed}.startsWith('{prefix}/')"
        ),
    }
