"""What no page asks for and today's charts need."""

from ..contracts import Fragment
from .fragment import Values, tree

PAGE = "chart"
TAGLESS = ("cacheservice", "flyteadmin", "flyteconsole", "flytescheduler")
"""Images of the flyte subchart whose tag is empty by default."""


def controlplane_chart(organization: str, host: str, image_tag: str) -> Fragment:
    """Whose installation this is, and image tags that the chart leaves empty."""
    values: Values = {
        "global.UNION_HOST": host,
        "global.UNION_ORG": organization,
        **{f"flyte.{name}.image.tag": image_tag for name in TAGLESS},
    }
    return Fragment(page=PAGE, values=tree(values))


def mode(settings_mode: str, release: str) -> Fragment:
    """One namespace for everything, or one for each project and domain as the pages have it.

    The chart's default is the former. What the latter needs: rights in the cluster, somebody who
    makes the namespaces, an account for each component, and metrics of nodes and other namespaces.
    """
    single = settings_mode == "singleNamespace"
    values: Values = {
        "low_privilege": single,
        "namespaces.enabled": not single,
        "clusterresourcesync.enabled": not single,
        "commonServiceAccount.enabled": single,
        "prometheus.rbac.create": not single,
        "opencost.enabled": not single,
        **(_one_namespace(release) if single else _all_namespaces()),
    }
    return Fragment(page=PAGE, values=tree(values))


def self_managed() -> Fragment:
    """No tunnel: the control plane dials the data plane."""
    return Fragment(page=PAGE, values=tree({"operator.enableTunnelService": False}))


def serving(*, enabled: bool) -> Fragment:
    """Apps on Knative; without them its operator is not wanted either."""
    values = {"apps.enabled": enabled, "knative-operator.enabled": enabled}
    return Fragment(page=PAGE, values=tree(values))


def _one_namespace(release: str) -> Values:
    """The chart binds its role to an account of this name, which the subchart calls otherwise."""
    name = f"{release}-prometheus-kube-state-metrics"
    return {"prometheus.kube-state-metrics.fullnameOverride": name}


def _all_namespaces() -> Values:
    return {"prometheus.kube-state-metrics": {"rbac": {"create": True}, "releaseNamespace": False}}
