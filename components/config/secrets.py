"""References to secrets that somebody else made. A secret's value is never in the stack file."""

from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from .model import Flag, Model, mistake
from .texts import Line, Text

StackSecretKey = Annotated[
    str,
    Text(
        r"^[a-z][A-Za-z0-9]*$",
        "the key of a stack secret in camelCase, e.g. databasePassword; never the secret itself",
        hidden=True,
    ),
]
StoreKey = Annotated[
    str,
    Text(r"^[A-Za-z0-9/_+=.@-]{1,512}$", "the name of a secret in the cloud's store", hidden=True),
]
Interval = Annotated[str, Text(r"^[1-9]\d{0,5}[smh]$", "a number and s, m or h, e.g. 1h")]


class SecretSource(Model):
    """Where a secret comes from: exactly one of `config` and `store`."""

    one_of: ClassVar[tuple[str, ...]] = ("config", "store")

    config: StackSecretKey | None = None
    """Key of a stack secret, set by `pulumi config set --secret union:<key>`."""
    store: StoreKey | None = None
    """Name of a secret that the cloud's secret store has already; needs External Secrets."""
    property: StoreKey | None = None
    """Property of a JSON secret in the store. Default: the whole secret."""
    version: Line | None = None
    """Any text; another one tells that the secret in the store changed, so that pods that read it
    start anew. Default: they do when somebody restarts them."""

    @model_validator(mode="after")
    def _only_of_a_store(self) -> Self:
        for key, said in (("property", self.property), ("version", self.version)):
            if said is not None and self.store is None:
                raise mistake(f"says {key}: without store:", f"leave {key}: out")
        return self


class ExternalSecretsDelivery(Model):
    """Option A: the External Secrets Operator copies each secret from the cloud's store."""

    refresh_interval: Interval = "1h"
    """How often a secret is read again, a number and s, m or h. Default: `1h`."""


class SecretDelivery(Model):
    """Page: configuration/authentication, *Secret delivery*. Exactly one of the two options."""

    one_of: ClassVar[tuple[str, ...]] = ("externalSecrets", "kubernetes")

    external_secrets: ExternalSecretsDelivery | None = None
    """Option A, recommended: `externalSecrets: {}`."""
    kubernetes: Flag = False
    """Option B: Kubernetes Secrets, made directly; the stack's state holds them, encrypted.
    Default: `false`."""
