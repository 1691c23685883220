"""Helm values alone, of both charts, for Argo CD, Flux or a pipeline of one's own.

    pulumi stack output controlplane --json > controlplane.json
    helm upgrade --install unionai-controlplane … --values controlplane.json

All that the values name exists, so every record has plain strings, and no cloud is asked.
"""

import pulumi
from union_selfmanaged import config
from union_selfmanaged.cloud.aws import chart
from union_selfmanaged.cloud.platform import ControlPlaneChart, DataPlaneChart
from union_selfmanaged.contracts import (
    AuthorizationServer,
    Bucket,
    IdentityProvider,
    ImageRegistry,
    Location,
    NodePool,
    OidcClient,
    WorkloadIdentity,
)
from union_selfmanaged.values.controlplane import ControlPlaneValues, controlplane
from union_selfmanaged.values.data_retention import Storage
from union_selfmanaged.values.dataplane import DataPlaneValues, dataplane
from union_selfmanaged.values.multi_cluster import ControlPlaneAddress
from union_selfmanaged.versions import IMAGE_TAG

ACCOUNT = config.AwsAccount(provider="aws", account_id="123456789012", region="us-east-2")
HOST, ORGANIZATION = "union.acme.com", "acme"
MAPPING = config.NamespaceMapping(template="acme-{{ project }}-{{ domain }}")
POOLS = tuple(
    NodePool(name=role, role=role, tainted=role != "system")
    for role in ("services", "system", "worker")
)
SERVER = AuthorizationServer(
    issuer="https://acme.okta.com/oauth2/aus1a2b3c4d5",
    token_url="https://acme.okta.com/oauth2/aus1a2b3c4d5/v1/token",
    audience=f"https://{HOST}",
)
SERVICE = OidcClient(client_id="0oaService")


def bucket(name: str) -> Bucket:
    """A bucket of the account."""
    return Bucket(name=name, arn=f"arn:aws:s3:::{name}", uri=f"s3://{name}", region=ACCOUNT.region)


def role(name: str) -> WorkloadIdentity:
    """A role of the account, as its service accounts are annotated."""
    arn = f"arn:aws:iam::{ACCOUNT.account_id}:role/{name}"
    return WorkloadIdentity(principal=arn, annotations={chart.ROLE_ARN: arn})


records, metadata = bucket("acme-union-control-plane"), bucket("acme-union-metadata")
data = Location(bucket=metadata)

controlplane_values = controlplane(
    ControlPlaneValues(
        organization=ORGANIZATION,
        section=config.ControlPlane(
            cluster="main",
            host=HOST,
            database=config.Database(
                host="db.acme.com", password=config.SecretSource(config="databasePassword")
            ),
            scylla=config.Scylla(external=config.ExternalScylla(hosts=["scylla.acme.com"])),
            metadata=config.Place(bucket="control-plane"),
            ingress=config.Ingress(tls_secret="union-tls"),
        ),
        image_tag=IMAGE_TAG,
        identity_provider=IdentityProvider(
            authorization_server=SERVER,
            web=OidcClient(client_id="0oaWeb"),
            native=OidcClient(client_id="0oaNative"),
            control_plane=SERVICE,
            data_plane=SERVICE,
            eager=OidcClient(client_id="0oaEager"),
        ),
        namespace_template=MAPPING.template,
        metadata=Location(bucket=records),
        node_pools=POOLS,
    ),
    chart.controlplane(
        ACCOUNT,
        ControlPlaneChart(metadata=records, identity=role("union-control-plane"), scylla=False),
    ),
)

dataplane_values = dataplane(
    DataPlaneValues(
        organization=ORGANIZATION,
        name="production",
        release="unionai-dataplane",
        section=config.DataPlane(
            cluster="main", storage=config.Storage(metadata=config.Place(bucket="metadata"))
        ),
        mode="multiNamespace",
        namespace_mapping=MAPPING,
        control_plane=ControlPlaneAddress(host=HOST, namespace="union-cp"),
        client=SERVICE,
        authorization_server=SERVER,
        storage=Storage(metadata=data, fast_registration=data, raw_data=data),
        node_pools=POOLS,
        registry=ImageRegistry(
            repository="123456789012.dkr.ecr.us-east-2.amazonaws.com/acme/union-images",
            arn="arn:aws:ecr:us-east-2:123456789012:repository/acme/union-images",
            authentication_type="aws",
            account="prod",
        ),
        log_writer=role("union-fluentbit"),
    ),
    chart.dataplane(
        ACCOUNT,
        DataPlaneChart(
            metadata=metadata,
            fast_registration=metadata,
            backend=role("union-backend"),
            operator_proxy=role("union-operator-proxy"),
            worker=role("union-worker"),
        ),
    ),
)

pulumi.export("controlplane", controlplane_values)
pulumi.export("dataplane", dataplane_values)
