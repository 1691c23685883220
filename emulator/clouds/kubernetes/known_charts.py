"""The Helm charts that are known: what each brings, what it needs and what it refuses.

Taken from the charts' own templates and from installs of them on a real API server. A chart that
is not here is refused, because nobody would know what it brings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...values import first
from .chart_model import Brings, Chart, Guard, Makes, Mounts, Needs, Values

_UNION: Final = "https://unionai.github.io/helm-charts"


def _on(path: str, default: bool) -> Callable[[Values], bool]:
    """Whether a switch of the values is on; the chart's default where it is not set."""
    return lambda values: bool(first(dict(values), path, default))


def _at(values: Values, path: str, default: Any = None) -> Any:
    return first(dict(values), path, default)


def _keeps(path: str) -> Callable[[Values], bool]:
    """Whether the annotations of the chart's CRDs tell Helm to leave them where they are."""
    return lambda values: (_at(values, path) or {}).get("helm.sh/resource-policy") == "keep"


def _pull_secrets(values: Values) -> Any:
    told = _at(values, "imagePullSecrets")
    if isinstance(told, list) and told:
        return told[0].get("name") if isinstance(told[0], dict) else told[0]
    return "union-registry-secret"


def _other_than(path: str, value: Any) -> Callable[[Values], bool]:
    return lambda values: _at(values, path) != value


def _given(path: str) -> Callable[[Values], bool]:
    return lambda values: bool(_at(values, path))


_CONTROL_PLANE: Final = Chart(
    name="controlplane",
    repository=_UNION,
    source="templates and values of the controlplane chart",
    alone=True,
    needs=(
        Needs("scylla.scylladb.com/v1", _on("scylla.enabled", True)),
        Needs("cert-manager.io/v1", _on("scylla.enabled", True)),
        Needs("monitoring.coreos.com/v1", _on("monitoring.enabled", False)),
    ),
    makes=(
        Makes("Secret", "flyte-admin-secrets"),
        Makes("Secret", "flyte-secret-auth", lambda values: _flyte_auth(values) != ""),
        Makes("ServiceAccount", "union"),
        Makes("ServiceAccount", "flyteadmin"),
        Makes("ServiceAccount", "cacheservice"),
    ),
    mounts=(
        Mounts(lambda values: _at(values, "global.KUBERNETES_SECRET_NAME")),
        Mounts(_pull_secrets),
    ),
    guards=(
        Guard(
            "global.DB_NAME must differ from flyte.db.admin.database.dbname",
            lambda values: (
                _at(values, "global.DB_NAME")
                != _at(values, "flyte.db.admin.database.dbname", "flyteadmin")
            ),
        ),
        Guard(
            "global.KUBERNETES_SECRET_NAME is empty: pods would mount a Secret without a name",
            _given("global.KUBERNETES_SECRET_NAME"),
        ),
        Guard("global.UNION_HOST is empty", _given("global.UNION_HOST")),
        Guard(
            "flyte.flyteadmin.image.tag is empty: InvalidImageName",
            _given("flyte.flyteadmin.image.tag"),
        ),
        Guard(
            "flyte.cacheservice.image.tag is empty: InvalidImageName",
            _given("flyte.cacheservice.image.tag"),
        ),
    ),
)


def _flyte_auth(values: Values) -> Any:
    return _at(values, "flyte.secrets.adminOauthClientCredentials.clientSecret", "placeholder")


_DATA_PLANE: Final = Chart(
    name="dataplane",
    repository=_UNION,
    source="templates and values of the dataplane chart",
    brings=(
        Brings("flyte.lyft.com/v1alpha1", folder=True),
        Brings("serving.knative.dev/v1", folder=True),
        Brings("operator.knative.dev/v1beta1", folder=True),
    ),
    needs=(Needs("monitoring.coreos.com/v1", _on("monitoring.enabled", False)),),
    makes=(
        Makes("ServiceAccount", "union-system", _on("commonServiceAccount.enabled", True)),
        Makes("Secret", "operator-cluster-name"),
        Makes("Secret", "union-pod-webhook"),
        Makes("Secret", "union-secret-auth", _on("secrets.admin.create", True)),
    ),
    mounts=(
        Mounts(
            lambda _values: "union-secret-auth",
            lambda values: not _on("secrets.admin.create", True)(values),
        ),
    ),
    priorities=(lambda values: _at(values, "prometheus.server.priorityClassName"),),
    quota=lambda values: frozenset(
        {"system-cluster-critical"} if _at(values, "resourcequota.create") else ()
    ),
    guards=(
        Guard("global.CONTROLPLANE_HOST is required", _given("global.CONTROLPLANE_HOST")),
        Guard(
            "secrets.admin.clientSecret is required while secrets.admin.create is on",
            lambda values: (
                not _on("secrets.admin.create", True)(values)
                or bool(_at(values, "secrets.admin.clientSecret"))
            ),
        ),
        Guard(
            "storage.provider must be compat, oci, aws, gcs or custom",
            lambda values: (
                _at(values, "storage.provider", "compat")
                in ("compat", "oci", "aws", "gcs", "custom")
            ),
        ),
    ),
)

_ESO_SINCE: Final = {"external-secrets.io/v1": "0.16.0"}
_KNOWN: Final = (
    _CONTROL_PLANE,
    _DATA_PLANE,
    Chart(
        name="dataplane-crds",
        repository=_UNION,
        source="templates and values of the dataplane-crds chart",
        alone=True,
        brings=(
            Brings("flyte.lyft.com/v1alpha1", _on("crds.flyte", True)),
            Brings(
                "monitoring.coreos.com/v1",
                _on("crds.prometheusOperator", False),
                kept=_keeps("prometheus-operator-crds.crds.annotations"),
            ),
        ),
    ),
    Chart(
        name="external-secrets",
        repository="https://charts.external-secrets.io",
        source="templates and values of the external-secrets chart",
        alone=True,
        brings=(
            Brings("external-secrets.io/v1", _on("installCRDs", True), _keeps("crds.annotations")),
            Brings(
                "generators.external-secrets.io/v1alpha1",
                _on("installCRDs", True),
                _keeps("crds.annotations"),
            ),
        ),
        makes=(Makes("ServiceAccount", "external-secrets"),),
        since=_ESO_SINCE,
    ),
    Chart(
        name="cert-manager",
        repository="https://charts.jetstack.io",
        source="values of the cert-manager chart",
        alone=True,
        brings=(
            Brings(
                "cert-manager.io/v1",
                lambda values: (
                    _on("crds.enabled", False)(values) or _on("installCRDs", False)(values)
                ),
            ),
        ),
    ),
    Chart(
        name="scylla-operator",
        repository="https://scylla-operator-charts.storage.googleapis.com/stable",
        source="values of the scylla-operator chart",
        alone=True,
        brings=(Brings("scylla.scylladb.com/v1", folder=True),),
        needs=(Needs("cert-manager.io/v1"),),
    ),
    Chart(
        name="prometheus-operator-crds",
        repository="https://prometheus-community.github.io/helm-charts",
        source="values of the prometheus-operator-crds chart",
        alone=True,
        brings=(Brings("monitoring.coreos.com/v1", kept=_keeps("crds.annotations")),),
    ),
)

CHARTS: Final = {(chart.name, chart.repository): chart for chart in _KNOWN}
