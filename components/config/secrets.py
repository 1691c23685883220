"""References to secrets that somebody else made. A secret's value is never in the stack file."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from .model import Model


class SecretSource(Model):
    """Exactly one of `config` and `store`."""

    config: Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9]*$")] | None = None
    """Key of a stack secret: `pulumi config set --secret union:<key>`."""
    store: str | None = None
    """Name of a secret that the cloud's secret store has already; needs External Secrets delivery."""
    property: str | None = None
    """Property of a JSON secret in the store. Default: the whole secret."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.config is None) == (self.store is None):
            raise ValueError(
                "say either config: (a stack secret) or store: (a secret of the cloud's store)"
            )
        if self.property is not None and self.store is None:
            raise ValueError("property: goes with store:")
        return self


class ExternalSecretsDelivery(Model):
    """Option A: the External Secrets Operator copies each secret from the cloud's store."""

    refresh_interval: Annotated[str, Field(pattern=r"^\d+[smh]$")] = "1h"
    """How often a secret is read again."""


class SecretDelivery(Model):
    """Page: authentication, *Secret delivery*. Exactly one of the two options."""

    external_secrets: ExternalSecretsDelivery | None = None
    """Option A (recommended)."""
    kubernetes: bool = False
    """Option B: Kubernetes Secrets, made directly."""

    @model_validator(mode="after")
    def _one_option(self) -> Self:
        if (self.external_secrets is None) != self.kubernetes:
            raise ValueError("say either externalSecrets: {} or kubernetes: true")
        return self
