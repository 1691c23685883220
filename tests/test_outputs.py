"""What a program exports."""

from types import SimpleNamespace
from typing import Any

import pulumi

from components.attachment import AttachmentArgs
from components.config.controlplane import ours
from components.contracts import IdentityProvider, Secret, SecretValue
from components.outputs import Parts, outputs
from components.stores import Stores, StoresArgs

from .config.stack import Changes
from .engine import Engine, Hidden
from .fakes import FakePlatform, identity, stored
from .planes.settings import FIRST, ONE, OPTION_B, RETIRED, provider, settings

ROLES = ("backend", "operator_proxy", "worker", "fluentbit", "metrics_writer")
RAW: Changes = {"buckets.raw": {"account": "prod", "existing": "theirs", "retention": {"days": 90}}}
CODE: Changes = {"buckets.code": {"account": "prod", "existing": "their-code"}}


def identities(*missing: str) -> Any:
    return SimpleNamespace(
        **{role: None if role in missing else identity(role) for role in ROLES},
    )


def told(
    *changes: Changes,
    first: Any = None,
    policies: dict[str, str] | None = None,
    **idp: Any,
) -> dict[str, Any]:
    """All outputs; `idp` are further fields of the identity provider's record."""

    def program() -> dict[str, Any]:
        found = settings(*changes)
        clouds = {name: FakePlatform(account=name) for name in found.accounts}
        made = provider()
        record = IdentityProvider(**{**vars(made), **idp})
        secret: Secret = stored("acme/union/ci/github-actions")
        if found.secret_delivery.kubernetes:
            secret = SecretValue.of("planted")
        section = ours(found.control_plane)
        assert section is not None
        parts = Parts(
            settings=found,
            clouds=clouds,
            stores=Stores("stores", StoresArgs(settings=found, clouds=clouds)),
            identity_provider=record,
            ci_secrets={"github-actions": secret},
            attachment=AttachmentArgs(
                settings=found,
                control_plane=section,
                identity_provider=record,
                client_secret=stored("acme/union/control-plane/service-client"),
            ),
            data_planes={
                name: SimpleNamespace(identities=first if name == FIRST else identities())
                for name in found.data_planes
            },
            registry_policies={
                name: pulumi.Output.from_input(policy) for name, policy in (policies or {}).items()
            },
        )
        return outputs(parts)

    engine = Engine()
    engine.run(program)
    return engine.result


def test_clients_and_server_are_told_without_secrets() -> None:
    assert told()["identityProvider"] == {
        "issuer": "https://acme.okta.com/oauth2/aus1",
        "tokenUrl": "https://acme.okta.com/oauth2/aus1/v1/token",
        "audience": "https://union.acme.com",
        "clientIds": {
            "web": "0oaweb",
            "native": "0oanative",
            "controlPlane": "0oaservice",
            "dataPlane": "0oaservice",
            "eager": "0oaeager",
        },
    }


def test_where_things_are_is_told_by_their_names_in_the_stack_file() -> None:
    found = told()

    assert found["endpoint"] == "https://union.acme.com"
    assert found["buckets"] == {
        name: f"acme-union-{name}" for name in ("code", "control-plane", "metadata", "raw")
    }
    assert found["repositories"] == {"images": "registry.example.com/union/images"}


def test_a_pipelines_secret_is_told_by_its_name_in_the_store() -> None:
    pipeline = told()["ci"]["github-actions"]

    assert pipeline["clientId"] == "0oaci"
    assert pipeline["clientSecret"] == "acme/union/ci/github-actions"


def test_a_pipelines_secret_that_no_store_has_is_a_secret_output() -> None:
    assert told(OPTION_B)["ci"]["github-actions"]["clientSecret"] == Hidden("planted")


def test_identities_are_told_as_far_as_there_are_any() -> None:
    found = told(first=identities("metrics_writer"))["dataPlanes"][FIRST]

    assert found["identities"] == {
        "backend": "role/backend",
        "operatorProxy": "role/operator_proxy",
        "worker": "role/worker",
        "fluentbit": "role/fluentbit",
    }


def test_a_retired_plane_has_no_identities_and_still_tells_where_its_data_are() -> None:
    found = told(RETIRED)["dataPlanes"][FIRST]

    assert found["identities"] == {}
    assert found["rawData"] == "fake://acme-union-raw"


def test_pull_secrets_of_private_registries_are_commands_to_run() -> None:
    private = {"registry": "ghcr.io", "secretName": "ghcr"}
    builder = {f"{ONE}.imageBuilder": {"repository": "images", "privateRegistries": [private]}}

    assert told(builder)["dataPlanes"][FIRST]["imagePullSecrets"] == [
        "flyte create secret --type image_pull --from-docker-config --registries ghcr.io ghcr"
    ]


def test_nothing_is_left_to_do_where_everything_is_ours() -> None:
    assert told()["toDo"] == {}


def test_the_rules_of_an_existing_bucket_are_left_to_do() -> None:
    assert told(RAW, CODE)["toDo"] == {
        "buckets": {
            "code": {"cors": "the cors of their-code"},
            "raw": {"lifecycle": "the lifecycle of theirs"},
        }
    }


def test_the_rules_of_an_existing_bucket_that_we_manage_are_not() -> None:
    managed = {"buckets.raw": {**RAW["buckets.raw"], "manage": ["lifecycle"]}}

    assert told(managed)["toDo"] == {}


def test_policies_that_others_must_write_are_left_to_do() -> None:
    found = told(policies={"images": "the policy"}, unmanaged="add a scope")

    assert found["toDo"] == {
        "repositories": {"images": "the policy"},
        "identityProvider": "add a scope",
    }
