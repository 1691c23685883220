"""Page: configuration/union-secrets. Where Union-managed secrets live."""

from ..contracts import Fragment
from .fragment import tree

PAGE = "configuration/union-secrets"


def union_secrets(namespace: str) -> Fragment:
    """Secrets of Union in `namespace`, which must exist: the chart only makes a role in it."""
    values = {"proxy.secretManager": {"enabled": True, "type": "K8s", "namespace": namespace}}
    return Fragment(page=PAGE, values=tree(values))
