"""The JSON schema of a stack file, from which editors complete it: `make schema` writes it."""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import override

from .settings import Settings
from .shapes import ROOT
from .stack_secrets import OKTA_TOKEN

PATH = Path(__file__).parents[2] / "stacks" / "schema.json"

Schema = dict[str, Any]

SECRET: Schema = {
    "type": "object",
    "description": "A stack secret, set by `pulumi config set --secret`.",
    "properties": {"secure": {"type": "string"}},
    "required": ["secure"],
    "additionalProperties": False,
}
ENGINE = ("secretsprovider", "encryptedkey", "encryptionsalt", "environment")
"""Keys of a stack file that are the engine's own."""


class _Untitled(GenerateJsonSchema):
    """Without a title for each field, which says its name again."""

    @override
    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never."""
        del schema
        return False


def stack_file_schema() -> Schema:
    """The stack file: sections closed, secrets encrypted, other namespaces whatever they like."""
    sections = Settings.model_json_schema(schema_generator=_Untitled)
    names = "|".join(sorted(sections["properties"]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Stack file of a Union.ai self-managed installation",
        "type": "object",
        "properties": {
            "config": {
                "type": "object",
                "properties": {
                    **{f"{ROOT}{key}": value for key, value in sections["properties"].items()},
                    OKTA_TOKEN: SECRET,
                },
                "required": [f"{ROOT}{key}" for key in sections["required"]],
                "patternProperties": {f"^{ROOT}(?!({names})$)": SECRET},
            },
            **dict.fromkeys(ENGINE, True),
        },
        "required": ["config"],
        "additionalProperties": False,
        "$defs": sections["$defs"],
    }


def rendered() -> str:
    """The schema as `stacks/schema.json` holds it."""
    return json.dumps(stack_file_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(rendered(), encoding="utf-8")
