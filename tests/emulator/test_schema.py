"""Shapes and schemas, read from the SDKs."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from emulator import schema
from emulator.shapes import declared


def _told(shape: Any, value: Any) -> list[str]:
    return [str(failure) for failure in shape.check(value, "")]


def test_names_come_in_the_wire_spelling() -> None:
    inputs = schema.resource("aws:eks/nodeGroup:NodeGroup").inputs
    assert {"nodeRoleArn", "scalingConfig"} <= inputs.required
    told = _told(inputs.fields["updateConfig"], {"maxUnavailable": "1"})
    assert told == ["maxUnavailable: expected an integer, got a string"]


def test_required_properties_inside_are_checked() -> None:
    inputs = schema.resource("aws:ec2/launchTemplate:LaunchTemplate").inputs
    assert _told(inputs, {"tagSpecifications": [{"tag": {}}]}) == [
        "tagSpecifications[0].tag: LaunchTemplateTagSpecification has no property 'tag'; "
        "did you mean 'tags'?"
    ]


def test_an_enum_beside_a_string_leaves_the_string_open() -> None:
    fields = schema.resource("aws:s3/bucket:Bucket").inputs.fields
    assert _told(fields["acl"], "anything") == []


def test_a_document_may_be_text_or_the_sdks_own_class() -> None:
    policy = schema.resource("aws:iam/role:Role").inputs.fields["assumeRolePolicy"]
    assert _told(policy, "{}") == []
    assert _told(policy, {"Version": "2012-10-17", "Statement": []}) == []
    assert _told(policy, {"Version": "2012-10-17"}) == [
        "Statement: PolicyDocument requires 'Statement'"
    ]


def test_a_literal_is_closed() -> None:
    fields = schema.resource("kubernetes:core/v1:Secret").inputs.fields
    assert _told(fields["kind"], "Secrets") == ["'Secrets' is not one of 'Secret'"]


def test_free_form_values_are_open() -> None:
    fields = schema.resource("kubernetes:helm.sh/v3:Release").inputs.fields
    assert _told(fields["values"], {"a": {"b": [1, None, "c"]}}) == []


def test_a_function_tells_its_arguments_and_results() -> None:
    found = schema.function("aws:eks/getCluster:getCluster")
    assert set(found.inputs.fields) == {"name", "region", "tags"}
    assert {"endpoint", "certificateAuthorities", "vpcConfig"} <= found.outputs
    nested = schema.function("aws:iam/getPolicyDocument:getPolicyDocument").inputs
    assert "has no property 'action'" in _told(nested, {"statements": [{"action": ["a"]}]})[0]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: schema.resource("aws:s3/bucket:Buckets"),
        lambda: schema.resource("nothing:a/b:C"),
        lambda: schema.function("aws:s3/getNothing:getNothing"),
    ],
)
def test_what_the_sdk_does_not_have_is_said(ask: Any) -> None:
    with pytest.raises(schema.NotInSdkError):
        ask()


def test_a_declared_shape_reads_like_its_literal() -> None:
    shape = declared(
        "thing",
        {"name!": str, "sizes": [int], "labels": {str: str}, "kind": ("a", "b"), "any": Any},
    )
    assert (
        _told(shape, {"name": "x", "sizes": [1], "labels": {"a": "b"}, "kind": "a", "any": 1}) == []
    )
    assert _told(shape, {"sizes": ["1"], "labels": {"a": 1}, "kind": "c"}) == [
        "sizes[0]: expected an integer, got a string",
        "labels.a: expected a string, got an integer",
        "kind: 'c' is not one of 'a', 'b'",
        "name: thing requires 'name'",
    ]


def test_no_sdk_is_imported_before_a_token_of_it_is_asked_for() -> None:
    program = (
        "import sys; from emulator.cloud import MODULES, load\n"
        "[load(package) for package in MODULES]\n"
        "print([name for name in ('pulumi_aws', 'pulumi_okta') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_program_beside_it_finds_all_of_a_package() -> None:
    """The same process may run a program, whose SDK is the one that was read."""
    code = (
        "from emulator import schema\n"
        "schema.function('aws:eks/getCluster:getCluster')\n"
        "schema.resource('gcp:storage/bucketIAMMember:BucketIAMMember')\n"
        "import pulumi_aws as aws, pulumi_gcp as gcp\n"
        "print(aws.eks.get_cluster_output.__name__, gcp.storage.BucketIAMMember.__name__)\n"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout == "get_cluster_output BucketIAMMember\n"
