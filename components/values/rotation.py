"""Page: configuration/authentication, *Secret delivery*: what reads a secret only when it starts.

A mounted Secret changes under a running pod, but these programs read it once; an annotation with
the secret's version restarts them when it is rotated.
"""

from collections.abc import Mapping

import pulumi

from ..contracts import Fragment
from .fragment import tree
from .secrets import (
    CONTROL_PLANE_SECRET,
    DATA_PLANE_SECRET,
    EAGER_SECRET,
    GRAFANA_SECRET,
    SCHEDULER_SECRET,
    WEB_CLIENT_SECRET,
    SecretVersions,
)

PAGE = "configuration/authentication"

CONTROL_PLANE_READERS: Mapping[str, tuple[str, ...]] = {
    "podAnnotations": (CONTROL_PLANE_SECRET, EAGER_SECRET),
    "actions.podAnnotations": (CONTROL_PLANE_SECRET,),
    "flyte.flyteadmin.podAnnotations": (CONTROL_PLANE_SECRET, WEB_CLIENT_SECRET),
    "flyte.flytescheduler.podAnnotations": (CONTROL_PLANE_SECRET, SCHEDULER_SECRET),
}
"""Key of the chart to the Secrets that its pods read; the first one also reaches cacheservice."""
DATA_PLANE_READERS: Mapping[str, tuple[str, ...]] = {
    "additionalPodAnnotations": (DATA_PLANE_SECRET,),
    "monitoring.grafana.podAnnotations": (GRAFANA_SECRET,),
}


def controlplane_rotation(versions: SecretVersions) -> Fragment:
    """Annotations of the control plane's pods."""
    return _rotation(CONTROL_PLANE_READERS, versions)


def rotation(versions: SecretVersions) -> Fragment:
    """Annotations of a data plane's pods."""
    return _rotation(DATA_PLANE_READERS, versions)


def _rotation(readers: Mapping[str, tuple[str, ...]], versions: SecretVersions) -> Fragment:
    annotations = {key: _annotations(names, versions) for key, names in readers.items()}
    return Fragment(
        page=PAGE, values=tree({key: value for key, value in annotations.items() if value})
    )


def _annotations(names: tuple[str, ...], versions: SecretVersions) -> dict[str, pulumi.Input[str]]:
    return {
        f"union.ai/{name}.{key}": version
        for name in names
        for key, version in sorted(versions.get(name, {}).items())
    }
