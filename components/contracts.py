"""Records that cross the borders between rooms.

Every field that may be known only at deploy time is a `pulumi.Input`, so a thing that exists already is the same
record with plain strings, values are built by pure functions, and tests need no mocks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi


@dataclass(frozen=True, kw_only=True)
class ServiceAccount:
    """A Kubernetes service account, or the narrowest pattern of them that a cloud can express."""

    namespace: str
    """Its namespace; `*` stands for a project only in subjects of clouds that know patterns."""
    name: str
    """Its name."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """An object store bucket, ours or somebody's."""

    name: pulumi.Input[str]
    """Physical name, as Helm values want it."""
    arn: pulumi.Input[str]
    """What a grant names: an ARN on AWS, a resource name elsewhere."""
    uri: pulumi.Input[str]
    """`s3://name`, without a slash at the end."""
    region: str
    """Region of the bucket, as the cloud writes it."""


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place in a bucket: a whole bucket, or one prefix of it."""

    bucket: Bucket
    """The bucket."""
    prefix: str = ""
    """Prefix without a slash at either end. Default: the whole bucket."""


@dataclass(frozen=True, kw_only=True)
class AuthorizationServer:
    """What issues tokens to every client."""

    issuer: pulumi.Input[str]
    """Issuer URI, e.g. `https://acme.okta.com/oauth2/aus1`."""
    token_url: pulumi.Input[str]
    """Token endpoint."""
    audience: pulumi.Input[str]
    """The `aud` claim of its tokens."""
    scope: str = "all"
    """The scope that service-to-service calls ask for."""


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
    """Changes whenever the value does, and tells nothing of it. Default: unknown, somebody else's secret."""


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
    name: str
    data: Mapping[str, Secret]
    """Key of the Kubernetes Secret to its source: references under option A, values under option B."""
    type: str = "Opaque"
    """Kubernetes type. Default: `Opaque`."""
    release: str | None = None
    """Helm release that renders this Secret itself, so that we add keys to it. Default: we make it."""


@dataclass(frozen=True, kw_only=True)
class OidcClient:
    """An application registered with the identity provider."""

    client_id: pulumi.Input[str]
    """Its client id."""
    secret: Secret | None = None
    """Its client secret. Default: none, a public client."""


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """The authorization server and the clients that page *Authentication* asks for."""

    authorization_server: AuthorizationServer
    """The server that every client uses."""
    web: OidcClient
    """Browser login (`OIDC_CLIENT_ID`)."""
    native: OidcClient
    """SDK and CLI (`CLI_CLIENT_ID`), public."""
    control_plane: OidcClient
    """Service-to-service calls of the control plane (`INTERNAL_CLIENT_ID`)."""
    data_plane: OidcClient
    """Service-to-service calls of data planes (`AUTH_CLIENT_ID`): the control plane's unless told otherwise."""
    eager: OidcClient
    """What task pods use in eager mode (`EAGER_API_KEY`)."""
    ci: Mapping[str, OidcClient] = field(default_factory=dict)
    """Clients of pipelines, by name."""


@dataclass(frozen=True, kw_only=True)
class WorkloadIdentity:
    """What makes a Kubernetes service account a cloud identity."""

    principal: pulumi.Input[str]
    """Role ARN, Google account or client id."""
    annotations: Mapping[str, pulumi.Input[str]]
    """Annotations of the service account."""
    pod_labels: Mapping[str, str] = field(default_factory=dict)
    """Labels that its pods must carry. Default: none."""


@dataclass(frozen=True, kw_only=True)
class ImageRegistry:
    """Where the image builder pushes."""

    repository: pulumi.Input[str]
    """Fully qualified repository (`imageBuilder.defaultRepository`)."""
    arn: pulumi.Input[str]
    """What a grant names."""
    authentication_type: str
    """`imageBuilder.authenticationType`: aws, google, azure or noop."""
    account: str
    """Name of the account, in the stack file, that holds it."""


NODE_ROLE = "union.ai/node-role"
"""Key of the label and of the taint that keep services and workers apart. Page: node-pools."""


@dataclass(frozen=True, kw_only=True)
class NodePool:
    """A node pool as schedulers and registries see it."""

    name: str
    """Logical name in the stack file."""
    role: str
    """`services`, `worker` or `system`."""
    tainted: bool
    """Whether its nodes refuse pods that do not tolerate its role."""
    node_principal: pulumi.Input[str] | None = None
    """Identity with which its nodes pull images. Default: unknown."""


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Facts of one Kubernetes cluster, and the providers that reach it."""

    name: str
    """Its name in the stack file, and in the cloud."""
    account: str
    """Name of the account, in the stack file, that holds it."""
    account_id: str
    """The cloud's own name of the account."""
    region: str
    """Its region."""
    oidc_issuer: pulumi.Input[str]
    """OIDC issuer of its service accounts, with `https://`."""
    kubernetes: pulumi.ProviderResource
    """Reaches the cluster."""
    subnet_ids: pulumi.Input[Sequence[str]] = ()
    """Subnets of its node pools, where they were named or looked up. Default: none."""


@dataclass(frozen=True, kw_only=True)
class RemoteWrite:
    """Where cluster-health metrics are forwarded to."""

    url: pulumi.Input[str]
    """Remote-write endpoint."""
    sigv4_region: str | None = None
    """Region for AWS signatures. Default: none, unsigned."""
    arn: pulumi.Input[str] | None = None
    """What a grant to write names. Default: none."""


@dataclass(frozen=True, kw_only=True)
class ReadWriteData:
    """Read, write and delete objects below a location."""

    location: Location


@dataclass(frozen=True, kw_only=True)
class ReadData:
    """Read objects below a location."""

    location: Location


@dataclass(frozen=True, kw_only=True)
class WriteLogs:
    """Write container logs to `persisted-logs/` of the metadata bucket. Page: persistent-logs."""

    bucket: Bucket


@dataclass(frozen=True, kw_only=True)
class PushImages:
    """Pull and push images of one repository. Page: image-builder, the user role."""

    registry: ImageRegistry


@dataclass(frozen=True, kw_only=True)
class PullImages:
    """Pull images of one repository. Page: image-builder, private base images."""

    registry: ImageRegistry


@dataclass(frozen=True, kw_only=True)
class DescribeImages:
    """See whether an image exists. Page: image-builder, the operator proxy."""

    registry: ImageRegistry


@dataclass(frozen=True, kw_only=True)
class ReadSecrets:
    """Read exactly these secrets of the cloud's store. Page: authentication, option A."""

    secrets: Sequence[SecretRef]


@dataclass(frozen=True, kw_only=True)
class WriteMetrics:
    """Remote-write to one managed Prometheus workspace. Page: monitoring."""

    remote_write: RemoteWrite


Grant = (
    ReadWriteData
    | ReadData
    | WriteLogs
    | PushImages
    | PullImages
    | DescribeImages
    | ReadSecrets
    | WriteMetrics
)


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """What one page of the documentation contributes to a chart's values."""

    page: str
    """The page, e.g. `configuration/persistent-logs`; `chart` for what only today's chart asks for."""
    values: Mapping[str, Any]
    """Helm values; Outputs are leaves, never secret."""


def known_after(resource: pulumi.Resource, value: str) -> pulumi.Output[str]:
    """`value`, known at preview because we chose it, and ordered after `resource`.

    A URN is the one output that a preview knows.
    """
    return resource.urn.apply(lambda _: value)
