"""Page: configuration/namespace-mapping. A template that every plane reads alike."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ..controlplane import ControlPlaneSettings
from ..dataplanes import DataPlane
from ..namespace_mapping import (
    DEFAULT_TEMPLATE,
    SYSTEM_PROJECT,
    NamespaceMapping,
    namespace,
    unescaped,
    variables,
)
from ..problems import Problem, did_you_mean, quoted
from ..shapes import ROOT
from .planes import OPERATORS, active, occupants

PATH = f"{ROOT}namespaceMapping.template"
KNOWN = ("project", "domain")
LONGEST = 63
_LEGAL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
_BRACES = re.compile(r"\{\{(.*?)\}\}")


def template_is_read(
    namespace_mapping: NamespaceMapping, data_planes: Mapping[str, DataPlane], mode: str
) -> Iterator[Problem]:
    """The template has the page's two variables, as the page's reader thinks of them."""
    template = namespace_mapping.template
    if unescaped(template) != template:
        yield _problem(
            f"found {quoted(template)}, which is escaped for one chart",
            f"write {quoted(unescaped(template))}: each chart is given the form that it reads",
        )
    elif unknown := [
        word for word in map(str.strip, _BRACES.findall(template)) if word not in KNOWN
    ]:
        yield _problem(
            f"found {quoted('{{ ' + unknown[0] + ' }}')}, which is no variable",
            did_you_mean(unknown[0], KNOWN, nothing=""),
        )
    elif not _readable(template):
        yield _problem(f"found {quoted(template)}, with a brace too many", "write {{ project }}")
    elif mode == "singleNamespace":
        yield from _single(template, data_planes)
    elif not variables(template):
        yield _problem(
            f"found {quoted(template)}, one namespace for all projects and domains",
            "write {{ domain }} or {{ project }} into it, or mode: singleNamespace",
        )


def the_v1_engines_have_one_namespace(
    data_planes: Mapping[str, DataPlane], mode: str
) -> Iterator[Problem]:
    """The control plane hands the V1 engines one namespace, in which each must run its tasks."""
    engines = {name: plane for name, plane in active(data_planes).items() if plane.propeller}
    if mode != "singleNamespace" or not engines:
        return
    first = min(engines)
    for name, plane in engines.items():
        if plane.namespace != engines[first].namespace:
            yield Problem(
                path=f"{ROOT}dataPlanes.{name}.namespace",
                found=f"found {quoted(plane.namespace)}, and in singleNamespace mode the V1 "
                f"engines of all data planes share one: {first} has {engines[first].namespace}",
                remedy=f"write {engines[first].namespace}, or leave propeller out",
            )


def namespaces_are_apart(
    namespace_mapping: NamespaceMapping, projects: Sequence[str], domains: Sequence[str], mode: str
) -> Iterator[Problem]:
    """Where the template has both variables, no two pairs of them come to one namespace."""
    template = namespace_mapping.template
    if mode == "singleNamespace" or variables(template) != {*KNOWN} or not _readable(template):
        return
    first: dict[str, tuple[str, str]] = {}
    for pair in _pairs(sorted({*projects, SYSTEM_PROJECT}), domains):
        given = namespace(template, *pair)
        other = first.setdefault(given, pair)
        if other != pair:
            yield _problem(
                f"gives {given} for {_said(other)}, and for {_said(pair)}",
                "write a literal part between the two variables that no project and domain has, "
                "or another name for one of them",
            )


def namespaces_are_legal(
    namespace_mapping: NamespaceMapping, projects: Sequence[str], domains: Sequence[str], mode: str
) -> Iterator[Problem]:
    """What the template gives is a namespace, for every project and domain that we know."""
    template = namespace_mapping.template
    if mode == "singleNamespace" or not _readable(template):
        return
    for project, domain in _pairs(projects or ["p"], domains):
        given = namespace(template, project, domain)
        if not _LEGAL.fullmatch(given):
            yield _problem(
                f"gives {quoted(given)}, which is no namespace",
                "write lower-case letters, digits and hyphens, with no hyphen first or last",
            )
            return
        if len(given) > LONGEST:
            yield _problem(
                f"gives {len(given)} characters for project {project} in domain {domain}",
                f"shorten it: a namespace has at most {LONGEST}",
            )
            return


def namespaces_are_free(  # noqa: PLR0913, PLR0917 - the sections that it reads
    namespace_mapping: NamespaceMapping,
    projects: Sequence[str],
    domains: Sequence[str],
    mode: str,
    control_plane: ControlPlaneSettings,
    data_planes: Mapping[str, DataPlane],
) -> Iterator[Problem]:
    """No project's tasks run, with the worker's identity, where planes and operators live."""
    template = namespace_mapping.template
    if mode == "singleNamespace" or not variables(template) or not _readable(template):
        return
    homes = dict(OPERATORS)
    homes |= {home.namespace: home.who for home in occupants(control_plane, data_planes)}
    for home, who in sorted(homes.items()):
        for project in _projects_in(home, template, projects, domains):
            named = f"project {project}" if "project" in variables(template) else "every project"
            yield _problem(
                f"puts {named} into namespace {home}, that of {who}",
                "write literal parts that no such namespace has, e.g. "
                f"{quoted('acme-' + DEFAULT_TEMPLATE)}",
            )
            return


def _projects_in(
    home: str, template: str, projects: Sequence[str], domains: Sequence[str]
) -> Iterator[str]:
    """Projects, known or imaginable, that `template` maps to `home`."""
    known = sorted({*projects, SYSTEM_PROJECT}) if projects else []
    yield from (p for p, d in _pairs(known, domains) if namespace(template, p, d) == home)
    for domain in () if known else domains:
        literal = re.escape(namespace(template, "\0", domain)).replace("\0", "(?P<p>.+)", 1)
        match = re.fullmatch(literal.replace("\0", "(?P=p)"), home)
        if match:
            yield match.groupdict().get("p") or "any"


def _single(template: str, data_planes: Mapping[str, DataPlane]) -> Iterator[Problem]:
    homes = {plane.namespace for plane in active(data_planes).values()}
    if template not in {DEFAULT_TEMPLATE, *homes}:
        yield _problem(
            f"found {quoted(template)}, and singleNamespace mode runs every task in the release's "
            "namespace",
            "leave namespaceMapping out, or write mode: multiNamespace",
        )


def _readable(template: str) -> bool:
    return not re.search(r"[{}]", namespace(template, "p", "d"))


def _pairs(projects: Sequence[str], domains: Sequence[str]) -> list[tuple[str, str]]:
    return [(project, domain) for project in projects for domain in domains]


def _said(pair: tuple[str, str]) -> str:
    return f"project {pair[0]} in domain {pair[1]}"


def _problem(found: str, remedy: str) -> Problem:
    return Problem(path=PATH, found=found, remedy=remedy)
