"""Page: configuration/union-secrets. Secrets that Union manages; always on."""

from .model import Model
from .texts import Namespace


class UnionSecrets(Model):
    """The only option of the page: where Union-managed secrets live."""

    namespace: Namespace
    """Namespace of Union-managed secrets (`proxy.secretManager.namespace`); it is made."""
