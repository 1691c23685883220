"""Page: configuration/namespace-mapping. One template for all planes, and what follows from it."""

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from .model import Model

if TYPE_CHECKING:
    from .dataplanes import DataPlane
    from .settings import Settings

DEFAULT_TEMPLATE = "{{ project }}-{{ domain }}"
SYSTEM_PROJECT = "system"
"""Project in which the control plane keeps its own `build-image` task."""

_VARIABLE = re.compile(r"\{\{\s*(project|domain)\s*\}\}")
_ESCAPES = (
    (re.compile(r"\{\{ *(['\"`])\{\{\1 *\}\}"), "{{"),
    (re.compile(r"\{\{ *(['\"`])\}\}\1 *\}\}"), "}}"),
    (re.compile(r"\{\{ *`(\{\{.*?\}\})` *\}\}"), r"\1"),
)


def spaced(template: str) -> str:
    """`template` with one blank on each side of its variables."""
    return _VARIABLE.sub(lambda match: f"{{{{ {match[1]} }}}}", template)


class NamespaceMapping(Model):
    """How a project and domain become a Kubernetes namespace. Final once workflows have run."""

    template: Annotated[str, AfterValidator(spaced)] = DEFAULT_TEMPLATE
    """As the page's reader thinks of it: `{{ project }}` and `{{ domain }}`, unescaped. Default:
    `{{ project }}-{{ domain }}`."""


def namespace(template: str, project: str, domain: str) -> str:
    """The namespace of `project` and `domain`; `*` for either gives the pattern of all of them."""
    values = {"project": project, "domain": domain}
    return _VARIABLE.sub(lambda match: values[match[1]], template)


def variables(template: str) -> frozenset[str]:
    """Which of `project` and `domain` the template has."""
    return frozenset(_VARIABLE.findall(template))


def unescaped(template: str) -> str:
    """`template` without the escapes by which Helm would pass it on; the page prints one."""
    for escape, plain in _ESCAPES:
        template = escape.sub(plain, template)
    return template


def worker_namespaces(
    settings: "Settings", plane: "DataPlane", *, patterns: bool = True
) -> tuple[str, ...]:
    """Namespaces in which task pods of `plane` run, sorted: the narrowest that can be said.

    In single-namespace mode, the release's. Where the projects are known, or the template has none,
    exact namespaces: of the projects listed and of `system`, where the control plane keeps its own
    task. (`flytesnacks` and `union-health-monitoring`, which it makes too, run nothing by
    themselves: whoever uses them lists them.) Otherwise one pattern a domain, `*` standing for the
    project; a cloud that knows none says `patterns=False`, and gets a `ValueError`.
    """
    if settings.mode == "singleNamespace":
        return (plane.namespace,)
    template = settings.namespace_mapping.template
    projects = {*settings.projects, SYSTEM_PROJECT} if settings.projects else {"*"}
    if "*" in projects and "project" in variables(template) and not patterns:
        raise ValueError("this cloud knows no patterns: list union:projects")
    return tuple(sorted({namespace(template, p, d) for p in projects for d in settings.domains}))


def worker_account(settings: "Settings") -> str:
    """Service account of task pods in those namespaces."""
    return "union" if settings.mode == "singleNamespace" else "default"
