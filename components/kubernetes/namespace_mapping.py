"""Page: configuration/namespace-mapping: what refuses another template after the first deployment.

The object that holds the template is immutable, so another template means another object; and it is
protected, so the engine refuses to replace it, even in a preview, and says how to override that.
"""

from dataclasses import dataclass

import pulumi
from pulumi_kubernetes.core.v1 import ConfigMap

WARNING = (
    "Changing namespace mapping after workflows have run will cause existing data in old "
    "namespaces to become inaccessible."
)
OVERRIDE = (
    "If nothing has run yet: pulumi state unprotect <the URN that the refusal names>, then "
    "pulumi up."
)


@dataclass(frozen=True, kw_only=True)
class NamespaceMappingGuardArgs:
    """Arguments of `namespace_mapping_guard`."""

    plane: str
    """Name of the data plane: a retired one's object stays in a namespace that others may have."""
    namespace: pulumi.Input[str]
    """Namespace of the data plane."""
    template: str
    """The effective template, unescaped, e.g. `acme-{{ project }}-{{ domain }}`."""
    retired: bool = False
    """Unprotect it and leave it behind, with what it tells of the data that stays."""


def namespace_mapping_guard(
    name: str, args: NamespaceMappingGuardArgs, opts: pulumi.ResourceOptions | None = None
) -> ConfigMap:
    """The object that holds a data plane's template.

    Not retained while protected: a replacement that somebody has unprotected must delete it first.
    """
    kept = pulumi.ResourceOptions(
        protect=None if args.retired else True, retain_on_delete=args.retired
    )
    return ConfigMap(
        name,
        metadata={
            "name": f"union-namespace-mapping-{args.plane}",
            "namespace": args.namespace,
            "annotations": {"union.ai/warning": WARNING, "union.ai/override": OVERRIDE},
        },
        immutable=True,
        data={"template": args.template},
        opts=pulumi.ResourceOptions.merge(opts, kept),
    )
