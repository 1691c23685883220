"""Page: configuration/namespace-mapping. One template for all planes."""

from .model import Model


class NamespaceMapping(Model):
    """How a project and domain become a Kubernetes namespace. Final once workflows have run."""

    template: str = "{{ project }}-{{ domain }}"
    """As the page's reader thinks of it: `{{ project }}` and `{{ domain }}`, unescaped."""
