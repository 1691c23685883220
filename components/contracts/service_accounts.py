"""Kubernetes accounts, and the cloud identities they use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi


@dataclass(frozen=True, kw_only=True)
class ServiceAccount:
    """A Kubernetes service account, or the narrowest pattern of them that a cloud can express."""

    namespace: str
    """Its namespace; `*` stands for a project only in subjects of clouds that know patterns."""
    name: str
    """Its name."""


@dataclass(frozen=True, kw_only=True)
class WorkloadIdentity:
    """What makes a Kubernetes service account a cloud identity."""

    principal: pulumi.Input[str]
    """Role ARN, Google account or client id."""
    annotations: Mapping[str, pulumi.Input[str]]
    """Annotations of the service account."""
    pod_labels: Mapping[str, str] = field(default_factory=dict)
    """Labels that its pods must carry. Default: none."""
