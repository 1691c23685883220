"""What follows from the namespace mapping."""

import pytest

from components.config.namespace_mapping import (
    namespace,
    unescaped,
    variables,
    worker_account,
    worker_namespaces,
)

from .stack import ONE, REMOVED, TWO, Changes, settings


def workers(changes: Changes, *, patterns: bool = True) -> tuple[str, ...]:
    them = settings(changes)
    return worker_namespaces(them, them.data_planes["production-cluster-1"], patterns=patterns)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ project }}-{{ domain }}", "flytesnacks-development"),
        ("{{ domain }}", "development"),
        ("myorg-{{ project }}-{{ domain }}", "myorg-flytesnacks-development"),
    ],
)
def test_the_pages_examples_give_the_pages_namespaces(template: str, expected: str) -> None:
    assert namespace(template, "flytesnacks", "development") == expected


def test_a_value_is_not_read_as_a_template() -> None:
    assert namespace("{{ project }}-{{ domain }}", "{{ domain }}", "x") == "{{ domain }}-x"


def test_a_template_says_what_it_varies_with() -> None:
    assert variables("acme-{{ project }}") == {"project"}
    assert variables("acme") == frozenset()


@pytest.mark.parametrize(
    "template",
    [
        "{{ '{{' }} project {{ '}}' }}-{{ '{{' }} domain {{ '}}' }}",
        '{{ "{{" }} project {{ "}}" }}-{{ "{{" }} domain {{ "}}" }}',
        "{{`{{ project }}`}}-{{`{{ domain }}`}}",
        "{{ `{{ project }}` }}-{{ `{{ domain }}` }}",
        "{{ project }}-{{ domain }}",
    ],
)
def test_every_escape_comes_to_the_same_template(template: str) -> None:
    assert unescaped(template) == "{{ project }}-{{ domain }}"


def test_spaces_are_put_right() -> None:
    them = settings({"namespaceMapping.template": "acme-{{project}}-{{  domain }}"})

    assert them.namespace_mapping.template == "acme-{{ project }}-{{ domain }}"


def test_unknown_projects_give_one_pattern_a_domain() -> None:
    assert workers({}) == ("acme-*-development", "acme-*-production", "acme-*-staging")


def test_known_projects_give_exact_namespaces_and_those_of_the_system_project() -> None:
    assert workers({"projects": ["ml", "etl"], "domains": ["production", "development"]}) == (
        "acme-etl-development",
        "acme-etl-production",
        "acme-ml-development",
        "acme-ml-production",
        "acme-system-development",
        "acme-system-production",
    )


def test_a_mapping_by_domain_alone_is_exact() -> None:
    assert workers({"namespaceMapping.template": "{{ domain }}"}, patterns=False) == (
        "development",
        "production",
        "staging",
    )


def test_a_mapping_by_project_alone_gives_one_pattern() -> None:
    assert workers({"namespaceMapping.template": "acme-{{ project }}"}) == ("acme-*",)


def test_a_cloud_without_patterns_needs_the_projects() -> None:
    with pytest.raises(ValueError, match=r"^this cloud knows no patterns: list union:projects$"):
        workers({}, patterns=False)


def test_in_single_namespace_mode_tasks_run_in_the_release() -> None:
    single = {"mode": "singleNamespace", "namespaceMapping": REMOVED, ONE + ".namespace": "work"}

    assert workers(single, patterns=False) == ("work",)


def test_tasks_run_as_the_account_of_their_mode() -> None:
    single = {"mode": "singleNamespace", "namespaceMapping": REMOVED}

    assert worker_account(settings()) == "default"
    assert worker_account(settings({**single, TWO + ".namespace": "union-2"})) == "union"
