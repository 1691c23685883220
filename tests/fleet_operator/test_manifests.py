"""Manifests for the operator: what its API server takes, in order, without a secret."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from ..programs import ROOT
from ..scale.generated import one_stack, stack_of_one, written
from . import schema

EXAMPLE = ROOT / "examples" / "fleet-operator"
FACTS: schema.Facts = json.loads((Path(__file__).parent / "2.9.0.json").read_text())
DEFINITION = "PULUMI_STACK_DEFINITION"
"""Names a file with the operator's own CustomResourceDefinition."""
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def resources(folder: Path) -> list[dict[str, Any]]:
    """What the command prints for a folder of stack files."""
    script = [sys.executable, str(EXAMPLE / "stacks.py")]
    command = [*script, "--commit", COMMIT, "--stacks", str(folder)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return list(yaml.safe_load_all(printed))


def shared() -> dict[str, Any]:
    """What all stacks have."""
    template: dict[str, Any] = yaml.safe_load((EXAMPLE / "stack.yaml").read_text())
    return template


def test_each_stack_that_attaches_has_a_resource_after_the_control_planes() -> None:
    spec = shared()["spec"]

    def resource(name: str, **more: Any) -> dict[str, Any]:
        stack = {"stack": f"organization/union/{name}", "commit": COMMIT}
        return {
            "apiVersion": "pulumi.com/v1",
            "kind": "Stack",
            "metadata": {"namespace": "union-fleet", "name": name},
            "spec": {**spec, **stack, **more},
        }

    assert resources(ROOT / "stacks") == [
        resource("prod-aws", serviceAccountName="control-plane"),
        resource(
            "fleet-aws", serviceAccountName="data-planes", prerequisites=[{"name": "prod-aws"}]
        ),
    ]


def test_two_hundred_stacks_have_their_resources_in_one_order(tmp_path: Path) -> None:
    numbers = range(2, 202)
    for folder, order in (("one", numbers), ("other", reversed(numbers))):
        stacks = [one_stack(1), *map(stack_of_one, order)]
        written(tmp_path / folder, tmp_path / f"{folder} run", stacks)
    made = resources(tmp_path / "one" / "stacks")
    names = [it["metadata"]["name"] for it in made]

    assert names == ["prod-aws", *sorted(stack_of_one(number).name for number in numbers)]
    assert made == resources(tmp_path / "other" / "stacks")
    assert [it for it in made if [*schema.mistakes(it, FACTS)]] == []


def test_a_control_plane_of_another_project_has_its_resource_there(tmp_path: Path) -> None:
    config = {"union:controlPlane": {"stack": {"name": "acme/base/prod-aws"}}}
    (tmp_path / "Pulumi.team.yaml").write_text(yaml.safe_dump({"config": config}))
    (made,) = resources(tmp_path)

    assert made["metadata"]["name"] == "team"
    assert made["spec"]["prerequisites"] == [{"name": "prod-aws"}]


@pytest.mark.parametrize("number", [0, 1])
def test_the_operators_api_server_takes_them(number: int) -> None:
    assert [*schema.mistakes(resources(ROOT / "stacks")[number], FACTS)] == []


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"serviceAccount": "fleet"}, "spec.serviceAccount: is not known"),
        ({"stack": None}, "spec.stack!: is no string"),
        ({"resyncFrequencySeconds": "3600"}, "spec.resyncFrequencySeconds: is no integer"),
        ({"workspaceReclaimPolicy": "Never"}, "spec.workspaceReclaimPolicy: is none of"),
        ({"prerequisites": [{}]}, "spec.prerequisites[].name: is missing"),
        ({"envRefs": {"A": {"secret": {"name": "a"}}}}, "spec.envRefs.*.secret.key: is missing"),
    ],
)
def test_what_it_would_refuse_or_drop_is_a_mistake(change: dict[str, Any], mistake: str) -> None:
    manifest = {**shared(), "spec": {"stack": "a", **shared()["spec"], **change}}

    assert [it for it in schema.mistakes(manifest, FACTS) if it.startswith(mistake)] != []


def test_what_the_page_shows_is_taken_too() -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", (EXAMPLE / "README.md").read_text(), re.DOTALL)
    more = yaml.safe_load(shown)["spec"]

    assert [*schema.mistakes({"spec": {"stack": "a", **more}}, FACTS)] == []


def test_what_is_known_of_the_operator_is_what_its_definition_says() -> None:
    path = os.environ.get(DEFINITION)
    if path is None:
        pytest.skip(f"{DEFINITION} names no file: no package has the operator's definition")
    definition = yaml.safe_load(Path(path).read_text())

    assert schema.facts(definition, "v1") == FACTS


def test_accounts_are_as_kubernetes_has_them() -> None:
    documents = [*yaml.safe_load_all((EXAMPLE / "accounts.yaml").read_text())]
    for document in documents:
        kubernetes_validate.validate(document, "1.34", strict=True)

    accounts = {it["metadata"]["name"] for it in documents if it["kind"] == "ServiceAccount"}
    assert {it["spec"]["serviceAccountName"] for it in resources(ROOT / "stacks")} == accounts
    (binding,) = (it for it in documents if it["kind"] == "ClusterRoleBinding")
    assert {it["name"] for it in binding["subjects"]} == accounts


def test_deleting_a_resource_deletes_nothing_in_a_cloud() -> None:
    assert [it["spec"]["destroyOnFinalize"] for it in resources(ROOT / "stacks")] == [False, False]


def test_no_value_of_a_secret_is_in_the_manifests() -> None:
    specs = [it["spec"] for it in resources(ROOT / "stacks")]

    assert all({"secrets", "accessTokenSecret", "config"}.isdisjoint(it) for it in specs)
    assert [ref for it in specs for ref in it.get("envRefs", {}).values() if "literal" in ref] == []


def test_the_image_has_the_engine_of_the_library() -> None:
    (pinned,) = re.findall(r"^pulumi==(.+)$", (ROOT / "requirements.txt").read_text(), re.M)

    assert shared()["spec"]["workspaceTemplate"]["spec"]["image"] == (
        f"pulumi/pulumi:{pinned}-nonroot"
    )


def test_the_script_says_what_it_needs() -> None:
    main = runpy.run_path(str(EXAMPLE / "stacks.py"))["main"]

    with pytest.raises(SystemExit):
        main([])
