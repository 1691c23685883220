"""Namespaces of planes, secrets and operators."""

from .stack import ONE, REMOVED, TWO, mistakes, problem


def test_control_plane_and_data_plane_live_apart() -> None:
    assert mistakes({ONE + ".namespace": "union-cp"}) == [
        problem(
            "union:dataPlanes.production-cluster-1.namespace",
            'found "union-cp", where the control plane lives in the same cluster',
            "write another namespace: both charts make a service account union, and whoever "
            "reads secrets there reads all",
        ),
    ]


def test_in_different_clusters_they_may_have_one_name() -> None:
    assert not mistakes({TWO + ".namespace": "union-cp"})


def test_unions_secrets_do_not_live_with_the_control_plane() -> None:
    assert mistakes({ONE + ".unionSecrets.namespace": "union-cp"}) == [
        problem(
            "union:dataPlanes.production-cluster-1.unionSecrets.namespace",
            'found "union-cp", where the control plane lives in the same cluster',
            "write another namespace: both charts make a service account union, and whoever "
            "reads secrets there reads all",
        ),
    ]


def test_unions_secrets_may_live_with_their_data_plane() -> None:
    assert not mistakes({ONE + ".unionSecrets.namespace": "union"})


def test_operators_keep_their_namespaces() -> None:
    assert mistakes(
        {
            "controlPlane.namespace": "kube-system",
            ONE + ".namespace": "external-secrets",
            TWO + ".namespace": "scylla-operator",
        }
    ) == [
        problem(
            "union:controlPlane.namespace",
            'found "kube-system", a namespace of Kubernetes',
            "write a namespace of its own",
        ),
        problem(
            "union:dataPlanes.production-cluster-1.namespace",
            'found "external-secrets", a namespace of the External Secrets Operator',
            "write a namespace of its own",
        ),
        problem(
            "union:dataPlanes.production-cluster-2.namespace",
            'found "scylla-operator", a namespace of the Scylla operator',
            "write a namespace of its own",
        ),
    ]


def test_the_chart_keeps_the_namespaces_of_its_own_projects() -> None:
    assert mistakes({ONE + ".unionSecrets.namespace": "flytesnacks-production"}) == [
        problem(
            "union:dataPlanes.production-cluster-1.unionSecrets.namespace",
            'found "flytesnacks-production", a namespace of the data plane\'s chart',
            "write a namespace of its own",
        ),
    ]


def test_in_single_namespace_mode_the_chart_has_none() -> None:
    assert not mistakes(
        {
            ONE + ".unionSecrets.namespace": "flytesnacks-production",
            "mode": "singleNamespace",
            "namespaceMapping": REMOVED,
        }
    )
