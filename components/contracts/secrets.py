"""Secrets on their way to pods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi


@dataclass(frozen=True, kw_only=True)
class SecretRef:
    """Where a cloud's secret store keeps a secret: never the secret."""

    key: pulumi.Input[str]
    """Name in the store."""
    property: str | None = None
    """Property of a JSON secret. Default: the whole secret."""
    arn: pulumi.Input[str]
    """What a grant to read it names."""
    version: pulumi.Input[str] | None = None
    """Changes whenever the value does, and tells nothing of it. Default: unknown."""
    label: str = ""
    """Its plain name, part of the names of resources about it. Default: none, nothing needs one."""


@dataclass(frozen=True, kw_only=True, repr=False)
class SecretValue:
    """A secret on its way from the one who makes it to the one place that stores it.

    Only `Platform.store_secret` and a direct Kubernetes Secret may look at `value`.
    """

    value: pulumi.Output[str]
    """Always marked secret."""

    @staticmethod
    def of(value: pulumi.Input[str]) -> "SecretValue":
        """`value`, marked secret."""
        return SecretValue(value=pulumi.Output.secret(value))

    def __repr__(self) -> str:
        return "SecretValue([secret])"


Secret = SecretRef | SecretValue


@dataclass(frozen=True, kw_only=True)
class TargetSecret:
    """A Kubernetes Secret that pods read, and where each of its keys comes from."""

    namespace: str
    """Its namespace."""
    name: str
    """Its name."""
    data: Mapping[str, Secret]
    """Key of the Kubernetes Secret to its source: a reference (option A) or a value (option B)."""
    plain: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Keys that are no secret but stand beside one, e.g. a client id. Default: none."""
    type: str = "Opaque"
    """Kubernetes type. Default: `Opaque`."""
    release: str | None = None
    """Helm release that renders this Secret, so that we add keys to it. Default: we make it."""
