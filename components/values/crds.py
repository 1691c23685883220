"""Page: configuration/monitoring, *Prometheus Operator CRDs*: the `dataplane-crds` chart."""

from .fragment import Values


def crds() -> Values:
    """The Prometheus Operator's CRDs, which Helm leaves where they are when the release goes.

    Without FlyteWorkflow, which no value keeps: the data plane's chart has it in `crds/`, and what
    Helm makes from there is never deleted.
    """
    return {
        "crds": {"flyte": False, "prometheusOperator": True},
        "prometheus-operator-crds": {
            "crds": {"annotations": {"helm.sh/resource-policy": "keep"}},
        },
    }
