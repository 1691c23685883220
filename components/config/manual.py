"""The reference of the stack file, from its schema: `make schema` writes `docs/stack-file.md`."""

import importlib
import pkgutil
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from .schema import stack_file_schema
from .stack_secrets import OKTA_TOKEN
from .texts import NAME, Text

PATH = Path(__file__).parents[2] / "docs" / "stack-file.md"
PAGES = "https://www.union.ai/docs/v2/union/deployment/selfmanaged/configuration"
HEADER = """\
# The stack file

Every key of `stacks/Pulumi.<stack>.yaml`, made from the models by `make schema`. Editors complete
the same from [schema.json](../stacks/schema.json). An unknown key is an error; all mistakes of a
file are told at once. A secret is never in a section: write `{config: <key>}` there, and set it
with `pulumi config set --secret union:<key>`.

`<name>` stands for a name that the file chooses, `[]` for each entry of a list.
"""
_DEFAULT = re.compile(r"\s*Default:\s+(.*)$", re.DOTALL)
_PAGE = re.compile(r"\bconfiguration/([a-z-]+)")

Schema = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a model stands, as its heading says it."""

    path: str
    tag: str = ""
    """Which of several models of that path it is, e.g. `provider: aws`."""

    def __str__(self) -> str:
        return f"`{self.path}` ({self.tag})" if self.tag else f"`{self.path}`"

    @property
    def hashes(self) -> str:
        """Level of the heading: a section, or something in it."""
        return "##" if "." not in self.path.removesuffix(".<name>") else "###"

    def below(self, step: str) -> "Place":
        """A place in it."""
        return replace(self, path=f"{self.path}{step}")


class Reference:
    """One rendering; each model is told once, where it is met first."""

    def __init__(self, schema: Schema) -> None:
        self._definitions: Schema = schema["$defs"]
        self._config: Schema = schema["properties"]["config"]
        self._places: dict[str, Place] = {}
        """By name of the model told there."""
        self._texts = dict(_texts())
        self._used: set[str] = set()

    def lines(self) -> Iterator[str]:
        """The whole page."""
        sections = {k: v for k, v in self._config["properties"].items() if k != OKTA_TOKEN}
        for key, section in sections.items():
            self._settle(section, Place(path=key))
        yield HEADER
        yield from self._table("Section", sections, self._config["required"])
        yield f"| `{OKTA_TOKEN}` | secret | optional | API token, where Okta logs people in. |"
        for model, place in self._places.items():
            definition = self._definitions[model]
            yield f"\n{place.hashes} {place}\n\n{_words(definition['description'])}\n"
            yield from self._table("Key", definition["properties"], definition.get("required", ()))
        yield from self._kinds()

    def _settle(self, shape: Schema, place: Place) -> None:
        """Give every model in `shape` its place, outer ones first."""
        for model, where in _models(shape, place):
            if model in self._places:
                continue
            if where in self._places.values():
                where = replace(where, tag=_spaced(model))  # noqa: PLW2901
            self._places[model] = where
            for key, field in self._definitions[model]["properties"].items():
                self._settle(field, where.below(f".{key}"))

    def _table(self, title: str, fields: Schema, required: Collection[str]) -> Iterator[str]:
        yield f"| {title} | Type | Default | What it is |\n|---|---|---|---|"
        for key, field in fields.items():
            text = field.get("description", "")
            said = _DEFAULT.search(text)
            default = _cell(said[1].rstrip(".")) if said else "optional"
            if key in required:
                default = "required"
            kind = self._type(field)
            yield f"| `{key}` | {kind} | {default} | {_cell(_DEFAULT.sub('', text))} |"

    def _type(self, shape: Schema) -> str:
        """A type in words, on one line."""
        match shape:
            case {"$ref": str(ref)}:
                model = ref.rpartition("/")[2]
                words = f"[{_spaced(model)}](#{_anchor(str(self._places[model]))})"
            case {"const": value}:
                words = f"`{value}`"
            case {"enum": values}:
                words = " or ".join(f"`{value}`" for value in values)
            case {"anyOf": shapes} | {"oneOf": shapes}:
                words = " or ".join(self._type(it) for it in shapes if it.get("type") != "null")
            case {"type": "array", "items": items}:
                words = f"list of {self._type(items)}"
            case {"patternProperties": by_name}:
                by = "by name" if NAME.pattern in by_name else "by key"
                words = f"{by}: {' or '.join(map(self._type, by_name.values()))}"
            case {"type": "object", "additionalProperties": Mapping() as values}:
                words = f"by key: {self._type(values)}"
            case {"pattern": str(pattern)}:
                words = self._text(pattern)
            case {"type": str(name)}:
                words = _plain(name, shape)
            case _:
                words = "anything"
        return words

    def _text(self, pattern: str) -> str:
        if pattern not in self._texts:
            return "text"
        name, _ = self._texts[pattern]
        self._used.add(pattern)
        return f"[{_spaced(name)}](#kinds-of-text)"

    def _kinds(self) -> Iterator[str]:
        yield "\n## Kinds of text\n\n| Kind | What to write |\n|---|---|"
        for name, wanted in sorted(self._texts[pattern] for pattern in self._used):
            yield f"| {_spaced(name)} | {_cell(wanted).replace('<', '&lt;')} |"


def rendered() -> str:
    """The page as `docs/stack-file.md` holds it."""
    return "\n".join(Reference(stack_file_schema()).lines()) + "\n"


def _models(shape: Schema, place: Place) -> Iterator[tuple[str, Place]]:
    """Models that stand in `shape`, each with its place."""
    match shape:
        case {"$ref": str(ref)}:
            yield ref.rpartition("/")[2], place
        case {"oneOf": shapes, "discriminator": {"propertyName": key, "mapping": mapping}}:
            tags = {ref: tag for tag, ref in mapping.items()}
            for it in shapes:
                tagged = replace(place, tag=f"{key}: {tags[it['$ref']]}")
                yield it["$ref"].rpartition("/")[2], tagged
        case {"anyOf": shapes} | {"oneOf": shapes}:
            for it in shapes:
                yield from _models(it, place)
        case {"items": items}:
            yield from _models(items, place.below("[]"))
        case {"patternProperties": by_name}:
            for it in by_name.values():
                yield from _models(it, place.below(".<name>"))
        case _:
            return


def _texts() -> Iterator[tuple[str, tuple[str, str]]]:
    """Kinds of text of all models: pattern to name and what to write."""
    package = __package__ or ""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        for name, value in vars(importlib.import_module(f"{package}.{module.name}")).items():
            if get_origin(value) is not Annotated:
                continue
            for metadata in get_args(value)[1:]:
                if isinstance(metadata, Text):
                    yield metadata.pattern, (name, metadata.wanted)


def _plain(name: str, shape: Schema) -> str:
    words = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "`true` or `false`",
    }
    least, most = shape.get("minimum"), shape.get("maximum")
    limits = [f"from {least}"] if least is not None else []
    limits += [f"to {most}"] if most is not None else []
    return " ".join([words.get(name, "anything"), *limits])


def _words(text: str) -> str:
    linked = _PAGE.sub(lambda match: f"[configuration/{match[1]}]({PAGES}/{match[1]})", text)
    return " ".join(linked.split())


def _cell(text: str) -> str:
    return _words(text).replace("|", "\\|")


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


if __name__ == "__main__":
    PATH.write_text(rendered(), encoding="utf-8")
