"""The control plane: what its chart needs beyond the pages, and where it runs."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .model import Host, Model, Name, Namespace
from .secrets import SecretSource
from .storage import Place


class Database(Model):
    """PostgreSQL with the three databases that the chart opens: `name`, `flyteadmin`, `cacheservice`."""

    host: Host
    port: Annotated[int, Field(ge=1, le=65535)] = 5432
    name: Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]*$")] = "unionai"
    """Database of the services; the chart refuses `flyteadmin`."""
    user: str = "unionai"
    password: SecretSource


class ExternalScylla(Model):
    """A Scylla or Cassandra cluster of one's own."""

    hosts: Annotated[list[Host], Field(min_length=1)]


class Scylla(Model):
    """Exactly one of `bundled` and `external`."""

    bundled: bool = False
    """Run Scylla from the chart: needs cert-manager in the cluster."""
    external: ExternalScylla | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.bundled == (self.external is not None):
            raise ValueError("say either bundled: true or external: {hosts: [...]}")
        return self


class Ingress(Model):
    """How the control plane is reached."""

    tls_secret: str
    """Name of the TLS Secret in the control plane's namespace; it exists, or cert-manager makes it."""
    extra_hosts: list[Host] = Field(default_factory=list)
    service_type: Literal["ClusterIP", "LoadBalancer", "NodePort"] = "LoadBalancer"
    service_annotations: dict[str, str] = Field(default_factory=dict)


class ControlPlane(Model):
    """One control plane."""

    cluster: Name
    """Name of its cluster, see `union:clusters`."""
    namespace: Namespace = "union-cp"
    host: Host
    """Public host of the installation; `https://<host>` is the audience of its tokens."""
    database: Database
    scylla: Scylla
    metadata: Place
    """Bucket of the control plane's own metadata."""
    ingress: Ingress
    workflow_scheduler: Literal["enabled", "disabled"] = "disabled"
    """The V1 scheduler (page authentication, *Scheduler*); V2 schedules by itself."""
    values: dict[str, object] = Field(default_factory=dict)
    """Helm values that come last; keys that guard secrets and metadata are refused."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("metadata"), str):
            return {**value, "metadata": {"bucket": value["metadata"]}}
        return value
