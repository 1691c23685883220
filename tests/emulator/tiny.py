"""A program of a few resources, and what tests do with it under the real engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from emulator.session import Session

REPOSITORY = Path(__file__).parents[2]
PROGRAM = """
import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes
import pulumi_okta as okta

config = pulumi.Config()
prod = aws.Provider("prod", region="us-east-2", allowed_account_ids=["123456789012"])
in_prod = pulumi.ResourceOptions(provider=prod)
cluster = kubernetes.Provider("cluster", cluster_identifier="union-prod")
there = pulumi.ResourceOptions(provider=cluster)

bucket = aws.s3.Bucket(
    "metadata",
    bucket="acme-tiny-metadata",
    tags={"owner": config.get("owner") or "ml"},
    opts=pulumi.ResourceOptions(provider=prod, protect=config.get_bool("protect") or False),
)
aws.s3.BucketVersioning(
    "versioning",
    bucket=bucket.bucket,
    versioning_configuration={"status": "Enabled"},
    opts=in_prod,
)
app = okta.app.OAuth(
    "service",
    label="tiny",
    type="service",
    grant_types=["client_credentials"],
    response_types=["token"],
)
secret = aws.secretsmanager.Secret("client", name="tiny/client", opts=in_prod)
aws.secretsmanager.SecretVersion(
    "client",
    secret_id=secret.id,
    secret_string=config.get_secret("override") or app.client_secret,
    opts=in_prod,
)
namespace = kubernetes.core.v1.Namespace("union", metadata={"name": "union"}, opts=there)
kubernetes.core.v1.Secret(
    "database",
    metadata={"name": "database", "namespace": namespace.metadata["name"]},
    string_data={"password": config.require_secret("databasePassword")},
    opts=there,
)
before = []
if config.get_bool("delivered"):
    before.append(
        kubernetes.core.v1.Secret(
            "delivered",
            metadata={"name": "union-secret-auth", "namespace": namespace.metadata["name"]},
            string_data={"client_secret": app.client_secret},
            opts=there,
        )
    )
if config.get_bool("release"):
    kubernetes.helm.v3.Release(
        "plane",
        name="plane",
        namespace=namespace.metadata["name"],
        chart="dataplane",
        version="2026.8.3",
        repository_opts={"repo": "https://unionai.github.io/helm-charts"},
        values={
            "global": {"CONTROLPLANE_HOST": "union.acme.com"},
            "secrets": {"admin": {"create": False}},
        },
        opts=pulumi.ResourceOptions.merge(there, pulumi.ResourceOptions(depends_on=before)),
    )
if config.get_bool("wrong"):
    aws.iam.RolePolicy("wrong", role="nobody", policy="{}", opts=in_prod)
pulumi.export("arn", bucket.arn)
pulumi.export("endpoint", aws.eks.get_cluster(
    name="union-prod", opts=pulumi.InvokeOptions(provider=prod)
).endpoint)
"""

Open = Callable[..., AbstractContextManager[Session]]

UP = ("up", "--yes", "--skip-preview")
EMPTY = ("preview", "--expect-no-changes")
DESTROY = ("destroy", "--yes", "--skip-preview")


def done(session: Session, *arguments: str) -> str:
    told = session.capture(*arguments)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def refused(session: Session, *arguments: str) -> str:
    told = session.capture(*arguments)
    assert told.returncode != 0, told.stdout
    return told.stdout + told.stderr


def state_file(session: Session, pattern: str) -> Path:
    (found,) = session.workspace.state.glob(f"**/{pattern}.json")
    return found


def state_text(session: Session) -> str:
    folder = session.workspace.folder
    files = [path for path in folder.rglob("*") if path.is_file() and "home" not in path.parts]
    return "".join(path.read_text(errors="replace") for path in files)
