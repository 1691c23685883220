"""Page: configuration/namespace-mapping."""

import pytest

from .stack import ONE, REMOVED, TWO, mistakes, problem, settings


def mapped(template: str) -> dict[str, object]:
    return {"namespaceMapping.template": template}


def test_the_pages_examples_are_right() -> None:
    assert not mistakes({"namespaceMapping.template": "{{ domain }}"})


def test_spaces_are_as_one_likes() -> None:
    assert not mistakes({"namespaceMapping.template": "acme-{{project}}-{{  domain }}"})


def test_the_escape_that_the_page_prints_is_refused() -> None:
    assert mistakes(mapped("myorg-{{ '{{' }} project {{ '}}' }}-{{ '{{' }} domain {{ '}}' }}")) == [
        problem(
            "union:namespaceMapping.template",
            "found \"myorg-{{ '{{' }} project {{ '}}' }}-{{ '{{' }} domain {{ …\", which "
            "is escaped for one chart",
            'write "myorg-{{ project }}-{{ domain }}": each chart is given the form that it reads',
        ),
    ]


def test_so_is_the_escape_that_works() -> None:
    assert mistakes(mapped("myorg-{{`{{ project }}`}}-{{`{{ domain }}`}}")) == [
        problem(
            "union:namespaceMapping.template",
            'found "myorg-{{`{{ project }}`}}-{{`{{ domain }}`}}", which is escaped for one chart',
            'write "myorg-{{ project }}-{{ domain }}": each chart is given the form that it reads',
        ),
    ]


def test_a_variable_is_one_of_two() -> None:
    assert mistakes(mapped("{{ projekt }}-{{ domain }}")) == [
        problem(
            "union:namespaceMapping.template",
            'found "{{ projekt }}", which is no variable',
            'did you mean "project"? known: domain, project',
        ),
    ]


def test_a_go_field_is_no_variable() -> None:
    assert mistakes(mapped("{{ .project }}")) == [
        problem(
            "union:namespaceMapping.template",
            'found "{{ .project }}", which is no variable',
            'did you mean "project"? known: domain, project',
        ),
    ]


def test_braces_come_in_pairs() -> None:
    assert mistakes(mapped("{ project }-{{ domain }}")) == [
        problem(
            "union:namespaceMapping.template",
            'found "{ project }-{{ domain }}", with a brace too many',
            "write {{ project }}",
        ),
    ]


def test_projects_are_told_apart() -> None:
    assert mistakes(mapped("workloads")) == [
        problem(
            "union:namespaceMapping.template",
            'found "workloads", one namespace for all projects and domains',
            "write {{ domain }} or {{ project }} into it, or mode: singleNamespace",
        ),
    ]


def test_a_namespace_is_legal() -> None:
    assert mistakes(mapped("Acme_{{ project }}")) == [
        problem(
            "union:namespaceMapping.template",
            'gives "Acme_p", which is no namespace',
            "write lower-case letters, digits and hyphens, with no hyphen first or last",
        ),
    ]


def test_a_namespace_has_no_hyphen_last() -> None:
    assert mistakes(mapped("{{ project }}-")) == [
        problem(
            "union:namespaceMapping.template",
            'gives "p-", which is no namespace',
            "write lower-case letters, digits and hyphens, with no hyphen first or last",
        ),
    ]


def test_a_namespace_is_not_too_long() -> None:
    assert mistakes(
        {
            **mapped("acme-machine-learning-platform-{{ project }}-{{ domain }}"),
            "projects": ["recommendations-for-customers"],
        }
    ) == [
        problem(
            "union:namespaceMapping.template",
            "gives 72 characters for project recommendations-for-customers in domain development",
            "shorten it: a namespace has at most 63",
        ),
    ]


def test_no_project_runs_where_the_control_plane_lives() -> None:
    assert mistakes(mapped("union-{{ project }}")) == [
        problem(
            "union:namespaceMapping.template",
            "puts project cp into namespace union-cp, that of the control plane",
            'write literal parts that no such namespace has, e.g. "acme-{{ project }}-{{ '
            'domain }}"',
        ),
    ]


def test_no_project_runs_where_an_operator_lives() -> None:
    assert mistakes(mapped("{{ project }}")) == [
        problem(
            "union:namespaceMapping.template",
            "puts project cert-manager into namespace cert-manager, that of cert-manager",
            'write literal parts that no such namespace has, e.g. "acme-{{ project }}-{{ '
            'domain }}"',
        ),
    ]


def test_no_project_that_we_know_runs_where_secrets_are() -> None:
    assert mistakes(
        {
            "projects": ["union", "ml"],
            "domains": ["secrets", "development"],
            **mapped("{{ project }}-{{ domain }}"),
        }
    ) == [
        problem(
            "union:namespaceMapping.template",
            "puts project union into namespace union-secrets, that of Union's secrets of data "
            "plane production-cluster-1",
            'write literal parts that no such namespace has, e.g. "acme-{{ project }}-{{ '
            'domain }}"',
        ),
    ]


def test_with_known_projects_only_those_count() -> None:
    assert not mistakes({"projects": ["ml"], **mapped("union-{{ project }}")})


def test_no_domain_runs_where_a_plane_lives() -> None:
    assert mistakes({ONE + ".namespace": "production", **mapped("{{ domain }}")}) == [
        problem(
            "union:namespaceMapping.template",
            "puts every project into namespace production, that of data plane production-cluster-1",
            'write literal parts that no such namespace has, e.g. "acme-{{ project }}-{{ '
            'domain }}"',
        ),
    ]


def test_in_single_namespace_mode_there_is_nothing_to_map() -> None:
    assert mistakes({"mode": "singleNamespace"}) == [
        problem(
            "union:namespaceMapping.template",
            'found "acme-{{ project }}-{{ domain }}", and singleNamespace mode runs every task '
            "in the release's namespace",
            "leave namespaceMapping out, or write mode: multiNamespace",
        ),
    ]


SINGLE = {"mode": "singleNamespace", "namespaceMapping": REMOVED, f"{TWO}.namespace": "union-b"}
ENGINES = {f"{ONE}.propeller": {}, f"{TWO}.propeller": {}}


def test_in_single_namespace_mode_all_v1_engines_have_one_namespace() -> None:
    assert mistakes({**SINGLE, **ENGINES}) == [
        problem(
            f"union:{TWO}.namespace",
            'found "union-b", and in singleNamespace mode the V1 engines of all data planes share '
            "one: production-cluster-1 has union",
            "write union, or leave propeller out",
        )
    ]


def test_without_the_v1_engine_each_data_plane_may_have_its_own() -> None:
    assert not mistakes({**SINGLE, f"{ONE}.propeller": {}})


def test_a_retired_data_plane_runs_no_engine() -> None:
    retired = {f"{TWO}.retired": True, "clusterPools": {"default": ["production-cluster-1"]}}

    assert not mistakes({**SINGLE, **ENGINES, **retired})


def test_in_single_namespace_mode_the_default_is_right() -> None:
    assert not mistakes({"mode": "singleNamespace", "namespaceMapping": REMOVED})


@pytest.mark.parametrize("blank", ["\u00a0", "\t", "\n", "\u2003"])
def test_any_blank_is_one_blank(blank: str) -> None:
    said = f"acme-{{{{{blank}project{blank}}}}}-{{{{ domain }}}}"

    found = settings(mapped(said)).namespace_mapping

    assert found.template == "acme-{{ project }}-{{ domain }}"


@pytest.mark.parametrize("word", ["\u200bproject", "pro\u00adject", "prоject"])  # noqa: RUF001
def test_what_only_looks_like_a_variable_is_none(word: str) -> None:
    (told,) = mistakes(mapped(f"{{{{ {word} }}}}-{{{{ domain }}}}"))

    assert told.remedy == 'did you mean "project"? known: domain, project'


def test_two_pairs_never_share_a_namespace() -> None:
    assert mistakes(
        {
            "projects": ["search", "search-eu"],
            "domains": ["dev", "eu-dev"],
            **mapped("acme-{{ project }}-{{ domain }}"),
        }
    ) == [
        problem(
            "union:namespaceMapping.template",
            "gives acme-search-eu-dev for project search in domain eu-dev, and for project "
            "search-eu in domain dev",
            "write a literal part between the two variables that no project and domain has, or "
            "another name for one of them",
        ),
    ]


def test_a_literal_between_the_variables_keeps_them_apart() -> None:
    changes = {"projects": ["search", "search-eu"], "domains": ["dev", "eu-dev"]}

    assert not mistakes(changes | mapped("{{ project }}-in-{{ domain }}"))


def test_projects_that_share_a_namespace_by_the_template_are_left_alone() -> None:
    assert not mistakes({"projects": ["search", "maps"], **mapped("{{ domain }}")})
