"""The External Secrets Operator."""

import pulumi

from components.kubernetes.external_secrets import (
    ExternalSecretsOperator,
    ExternalSecretsOperatorArgs,
    operator_values,
)

from ..engine import Engine

PLACEMENT = {
    "affinity": {"nodeAffinity": {"on": "services"}},
    "tolerations": [{"key": "union.ai/node-role", "value": "services"}],
}


def test_all_three_deployments_are_placed_and_the_crds_outlive_the_operator() -> None:
    assert operator_values(PLACEMENT) == {
        "installCRDs": True,
        "crds": {"annotations": {"helm.sh/resource-policy": "keep"}},
        **PLACEMENT,
        "webhook": PLACEMENT,
        "certController": PLACEMENT,
    }


def test_without_a_placement_it_runs_anywhere() -> None:
    assert operator_values({}) == {
        "installCRDs": True,
        "crds": {"annotations": {"helm.sh/resource-policy": "keep"}},
        "webhook": {},
        "certController": {},
    }


def test_it_is_a_pinned_release_in_a_namespace_of_its_own() -> None:
    def program() -> None:
        args = ExternalSecretsOperatorArgs(placement=PLACEMENT)
        operator = ExternalSecretsOperator("eso", args)
        after = pulumi.ResourceOptions(depends_on=[operator.ready])
        pulumi.CustomResource("test:index:Store", "store", {}, after)

    engine = Engine()
    engine.run(program)

    release = engine.named("eso-release")
    assert [r.name for r in engine.registrations] == [
        "eso",
        "eso-namespaces",
        "eso-namespaces-external-secrets",
        "eso-release",
        "store",
    ]
    assert {k: release.inputs[k] for k in ("name", "namespace", "chart", "version")} == {
        "name": "external-secrets",
        "namespace": "external-secrets",
        "chart": "external-secrets",
        "version": "0.19.2",
    }
    assert release.inputs["repositoryOpts"] == {"repo": "https://charts.external-secrets.io"}
    assert release.dependencies == ("eso-namespaces-external-secrets",)
    assert engine.named("store").depends_on == ("eso-release",)
