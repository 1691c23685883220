"""Helm releases. Nobody else calls Helm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_kubernetes.helm import v3 as helm

TIMEOUT_SECONDS = 900
MAX_HISTORY = 10


@dataclass(frozen=True, kw_only=True)
class ReleaseArgs:
    """Arguments of `Release`."""

    release: str
    """Name of the release."""
    namespace: pulumi.Input[str]
    """Its namespace, which exists."""
    repository: str
    """URL of the chart repository."""
    chart: str
    """Name of the chart there."""
    version: str
    """Its exact version."""
    values: Mapping[str, Any]
    """Helm values; Outputs may be leaves, never secret ones."""


class Release(helm.Release):
    """A Helm release, ready once all its workloads are.

    Not `atomic`: that would purge a release that failed, with its volumes' claims and the reason.
    It takes over no object but those that are marked as its own: any other is somebody's.
    """

    def __init__(
        self, name: str, args: ReleaseArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(
            name,
            name=args.release,
            namespace=args.namespace,
            chart=args.chart,
            version=args.version,
            repository_opts={"repo": args.repository},
            values=without_secrets(args.values),
            atomic=False,
            cleanup_on_fail=True,
            create_namespace=False,
            max_history=MAX_HISTORY,
            timeout=TIMEOUT_SECONDS,
            opts=opts,
        )


def without_secrets(values: Any, path: str = "") -> Any:
    """`values`, where a leaf that turns out to be secret is an error that names its path.

    Helm keeps values readable in the cluster, and a chart may write them into ConfigMaps.
    """
    match values:
        case Mapping():
            return {k: without_secrets(v, f"{path}.{k}" if path else k) for k, v in values.items()}
        case list() | tuple():
            return [without_secrets(v, f"{path}[{i}]") for i, v in enumerate(values)]
        case pulumi.Output():
            return _open(values, path)
        case None | bool() | int() | float() | str():
            return values
        case _:
            raise ValueError(f"{path}: a Helm value may not be a {type(values).__name__}")


def _open(leaf: pulumi.Output[Any], path: str) -> pulumi.Output[Any]:
    async def checked() -> bool:
        if await leaf.is_secret():
            raise pulumi.RunError(
                f"{path}: a secret may not be a Helm value; deliver it as a Kubernetes Secret"
            )
        return True

    return pulumi.Output.all(leaf, checked()).apply(lambda both: both[0])
