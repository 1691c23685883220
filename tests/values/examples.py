"""A production installation as records of plain strings: two data planes, the second far away."""

from dataclasses import replace

from components.config.controlplane import ControlPlane
from components.config.dataplanes import DataPlane
from components.config.namespace_mapping import NamespaceMapping
from components.contracts import (
    AuthorizationServer,
    Bucket,
    Fragment,
    IdentityProvider,
    ImageRegistry,
    Location,
    NodePool,
    OidcClient,
    RemoteWrite,
    SecretRef,
    WorkloadIdentity,
)
from components.values.cluster_health import Forwarding
from components.values.controlplane import ControlPlaneValues
from components.values.data_retention import Storage
from components.values.dataplane import DataPlaneValues
from components.values.multi_cluster import ControlPlaneAddress

HOST = "union.acme.com"
TEMPLATE = "acme-{{ project }}-{{ domain }}"


def secret(name: str) -> SecretRef:
    return SecretRef(key=f"acme/{name}", arn=f"arn:secret:{name}", version=f"{name}-v1")


def bucket(name: str) -> Bucket:
    return Bucket(name=name, arn=f"arn:aws:s3:::{name}", uri=f"s3://{name}", region="us-east-2")


def identity(name: str) -> WorkloadIdentity:
    arn = f"arn:aws:iam::123456789012:role/{name}"
    return WorkloadIdentity(principal=arn, annotations={"eks.amazonaws.com/role-arn": arn})


SERVER = AuthorizationServer(
    issuer="https://acme.okta.com/oauth2/ausunion",
    token_url="https://acme.okta.com/oauth2/ausunion/v1/token",  # noqa: S106
    audience=f"https://{HOST}",
)
SERVICE = OidcClient(client_id="0oaservice", secret=secret("service"))
IDP = IdentityProvider(
    authorization_server=SERVER,
    web=OidcClient(client_id="0oaweb", secret=secret("web")),
    native=OidcClient(client_id="0oanative"),
    control_plane=SERVICE,
    data_plane=SERVICE,
    eager=OidcClient(client_id="0oaeager", secret=secret("eager")),
    ci={"github-actions": OidcClient(client_id="0oaci", secret=secret("ci"))},
)
POOLS = (
    NodePool(name="services", role="services", tainted=True),
    NodePool(name="system", role="system", tainted=False),
    NodePool(name="worker", role="worker", tainted=True),
)
REGISTRY = ImageRegistry(
    repository="210987654321.dkr.ecr.us-east-2.amazonaws.com/union/images",
    arn="arn:aws:ecr:us-east-2:210987654321:repository/union/images",
    authentication_type="aws",
    account="images",
)
STORAGE = Storage(
    metadata=Location(bucket=bucket("acme-union-metadata")),
    fast_registration=Location(bucket=bucket("acme-union-code")),
    raw_data=Location(bucket=bucket("acme-union-raw")),
)
FORWARDING = Forwarding(
    target=RemoteWrite(
        url="https://aps-workspaces.us-east-2.amazonaws.com/workspaces/ws-1/api/v1/remote_write",
        sigv4_region="us-east-2",
    ),
    writer=identity("acme-metrics"),
)

CONTROL_PLANE = ControlPlaneValues(
    organization="acme",
    section=ControlPlane.model_validate(
        {
            "cluster": "union-prod",
            "host": HOST,
            "database": {"host": "db.acme.com", "user": "union", "password": {"config": "db"}},
            "scylla": {"bundled": True},
            "metadata": "control-plane",
            "ingress": {"tlsSecret": "union-tls"},
        }
    ),
    image_tag="2026.8.3",
    identity_provider=IDP,
    namespace_template=TEMPLATE,
    metadata=Location(bucket=bucket("acme-union-control-plane")),
    node_pools=POOLS,
    secret_versions={"union-controlplane-secrets": {"client_secret": "service-v1"}},
)

FIRST = DataPlaneValues(
    organization="acme",
    name="production-cluster-1",
    release="unionai-dataplane",
    section=DataPlane.model_validate(
        {
            "cluster": "union-prod",
            "storage": {"metadata": "metadata", "fastRegistration": "code", "rawData": "raw"},
            "monitoring": {
                "clusterHealth": {
                    "retention": "30d",
                    "grafana": {
                        "adminPassword": {"config": "grafana"},
                        "host": "grafana.acme.com",
                    },
                    "remoteWrite": {"workspace": {"account": "prod", "create": "acme-union"}},
                }
            },
            "unionSecrets": {"namespace": "union-secrets"},
        }
    ),
    mode="multiNamespace",
    namespace_mapping=NamespaceMapping(template=TEMPLATE),
    control_plane=ControlPlaneAddress(host=HOST),
    client=IDP.data_plane,
    authorization_server=SERVER,
    storage=STORAGE,
    node_pools=POOLS,
    registry=REGISTRY,
    log_writer=identity("acme-logs"),
    forwarding=FORWARDING,
    secret_versions={
        "union-secret-auth": {"client_secret": "service-v1"},
        "union-grafana-admin": {"admin-password": "grafana-v1"},
    },
)

SECOND = replace(
    FIRST,
    name="production-cluster-2",
    section=DataPlane.model_validate(
        {
            "cluster": "union-prod-2",
            "storage": {"metadata": "metadata", "fastRegistration": "code", "rawData": "raw"},
            "ingress": {"host": "dataplane-2.union.acme.com", "tlsSecret": "dataplane-tls"},
            "monitoring": {"serviceMonitor": True},
        }
    ),
    forwarding=None,
)

NO_CLOUD = Fragment(page="chart", values={})
"""A cloud whose chart needs nothing of its own."""
