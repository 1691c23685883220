"""The real engine on the emulator, with a program of a few resources."""

from __future__ import annotations

import json

import pytest

from .tiny import DESTROY, EMPTY, UP, Open, done, refused, state_file, state_text

pytestmark = pytest.mark.engine


def test_a_stack_goes_up_stays_quiet_and_goes_away(tiny: Open) -> None:
    with tiny() as session:
        preview = done(session, "preview")
        assert "+ 10 to create" in preview
        assert list(session.workspace.state.rglob("*.json")) == []
        up = done(session, *UP)
        assert "arn:aws:s3:::acme-tiny-metadata" in up
        assert "gr7.us-east-2.eks.amazonaws.com" in up
        done(session, *EMPTY)
        assert state_file(session, "s3.bucket.Bucket/*").exists()
        done(session, *DESTROY)
        assert not list(session.workspace.state.glob("*/**/*.json"))


def test_secrets_are_nowhere_in_plain_text(tiny: Open) -> None:
    with tiny() as session:
        done(session, *UP)
        text = state_text(session)
        assert "emulated-tiny-databasePassword" not in text
        assert "emulated-client-secret" not in text
        assert "emulated-okta-apiToken" not in text
        sealed = json.loads(state_file(session, "core.v1.Secret/*").read_text())
        assert sealed["properties"]["stringData"]["password"].startswith("secret, digest ")


def test_drift_is_seen_by_refresh_and_repaired_by_up(tiny: Open) -> None:
    with tiny() as session:
        done(session, *UP)
        versioning = state_file(session, "s3.bucketVersioning.BucketVersioning/*")
        versioning.write_text(versioning.read_text().replace("Enabled", "Suspended"))
        state_file(session, "core.v1.Secret/*").unlink()
    with tiny() as session:
        seen = done(session, "refresh", "--yes", "--skip-preview")
        assert "~ 1 updated" in seen
        assert "- 1 deleted" in seen
        repaired = done(session, *UP)
        assert "+ 1 created" in repaired
        assert "~ 1 updated" in repaired
        done(session, *EMPTY)
        live = json.loads(state_file(session, "s3.bucketVersioning.BucketVersioning/*").read_text())
        assert live["properties"]["versioningConfiguration"] == {"status": "Enabled"}


def test_a_failed_creation_is_recovered_from(tiny: Open) -> None:
    with tiny(faults=("aws:secretsmanager/*::client",), fast=False) as session:
        told = refused(session, *UP)
        assert "create of aws:secretsmanager/secret:Secret 'client' was told to fail" in told
        assert state_file(session, "s3.bucket.Bucket/*").exists()
    with tiny(fast=False) as session:
        done(session, *UP)
        done(session, *EMPTY)


def test_a_change_is_an_update(tiny: Open) -> None:
    with tiny() as session:
        done(session, *UP)
    with tiny(owner="someone") as session:
        assert "~ 1 to update" in done(session, "preview")
        done(session, *UP)
        live = json.loads(state_file(session, "s3.bucket.Bucket/*").read_text())
        assert live["properties"]["tags"] == {"owner": "someone"}


def test_what_cannot_change_is_replaced(tiny: Open) -> None:
    with tiny() as session:
        done(session, *UP)
        before = state_file(session, "secretsmanager.secretVersion.SecretVersion/*").name
    with tiny(override="another-client-secret") as session:
        assert "+-1 to replace" in done(session, "preview")
        assert "+-1 replaced" in done(session, *UP)
        assert state_file(session, "secretsmanager.secretVersion.SecretVersion/*").name != before
        done(session, *EMPTY)


def test_what_is_protected_stays(tiny: Open) -> None:
    with tiny(protect="true") as session:
        done(session, *UP)
        assert "protected" in refused(session, *DESTROY)
        done(session, *DESTROY, "--exclude-protected")
        assert state_file(session, "s3.bucket.Bucket/*").exists()
        assert not list(session.workspace.state.glob("kubernetes/**/*.json"))


def test_a_refusal_is_shown_with_its_reason(tiny: Open) -> None:
    with tiny(wrong="true") as session:
        assert "MalformedPolicyDocument" in refused(session, "preview")


def test_a_run_leaves_the_project_as_it_was(tiny: Open) -> None:
    with tiny() as session:
        project = session.workspace.project
        before = {path: path.read_bytes() for path in project.glob("*.*")}
        stack = session.workspace.original.read_bytes()
        done(session, "preview")
        assert {path: path.read_bytes() for path in project.glob("*.*")} == before
        assert session.workspace.original.read_bytes() == stack


def test_a_release_that_did_not_get_ready_is_kept_and_recovered(tiny: Open) -> None:
    with tiny(release="true", fast=False) as session:
        told = refused(session, *UP)
        assert "pods wait for the Secret union-secret-auth, which nothing delivers" in told
        release = json.loads(state_file(session, "helm.sh.v3.Release/*").read_text())
        assert release["properties"]["status"]["status"] == "failed"
    with tiny(release="true", delivered="true", fast=False) as session:
        assert "~ 1 updated" in done(session, *UP)
        done(session, *EMPTY)
        release = json.loads(state_file(session, "helm.sh.v3.Release/*").read_text())
        assert release["properties"]["status"]["status"] == "deployed"
