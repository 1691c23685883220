"""The real engine on the emulator, with a program of a few resources."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from emulator.engine import Engine, NoEngineError, find_engine
from emulator.faults import Fault
from emulator.session import Session, opened
from emulator.workspace import Workspace

from .desk import SEED

pytestmark = pytest.mark.engine

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
    "client", secret_id=secret.id, secret_string=app.client_secret, opts=in_prod
)
namespace = kubernetes.core.v1.Namespace("union", metadata={"name": "union"}, opts=there)
kubernetes.core.v1.Secret(
    "database",
    metadata={"name": "database", "namespace": namespace.metadata["name"]},
    string_data={"password": config.require_secret("databasePassword")},
    opts=there,
)
if config.get_bool("wrong"):
    aws.iam.RolePolicy("wrong", role="nobody", policy="{}", opts=in_prod)
pulumi.export("arn", bucket.arn)
pulumi.export("endpoint", aws.eks.get_cluster(
    name="union-prod", opts=pulumi.InvokeOptions(provider=prod)
).endpoint)
"""


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The real engine; without one these tests do not run, and in CI that is a failure."""
    try:
        return find_engine(REPOSITORY / ".cache" / "engine")
    except NoEngineError as none:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must have an engine: {none}")
        pytest.skip(f"preview, up, refresh and destroy on the emulator did not run: {none}")


Open = Callable[..., AbstractContextManager[Session]]


@pytest.fixture
def tiny(tmp_path: Path, engine: Engine) -> Iterator[Open]:
    """Opens a session on the tiny program; settings and failures differ from run to run."""
    project = {"name": "tiny", "runtime": "python", "stackConfigDir": "stacks"}
    (tmp_path / "Pulumi.yaml").write_text(yaml.safe_dump(project))
    (tmp_path / "__main__.py").write_text(dedent(PROGRAM))
    stacks = tmp_path / "stacks"
    stacks.mkdir()
    config = {"config": {"okta:orgName": "acme", "okta:baseUrl": "okta.com"}}
    (stacks / "Pulumi.test.yaml").write_text(yaml.safe_dump(config))
    folder = tmp_path / "run"
    folder.mkdir()
    seed = yaml.safe_load(SEED.read_text())
    seed["config"] = {"secrets": ["okta:apiToken", "tiny:databasePassword"]}
    (folder / "seed.yaml").write_text(yaml.safe_dump(seed))

    def open_session(
        *, faults: tuple[str, ...] = (), fast: bool = True, **values: str
    ) -> AbstractContextManager[Session]:
        workspace = Workspace(
            project=tmp_path,
            stack="test",
            folder=folder,
            values={f"tiny:{key}": value for key, value in values.items()},
            fast=fast,
        )
        return opened(workspace, engine, tuple(Fault.parse(text) for text in faults))

    yield open_session
    shutil.rmtree(folder, ignore_errors=True)


UP = ("up", "--yes", "--skip-preview")
EMPTY = ("preview", "--expect-no-changes")
DESTROY = ("destroy", "--yes", "--skip-preview")


def _done(session: Session, *arguments: str) -> str:
    done = session.capture(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _refused(session: Session, *arguments: str) -> str:
    done = session.capture(*arguments)
    assert done.returncode != 0, done.stdout
    return done.stdout + done.stderr


def _state_file(session: Session, pattern: str) -> Path:
    (found,) = session.workspace.state.glob(f"**/{pattern}.json")
    return found


def _state_text(session: Session) -> str:
    folder = session.workspace.folder
    files = [path for path in folder.rglob("*") if path.is_file() and "home" not in path.parts]
    return "".join(path.read_text(errors="replace") for path in files)


def test_a_stack_goes_up_stays_quiet_and_goes_away(tiny: Open) -> None:
    with tiny() as session:
        preview = _done(session, "preview")
        assert "+ 10 to create" in preview
        assert list(session.workspace.state.rglob("*.json")) == []
        up = _done(session, *UP)
        assert "arn:aws:s3:::acme-tiny-metadata" in up
        assert "gr7.us-east-2.eks.amazonaws.com" in up
        _done(session, *EMPTY)
        assert _state_file(session, "s3.bucket.Bucket/*").exists()
        _done(session, *DESTROY)
        assert not list(session.workspace.state.glob("*/**/*.json"))


def test_secrets_are_nowhere_in_plain_text(tiny: Open) -> None:
    with tiny() as session:
        _done(session, *UP)
        text = _state_text(session)
        assert "emulated-tiny-databasePassword" not in text
        assert "emulated-client-secret" not in text
        assert "emulated-okta-apiToken" not in text
        sealed = json.loads(_state_file(session, "core.v1.Secret/*").read_text())
        assert sealed["properties"]["stringData"]["password"].startswith("secret, digest ")


def test_drift_is_seen_by_refresh_and_repaired_by_up(tiny: Open) -> None:
    with tiny() as session:
        _done(session, *UP)
        versioning = _state_file(session, "s3.bucketVersioning.BucketVersioning/*")
        versioning.write_text(versioning.read_text().replace("Enabled", "Suspended"))
        _state_file(session, "core.v1.Secret/*").unlink()
    with tiny() as session:
        seen = _done(session, "refresh", "--yes", "--skip-preview")
        assert "~ 1 updated" in seen
        assert "- 1 deleted" in seen
        repaired = _done(session, *UP)
        assert "+ 1 created" in repaired
        assert "~ 1 updated" in repaired
        _done(session, *EMPTY)
        live = json.loads(
            _state_file(session, "s3.bucketVersioning.BucketVersioning/*").read_text()
        )
        assert live["properties"]["versioningConfiguration"] == {"status": "Enabled"}


def test_a_failed_creation_is_recovered_from(tiny: Open) -> None:
    with tiny(faults=("aws:secretsmanager/*::client",), fast=False) as session:
        told = _refused(session, *UP)
        assert "create of aws:secretsmanager/secret:Secret 'client' was told to fail" in told
        assert _state_file(session, "s3.bucket.Bucket/*").exists()
    with tiny(fast=False) as session:
        _done(session, *UP)
        _done(session, *EMPTY)


def test_a_change_is_an_update(tiny: Open) -> None:
    with tiny() as session:
        _done(session, *UP)
    with tiny(owner="someone") as session:
        assert "~ 1 to update" in _done(session, "preview")
        _done(session, *UP)
        live = json.loads(_state_file(session, "s3.bucket.Bucket/*").read_text())
        assert live["properties"]["tags"] == {"owner": "someone"}


def test_what_is_protected_stays(tiny: Open) -> None:
    with tiny(protect="true") as session:
        _done(session, *UP)
        assert "protected" in _refused(session, *DESTROY)
        _done(session, *DESTROY, "--exclude-protected")
        assert _state_file(session, "s3.bucket.Bucket/*").exists()
        assert not list(session.workspace.state.glob("kubernetes/**/*.json"))


def test_a_refusal_is_shown_with_its_reason(tiny: Open) -> None:
    with tiny(wrong="true") as session:
        assert "MalformedPolicyDocument" in _refused(session, "preview")


def test_a_run_leaves_the_project_as_it_was(tiny: Open) -> None:
    with tiny() as session:
        project = session.workspace.project
        before = {path: path.read_bytes() for path in project.glob("*.*")}
        stack = session.workspace.original.read_bytes()
        _done(session, "preview")
        assert {path: path.read_bytes() for path in project.glob("*.*")} == before
        assert session.workspace.original.read_bytes() == stack
