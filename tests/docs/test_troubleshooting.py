"""`docs/troubleshooting.md`: every entry of the documentation is answered, by what exists."""

import re

import pytest

from .markdown import Section, sections, spans
from .names import ROOT, missing

PAGE = ROOT / "docs" / "troubleshooting.md"
DOCUMENTED = {
    "Authentication": [
        "Browser login redirects in a loop",
        "SDK gets 401 Unauthenticated",
        "Internal services get 401",
        "Operator or propeller cannot authenticate",
        "Scheduler fails to start",
    ],
    "Code viewer": [
        "Not available: No code available for this action",
        "Not Found: The code bundle file could not be found",
        "Error: Code download is blocked by your storage bucket's configuration",
    ],
    "Image builder": [
        "The build-image task fails without a registry",
        "A private registry refuses the login",
    ],
    "Multiple clusters": ["Outputs of one cluster are not found in another"],
    "Persistent logs": ["No logs of a task that has ended"],
    "Monitoring": [
        "Retention and resources of Prometheus do not change",
        "No matches for kind ServiceMonitor",
        "Grafana does not take its password",
    ],
    "Union secrets": ['Namespaces "secret" not found'],
    "Data retention": ["A retention is refused", "Old executions fail, or run again"],
    "Namespace mapping": ["Changing the namespace mapping"],
}
"""What the documentation has of it: entries of *Troubleshooting*, notes and warnings."""
MET = {
    "An ExternalSecret is Ready and its Secret is not there",
    "A Secret says placeholder",
    "Rotating a secret",
    "Pods wait for a node",
    "An upgrade or installation never ends",
    "A destroy is refused",
    "Removing a data plane",
    "An option is switched off and the engine refuses",
    "Taking over what exists",
}
"""What else people meet."""
WRONG_LABELS = ("name=operator", "instance=union-dataplane")
"""Labels of the pages that find nothing on today's charts."""


def chapters() -> dict[str, list[Section]]:
    found: dict[str, list[Section]] = {}
    for section in sections(PAGE):
        if section.level == 2:
            found[section.title] = []
        elif section.level == 3:
            [*found.values()][-1].append(section)
    return found


ENTRIES = [entry for entries in chapters().values() for entry in entries]


def fences(entry: Section) -> list[str]:
    return re.findall(r"^```\w+\n(.*?)^```", "\n".join([*entry.text, ""]), re.DOTALL | re.MULTILINE)


def words(entry: Section) -> str:
    return re.sub(r"^```.*?^```", "", "\n".join(entry.text), flags=re.DOTALL | re.MULTILINE)


def test_every_entry_of_the_documentation_is_answered() -> None:
    unanswered = {
        chapter: [title for title in titles if title not in [it.title for it in found]]
        for chapter, titles in DOCUMENTED.items()
        for found in [chapters().get(chapter, [])]
    }

    assert {chapter: titles for chapter, titles in unanswered.items() if titles} == {}


def test_so_is_what_else_people_meet() -> None:
    assert MET - {entry.title for entry in ENTRIES} == set()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_every_test_and_rule_that_is_named_exists(entry: Section) -> None:
    assert [wrong for span in spans(words(entry)) if (wrong := missing(span))] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_every_entry_says_what_prevents_it_or_what_shows_it(entry: Section) -> None:
    named = [span for span in spans(words(entry)) if span.startswith(("tests/", "components/"))]
    explained = "Nothing is wrong" in words(entry) or "](" in words(entry)

    assert named or fences(entry) or explained


def test_no_command_selects_by_a_label_that_nothing_carries() -> None:
    commands = "\n".join(fence for entry in ENTRIES for fence in fences(entry))

    assert [label for label in WRONG_LABELS if label in commands] == []
