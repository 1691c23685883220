"""The control plane: what its chart needs beyond the pages, and where it runs."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from .authentication import ExistingClient
from .model import Distinct, Flag, Model, Whole
from .problems import nearest
from .secrets import SecretSource
from .storage import PlaceOrBucket
from .tags import AnnotationKey
from .texts import Host, HttpsUrl, Line, Name, Namespace, ObjectName, Server, Text

DatabaseName = Annotated[
    str,
    Text(
        r"^[a-z_][a-z0-9_]{0,62}$",
        "the name of a database: at most 63 lower-case letters, digits and underscores",
    ),
]


class Database(Model):
    """PostgreSQL with the databases that the chart opens: `name`, `flyteadmin`, `cacheservice`."""

    file_needs: ClassVar[tuple[str, ...]] = ("host",)

    host: Server | None = None
    """Host of the server. Default: what the program gives, `InstallationArgs.database_host`; a
    stack file by itself must say it."""
    port: Annotated[Whole, Field(ge=1, le=65535)] = 5432
    """Port. Default: 5432."""
    name: DatabaseName = "unionai"
    """Database of the services; the chart refuses `flyteadmin`. Default: `unionai`."""
    user: Line = "unionai"
    """User of all three. Default: `unionai`."""
    password: SecretSource
    """Its password (`pass.txt`)."""


class ExternalScylla(Model):
    """A Scylla or Cassandra cluster of one's own."""

    hosts: Annotated[Distinct[Server], Field(min_length=1)]
    """Its contact points."""


class Scylla(Model):
    """Exactly one of `bundled` and `external`."""

    one_of: ClassVar[tuple[str, ...]] = ("bundled", "external")

    bundled: Flag = False
    """Run Scylla from the chart: needs cert-manager in the cluster. Default: `false`."""
    external: ExternalScylla | None = None
    """A cluster of one's own. Default: none."""


class Ingress(Model):
    """How the control plane is reached."""

    tls_secret: ObjectName
    """TLS Secret in the control plane's namespace; it exists, or cert-manager makes it."""
    extra_hosts: Distinct[Host] = Field(default_factory=list)
    """More hosts of the same ingress. Default: none."""
    service_type: Literal["ClusterIP", "LoadBalancer", "NodePort"] = "LoadBalancer"
    """Type of nginx's Service. Default: `LoadBalancer`."""
    service_annotations: dict[AnnotationKey, str] = Field(default_factory=dict)
    """Annotations of nginx's Service. Default: none."""


class ControlPlane(Model):
    """One control plane."""

    cluster: Name
    """Name of its cluster, see `union:clusters`."""
    namespace: Namespace = "union-cp"
    """Its namespace. Default: `union-cp`."""
    host: Host
    """Public host of the installation; `https://<host>` is the audience of its tokens."""
    database: Database
    """Its PostgreSQL."""
    scylla: Scylla
    """Its Scylla."""
    metadata: PlaceOrBucket
    """The control plane's own metadata: durable, never expires, apart from data planes' places."""
    ingress: Ingress
    """How it is reached."""
    workflow_scheduler: Literal["enabled", "disabled"] = "disabled"
    """The V1 scheduler (page configuration/authentication, *Scheduler*). Default: `disabled`, V2
    schedules by itself."""
    values: dict[str, object] = Field(default_factory=dict)
    """Helm values that come last, but for keys that guard secrets and metadata. Default: none."""


class ExistingControlPlane(Model):
    """A control plane of another installation, as the outputs of that one tell it."""

    host: Host
    """Its public host (output `endpoint`)."""
    extra_hosts: Distinct[Host] = Field(default_factory=list)
    """Further hosts under which people reach it. Default: none."""
    issuer: HttpsUrl
    """Issuer of its tokens (output `identityProvider.issuer`)."""
    token_url: HttpsUrl
    """Token endpoint (output `identityProvider.tokenUrl`)."""
    audience: Line
    """`aud` of its access tokens (output `identityProvider.audience`)."""
    scope: Line = "all"
    """Scope of service-to-service calls, at Entra ID `api://union/.default`. Default: `all`."""
    service: ExistingClient
    """Service client of data planes (output `identityProvider.clientIds.dataPlane`)."""


class AttachedControlPlane(Model):
    """No control plane here: the data planes report to one that exists elsewhere."""

    existing: ExistingControlPlane
    """The control plane that exists."""


class ControlPlaneStack(Model):
    """The stack that has the control plane; its output `attachment` tells all about it."""

    name: Line
    """Its name as the engine knows it, e.g. `acme/union/prod-aws`; `organization/union/prod-aws`
    where the state is in a bucket or file."""
    service_secret: SecretSource | None = None
    """Secret of the data planes' client, where the other stack's cannot be read from here.
    Default: where that stack keeps it, in the same account and region."""


class ReferencedControlPlane(Model):
    """No control plane here: the data planes report to that of another stack."""

    stack: ControlPlaneStack
    """The stack."""


ELSEWHERE: Mapping[str, type[Model]] = {
    "existing": AttachedControlPlane,
    "stack": ReferencedControlPlane,
}
"""What a control plane that is elsewhere is told by, by the only key of its section."""


def _which(value: object) -> str:
    if isinstance(value, Model):
        return type(value).__name__
    said = [str(key) for key in value] if isinstance(value, Mapping) else []
    meant = [*said]
    if not {field.alias for field in ControlPlane.model_fields.values()} & {*said}:
        meant += filter(None, (nearest(key, ELSEWHERE) for key in said))
    return next((it for word, it in ELSEWHERE.items() if word in meant), ControlPlane).__name__


ControlPlaneSettings = Annotated[
    Annotated[ControlPlane, Tag(ControlPlane.__name__)]
    | Annotated[AttachedControlPlane, Tag(AttachedControlPlane.__name__)]
    | Annotated[ReferencedControlPlane, Tag(ReferencedControlPlane.__name__)],
    Discriminator(_which),
]
"""A control plane of ours, or one that is elsewhere: `existing:` tells it, `stack:` has it told.

Once a stack file is read, `stack:` has become `existing:`.
"""


def ours(control_plane: ControlPlaneSettings) -> ControlPlane | None:
    """The control plane that is installed here; None: it is elsewhere."""
    return control_plane if isinstance(control_plane, ControlPlane) else None


def hosts(control_plane: ControlPlaneSettings) -> tuple[str, ...]:
    """Hosts under which people reach the control plane, the installation's own first."""
    match control_plane:
        case ControlPlane():
            return (control_plane.host, *control_plane.ingress.extra_hosts)
        case AttachedControlPlane():
            return (control_plane.existing.host, *control_plane.existing.extra_hosts)
        case ReferencedControlPlane():
            return ()
