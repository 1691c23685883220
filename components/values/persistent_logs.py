"""Page: configuration/persistent-logs. Container logs, kept in the metadata bucket."""

from ..contracts import Fragment, WorkloadIdentity
from .fragment import Values, tree
from .service_accounts import FLUENTBIT

PAGE = "configuration/persistent-logs"


def persistent_logs(writer: WorkloadIdentity, *, own_accounts: bool) -> Fragment:
    """Fluent Bit under `fluentbit-system`, which has exactly one identity.

    `own_accounts`: components have accounts of their own, this one included; else the common
    account takes its place in the chart's own template, and only the subchart makes it.
    """
    account = {
        "create": not own_accounts,
        "name": FLUENTBIT,
        "annotations": dict(writer.annotations),
    }
    values: Values = {"fluentbit.enabled": True, "fluentbit.serviceAccount": account}
    if writer.pod_labels:
        values["fluentbit.podLabels"] = dict(writer.pod_labels)
        values["additionalPodLabels"] = dict(writer.pod_labels)
    return Fragment(page=PAGE, values=tree(values))


def no_persistent_logs() -> Fragment:
    """The page's off switch."""
    return Fragment(page=PAGE, values=tree({"fluentbit.enabled": False}))
