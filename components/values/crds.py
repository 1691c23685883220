"""Page: configuration/monitoring, *Prometheus Operator CRDs*: the `dataplane-crds` chart."""

from .fragment import Values


def crds(*, prometheus_operator: bool) -> Values:
    """CRDs of a cluster; uninstalling the release deletes them, and every FlyteWorkflow with it."""
    return {"crds": {"flyte": True, "prometheusOperator": prometheus_operator}}
