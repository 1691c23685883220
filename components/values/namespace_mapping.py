"""Page: configuration/namespace-mapping. One template, as each chart must be told it."""

import re

from ..config.namespace_mapping import NamespaceMapping
from ..contracts import Fragment
from .fragment import tree

PAGE = "configuration/namespace-mapping"

_VARIABLE = re.compile(r"\{\{\s*(project|domain)\s*\}\}")


def namespace_mapping(mapping: NamespaceMapping) -> Fragment:
    """The data plane: escaped, because Helm reads the template once before the services do."""
    template = _VARIABLE.sub(r"{{`{{ \1 }}`}}", mapping.template)
    return Fragment(page=PAGE, values=tree({"namespace_mapping.template": template}))


def controlplane_namespace_mapping(template: str) -> Fragment:
    """The control plane: unescaped, because nothing reads it before flyteadmin.

    `template`: the mapping's, or the data planes' namespace in single-namespace mode.
    """
    key = "flyte.configmap.namespace_config.namespace_mapping.template"
    return Fragment(page=PAGE, values=tree({key: template}))
