"""`docs/fleet.md`, held to the contract between stacks."""

from components.config.attachment import VERSION, Attachment

from .markdown import sections, spans
from .names import ROOT

PAGE = ROOT / "docs" / "fleet.md"


def test_every_key_that_crosses_is_documented() -> None:
    (rows,) = (section.rows for section in sections(PAGE) if section.title == "What crosses")
    documented = {row.cells["Key"].strip("`"): row.cells["What it is"] for row in rows}

    assert sorted(documented) == sorted(it.alias or "" for it in Attachment.model_fields.values())
    assert documented["version"] == str(VERSION)


def test_every_command_names_a_stack_that_there_is() -> None:
    commands = [span for span in spans(PAGE.read_text()) if span.startswith("stacks/")]

    assert commands
    assert [path for path in commands if not (ROOT / path).exists()] == []
