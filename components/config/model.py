"""The base of every configuration model, and the shapes that several pages share."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


class Model(BaseModel):
    """A closed, frozen section of the stack file, in camelCase."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )


def mistake(found: str, remedy: str) -> PydanticCustomError:
    """A mistake as validators raise it: what was found, and what to do. Never tells a secret."""
    return PydanticCustomError("mistake", "{found}: {remedy}", {"found": found, "remedy": remedy})


def exactly_one(section: Model, *keys: str) -> None:
    """Refuse `section` unless exactly one of its `keys`, in camelCase, is there."""
    given = [key for key in keys if getattr(section, _attribute(section, key)) not in (None, False)]
    choice = " or ".join(f"{key}:" for key in keys)
    if not given:
        raise mistake(f"says neither {' nor '.join(f'{key}:' for key in keys)}", f"write {choice}")
    if len(given) > 1:
        raise mistake(f"says {' and '.join(f'{key}:' for key in given)}", f"write {choice}")


def _attribute(section: Model, key: str) -> str:
    return next(n for n, field in type(section).model_fields.items() if field.alias == key)


@dataclass(frozen=True)
class Text:
    """A text of one shape; as metadata of `str` it checks, and it tells the schema."""

    pattern: str
    """Regular expression of the whole text."""
    wanted: str
    """What to write, in words; completes *write …*."""
    hidden: bool = False
    """Whether an error must not repeat what was found. Default: it does."""

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A string, then the pattern."""
        return core_schema.no_info_after_validator_function(self._shaped, handler(source))

    def _shaped(self, value: str) -> str:
        if not re.search(self.pattern, value):
            raise PydanticCustomError("text", "{wanted}", {"text": self, "wanted": self.wanted})
        return value

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A string with the pattern, and what editors say where it does not match."""
        del schema, handler
        return {
            "type": "string",
            "pattern": self.pattern,
            "patternErrorMessage": f"write {self.wanted}",
        }


Line = Annotated[str, Text(r"^\S(.*\S)?$", "a text on one line, not empty")]
"""A text on one line, not empty."""

Name = Annotated[
    str,
    Text(
        r"^[a-z][a-z0-9-]{0,38}[a-z0-9]$",
        "2 to 40 lower-case letters, digits and hyphens, with a letter first and no hyphen last",
    ),
]
"""A name of ours: 2 to 40 lower-case letters, digits and hyphens."""

Namespace = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        "at most 63 lower-case letters, digits and hyphens, with no hyphen first or last",
    ),
]
"""A Kubernetes namespace: at most 63 lower-case letters, digits and hyphens."""

SecretName = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$",
        "the name of a Kubernetes Secret: lower-case letters, digits, hyphens and dots",
    ),
]
"""Name of a Kubernetes Secret."""

Host = Annotated[
    str,
    Text(
        r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$",
        "a host name in lower case, without scheme, port and path",
    ),
]
"""A host name in lower case, without scheme, port and path."""

HttpsUrl = Annotated[
    str,
    Text(r"^https://[^\s/@]+(/\S*)?$", "a URL that begins with https://, without a password in it"),
]
"""A URL that begins with `https://`."""

Prefix = Annotated[
    str,
    Text(
        r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$",
        "an object prefix without a slash at either end, e.g. raw/data",
    ),
]
"""An object prefix without a slash at either end."""

Quantity = Annotated[
    str,
    Text(r"^\d+(\.\d+)?(m|[kMGTPE]i?)?$", 'a Kubernetes quantity in quotes, e.g. "1" or "2Gi"'),
]
"""A Kubernetes quantity, e.g. `500m` or `2Gi`."""


def _distinct(items: list[H]) -> list[H]:
    twice = sorted({str(item) for item in items if items.count(item) > 1})
    if twice:
        raise mistake(f"names {', '.join(twice)} more than once", "write each once")
    return items


Distinct = Annotated[
    list[H], AfterValidator(_distinct), Field(json_schema_extra={"uniqueItems": True})
]
"""A list in which nothing stands twice."""

OrDisabled = Annotated[
    Annotated[T, Tag("section")] | Annotated[Literal["disabled"], Tag("word")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "section"),
]
"""A section that is on when it is absent, or the word `disabled`."""
