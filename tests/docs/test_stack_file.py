"""`docs/stack-file.md`, held to the models of the stack file."""

from components.config.manual import PATH, rendered
from components.config.schema import stack_file_schema

from .markdown import sections, spans


def test_the_reference_is_fresh() -> None:
    assert PATH.read_text() == rendered(), "run make schema"


def test_every_model_is_told_once_with_all_of_its_keys() -> None:
    told = [
        tuple(key for row in section.rows for key in spans(row.cells["Key"]))
        for section in sections(PATH)
        if section.rows and "Key" in section.rows[0].cells
    ]
    models = [
        tuple(it["properties"]) for it in stack_file_schema()["$defs"].values() if it["properties"]
    ]

    assert sorted(told) == sorted(models)


def test_what_must_be_there_says_so() -> None:
    (sections_, *_) = [it for it in sections(PATH) if it.rows]
    required = [
        row.cells["Section"] for row in sections_.rows if row.cells["Default"] == "required"
    ]

    assert required == [
        f"`{key}`" for key in stack_file_schema()["properties"]["config"]["required"]
    ]
