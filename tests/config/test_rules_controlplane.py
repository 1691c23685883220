"""What the control plane needs of its surroundings."""

from .stack import ONE, REMOVED, TWO, mistakes, problem


def test_the_database_of_the_services_is_not_flyteadmins() -> None:
    assert mistakes({"controlPlane.database.name": "flyteadmin"}) == [
        problem(
            "union:controlPlane.database.name",
            'found "flyteadmin", the database of the chart\'s flyteadmin',
            "write a database of its own, e.g. unionai",
        ),
    ]


def test_the_database_of_the_services_is_not_the_cache_services() -> None:
    assert mistakes({"controlPlane.database.name": "cacheservice"}) == [
        problem(
            "union:controlPlane.database.name",
            'found "cacheservice", the database of the chart\'s cacheservice',
            "write a database of its own, e.g. unionai",
        ),
    ]


def test_bundled_scylla_needs_cert_manager() -> None:
    assert mistakes({"clusters.union-prod.certManager": "absent"}) == [
        problem(
            "union:controlPlane.scylla.bundled",
            "found true, and cluster union-prod has no cert-manager, which Scylla's operator needs",
            "install cert-manager and write certManager: existing at "
            "union:clusters.union-prod, or write scylla: {external: …}",
        ),
    ]


def test_scylla_of_ones_own_needs_no_cert_manager() -> None:
    assert not mistakes(
        {
            "clusters.union-prod.certManager": "absent",
            "controlPlane.scylla": {"external": {"hosts": ["scylla.acme.com"]}},
        }
    )


def test_scylla_is_bundled_or_external() -> None:
    assert mistakes(
        {"controlPlane.scylla": {"bundled": True, "external": {"hosts": ["scylla.acme.com"]}}}
    ) == [
        problem(
            "union:controlPlane.scylla",
            "says bundled: and external:",
            "write bundled: or external:",
        ),
    ]


def test_scylla_is_somewhere() -> None:
    assert mistakes({"controlPlane.scylla": {"bundled": False}}) == [
        problem(
            "union:controlPlane.scylla",
            "says neither bundled: nor external:",
            "write bundled: or external:",
        ),
    ]


def test_a_data_plane_in_another_cluster_says_where_it_is_dialled() -> None:
    assert mistakes({TWO + ".ingress": REMOVED}) == [
        problem(
            "union:dataPlanes.production-cluster-2.ingress",
            "is missing, and the control plane is in another cluster, union-prod",
            "write ingress: {host: …, tlsSecret: …}, with the host that the control plane dials",
        ),
    ]


def test_a_retired_data_plane_is_dialled_by_nobody() -> None:
    assert not mistakes(
        {
            TWO + ".ingress": REMOVED,
            TWO + ".retired": True,
            "clusterPools.default": ["production-cluster-1"],
        }
    )


def test_a_host_leads_to_one_place() -> None:
    assert mistakes(
        {
            TWO + ".ingress.host": "union.acme.com",
            ONE + ".monitoring.clusterHealth.grafana.host": "union.acme.com",
            "controlPlane.ingress.extraHosts": ["union.acme.com"],
        }
    ) == [
        problem(
            "union:controlPlane.ingress.extraHosts[0]",
            'found "union.acme.com", which is also union:controlPlane.host',
            "write a host of its own",
        ),
        problem(
            "union:dataPlanes.production-cluster-1.monitoring.clusterHealth.grafana.host",
            'found "union.acme.com", which is also union:controlPlane.host',
            "write a host of its own",
        ),
        problem(
            "union:dataPlanes.production-cluster-2.ingress.host",
            'found "union.acme.com", which is also union:controlPlane.host',
            "write a host of its own",
        ),
    ]
