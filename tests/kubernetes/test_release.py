"""The one caller of Helm."""

import pulumi
import pytest

from components.kubernetes.release import Release, ReleaseArgs, without_secrets

from ..engine import Engine, run


def args(**more: object) -> ReleaseArgs:
    values = {"global": {"UNION_HOST": "union.acme.com"}, "ingress": {"tls": [{"hosts": ["h"]}]}}
    return ReleaseArgs(
        **{
            "release": "unionai-controlplane",
            "namespace": "union-cp",
            "repository": "https://unionai.github.io/helm-charts",
            "chart": "controlplane",
            "version": "2026.8.3",
            "values": values,
            **more,
        }
    )


def test_a_release_is_pinned_named_patient_and_not_purged() -> None:
    (found,) = run(lambda: Release("cp", args()))

    assert found.brief() == (
        "kubernetes:helm.sh/v3:Release",
        "cp",
        {
            "name": "unionai-controlplane",
            "namespace": "union-cp",
            "chart": "controlplane",
            "version": "2026.8.3",
            "repositoryOpts": {"repo": "https://unionai.github.io/helm-charts"},
            "values": {
                "global": {"UNION_HOST": "union.acme.com"},
                "ingress": {"tls": [{"hosts": ["h"]}]},
            },
            "atomic": False,
            "cleanupOnFail": True,
            "createNamespace": False,
            "maxHistory": 10,
            "timeout": 900,
            "compat": "true",
        },
    )
    assert found.secrets == ()


def test_outputs_may_be_leaves_and_a_release_waits_for_what_makes_them() -> None:
    def program() -> None:
        role = pulumi.CustomResource("test:index:Role", "role", {"arn": "arn"})
        leaf = role.urn.apply(lambda _: "arn:role")
        Release("cp", args(values={"accounts": [{"role": leaf}], "on": True, "none": None}))

    engine = Engine()
    engine.run(program)

    release = engine.named("cp")
    assert release.inputs["values"] == {
        "accounts": [{"role": "arn:role"}],
        "on": True,
        "none": None,
    }
    assert release.dependencies == ("role",)


def test_a_preview_knows_what_can_be_known() -> None:
    def program() -> None:
        role = pulumi.CustomResource("test:index:Role", "role", {"arn": None})
        Release("cp", args(values={"ours": role.urn.apply(lambda _: "arn"), "theirs": role.id}))

    engine = Engine(preview=True)
    engine.run(program)

    assert engine.named("cp").inputs["values"] == {"ours": "arn", "theirs": "Unknown"}


@pytest.mark.parametrize("preview", [False, True])
def test_a_secret_among_the_values_is_refused_by_its_path_and_never_shown(preview: bool) -> None:
    def program() -> None:
        values = {"auth": [{"user": "u"}, {"token": pulumi.Output.secret("planted")}]}
        Release("cp", args(values=values))

    with pytest.raises(pulumi.RunError) as error:
        run(program, preview=preview)

    assert str(error.value) == (
        "auth[1].token: a secret may not be a Helm value; deliver it as a Kubernetes Secret"
    )


def test_a_value_derived_from_a_secret_is_refused_too() -> None:
    def program() -> None:
        derived = pulumi.Output.concat("https://user:", pulumi.Output.secret("planted"), "@host")
        Release("cp", args(values={"url": derived}))

    with pytest.raises(pulumi.RunError, match=r"^url: a secret"):
        run(program)


def test_a_record_is_no_helm_value() -> None:
    with pytest.raises(ValueError, match=r"^a\.b\[0\]: a Helm value may not be a object$"):
        without_secrets({"a": {"b": [object()]}})
