"""Namespaces, ours or somebody's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_kubernetes.core.v1 import NamespacePatch

from ..contracts import known_after


@dataclass(frozen=True, kw_only=True)
class NamespacesArgs:
    """Arguments of `Namespaces`."""

    names: Iterable[str]
    """Their names; one that comes twice is one namespace."""
    after: Sequence[pulumi.Input[str]] = ()
    """What is there before anything that runs in them, and goes after it. Default: nothing."""


class Namespaces(pulumi.ComponentResource):
    """Namespaces: made where missing, taken as they are where they exist, and never deleted.

    Somebody may have made one to put a TLS Secret there, and each holds what is nobody's to delete:
    users' secrets, volumes of databases. A plain Namespace refuses one that exists, and takes all
    of that along when it goes; a patch does neither.
    """

    names: Mapping[str, pulumi.Output[str]]
    """Each name, known at preview; whoever uses one waits for the namespace and for `after`."""
    bare: Mapping[str, pulumi.Output[str]]
    """The same for what runs nowhere; whoever uses one waits for the namespace alone."""

    def __init__(
        self, name: str, args: NamespacesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("union:kubernetes:Namespaces", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.bare = {
            namespace: known_after(_namespace(f"{name}-{namespace}", namespace, child), namespace)
            for namespace in sorted(set(args.names))
        }
        self.names = {it: _after(args.after, bare) for it, bare in self.bare.items()}
        self.register_outputs({})


def _after(
    others: Sequence[pulumi.Input[str]], namespace: pulumi.Output[str]
) -> pulumi.Output[str]:
    return pulumi.Output.all(namespace, *others).apply(lambda every: every[0])


def _namespace(name: str, namespace: str, opts: pulumi.ResourceOptions) -> NamespacePatch:
    return NamespacePatch(name, metadata={"name": namespace}, opts=opts)
