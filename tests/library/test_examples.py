"""The examples, on the real engine with the library installed from its wheel."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.versions import LIBRARY_VERSION
from emulator.engine import Engine

from ..stacks import captured
from ..stacks.runs import Run
from .conftest import EXAMPLES, SEEDS, Program

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(str(it.parent.relative_to(EXAMPLES)) for it in EXAMPLES.rglob("Pulumi.yaml"))


@dataclass(frozen=True, kw_only=True)
class Raised:
    """An example that was brought up."""

    name: str
    previewed: Run
    updated: Run
    previewed_again: Run
    resources: list[Mapping[str, Any]]
    """Of the engine's state after the update, secrets open."""

    def inputs(self, token: str) -> list[Mapping[str, Any]]:
        """Inputs of the resources of one type, in the order of their names."""
        found = [it for it in self.resources if it["type"] == token]
        return [captured.opened(it["inputs"]) for it in sorted(found, key=lambda it: it["urn"])]

    @property
    def outputs(self) -> Mapping[str, Any]:
        """What the program exports, secrets open."""
        (stack,) = (it for it in self.resources if it["type"] == captured.STACK)
        found: Mapping[str, Any] = captured.opened(stack["outputs"])
        return found


Bring = Callable[[str], Raised]


@pytest.fixture(scope="module")
def brought(engine: Engine, library: Path, tmp_path_factory: pytest.TempPathFactory) -> Bring:
    """An example after preview, up, a second preview and a destruction; each once."""

    @cache
    def bring(name: str) -> Raised:
        program = Program(
            engine=engine,
            library=library,
            project=EXAMPLES / name,
            seed=SEEDS / f"{Path(name).name}.yaml",
        )
        with program.opened(tmp_path_factory.mktemp("example") / "run") as at:
            previewed = at.preview("--diff").passed()
            updated = at.up().passed()
            again = at.empty()
            shown = at.export("--show-secrets")
            at.destroy("--exclude-protected").passed()
        return Raised(
            name=name,
            previewed=previewed,
            updated=updated,
            previewed_again=again,
            resources=shown["resources"],
        )

    return bring


@pytest.fixture(params=NAMES)
def raised(request: pytest.FixtureRequest, brought: Bring) -> Raised:
    """Each example."""
    return brought(request.param)


@pytest.mark.engine
def test_what_is_made_is_what_was_foreseen(raised: Raised) -> None:
    made = raised.updated.changes.splitlines()

    assert f"+ {len(made)} to create" in raised.previewed.output
    assert {line.partition(" ")[0] for line in made} == {"create"}


@pytest.mark.engine
def test_a_second_preview_is_empty(raised: Raised) -> None:
    lines = raised.previewed_again.output.splitlines()

    assert lines[-2:] == ["Resources:", f"    {len(raised.resources)} unchanged"]


@pytest.mark.engine
def test_the_tree_is_the_golden_one(raised: Raised, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"{raised.name.replace('/', '-')}.tree", captured.tree(raised.resources))


def reached(raised: Raised, package: str) -> set[str]:
    """Names of the providers of all resources of a package."""
    return {
        it["provider"].split("::")[3]
        for it in raised.resources
        if it["type"].startswith(f"{package}:")
    }


@pytest.mark.engine
def test_the_programs_own_providers_reach_all_that_it_and_we_make(brought: Bring) -> None:
    raised = brought("existing-program")

    assert reached(raised, "aws") == {"platform"}
    assert reached(raised, "kubernetes") == {"platform"}
    made = [it for it in raised.resources if it["type"].startswith("pulumi:providers:")]
    assert sorted(it["urn"].split("::", 2)[2] for it in made) == [
        "platform:index:Cluster$pulumi:providers:kubernetes::platform",
        "pulumi:providers:aws::platform",
        "union:index:Installation$union:idp:Okta$pulumi:providers:okta::union-idp-provider",
    ]


@pytest.mark.engine
def test_default_tags_of_the_programs_provider_are_on_all_that_takes_tags(brought: Bring) -> None:
    tagged = [
        it["outputs"]["tagsAll"]
        for it in brought("existing-program").resources
        if "tagsAll" in it.get("outputs", {})
    ]

    assert len(tagged) > 20
    assert [it for it in tagged if it.get("owner") != "platform-team"] == []


@pytest.mark.engine
def test_roles_trust_the_issuer_of_the_cluster_that_the_program_made(brought: Bring) -> None:
    raised = brought("existing-program")
    (identity,) = raised.inputs("aws:iam/openIdConnectProvider:OpenIdConnectProvider")
    issuer = identity["url"].removeprefix("https://")
    documents = [it["assumeRolePolicy"] for it in raised.inputs("aws:iam/role:Role")]
    federated = [it for it in documents if "Federated" in it]

    assert len(federated) > 5
    assert [it for it in federated if f":oidc-provider/{issuer}" not in it] == []


@pytest.mark.engine
def test_storage_lets_raw_data_expire_and_nothing_else(brought: Bring) -> None:
    raised = brought("parts/storage")
    (lifecycle,) = raised.inputs("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    (cors,) = raised.inputs("aws:s3/bucketCorsConfiguration:BucketCorsConfiguration")

    assert lifecycle["bucket"] == "acme-union-raw-data"
    assert lifecycle["rules"][0]["expiration"] == {"days": 90}
    assert cors["bucket"] == "acme-union-metadata"
    assert cors["corsRules"][0]["allowedOrigins"] == [
        "https://*.unionai.cloud",
        "https://union.acme.com",
    ]


@pytest.mark.engine
def test_the_image_builder_pushes_to_one_repository_and_the_proxy_only_looks(
    brought: Bring,
) -> None:
    policies = brought("parts/image-builder").inputs("aws:iam/rolePolicy:RolePolicy")
    actions = {
        it["name"]: {
            (tuple(statement["Resource"]), action.partition(":")[2])
            for statement in json.loads(it["policy"])["Statement"]
            for action in statement["Action"]
        }
        for it in policies
    }

    repository = ("arn:aws:ecr:us-east-2:123456789012:repository/acme/union-images",)
    token = (("*",), "GetAuthorizationToken")
    assert (repository, "PutImage") in actions["acme-union-worker"]
    assert actions["acme-union-operator-proxy"] == {token, (repository, "DescribeImages")}
    assert {where for found in actions.values() for where, _ in found} == {repository, ("*",)}


@pytest.mark.engine
def test_okta_has_every_client_of_the_page_and_their_secrets_stay_secret(brought: Bring) -> None:
    raised = brought("parts/okta-apps")
    labels = [it["label"] for it in raised.inputs("okta:app/oAuth:OAuth")]
    (stack,) = (it for it in raised.resources if it["type"] == captured.STACK)

    assert sorted(labels) == [
        "acme-union-ci-github-actions",
        "acme-union-eager",
        "acme-union-native",
        "acme-union-service",
        "acme-union-web",
    ]
    shown = stack["outputs"]["web"]["clientSecret"]
    assert shown["plaintext"] != ""
    assert "clientSecret" not in raised.outputs["native"]


@pytest.mark.engine
def test_values_of_both_charts_are_the_golden_ones(
    brought: Bring, golden: Callable[[Path, str], None]
) -> None:
    raised = brought("parts/values")

    assert [it["type"] for it in raised.resources] == [captured.STACK]
    golden(GOLDEN / "values.yaml", yaml.safe_dump(dict(raised.outputs), sort_keys=True))


@pytest.mark.parametrize("name", NAMES)
def test_it_asks_for_this_version_of_the_library(name: str) -> None:
    (line,) = (EXAMPLES / name / "requirements.txt").read_text().splitlines()

    assert line.startswith("union-selfmanaged")
    assert line.endswith(f"=={LIBRARY_VERSION}")
